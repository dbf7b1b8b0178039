using System.Text.RegularExpressions;
using Lectern.Scorm;
using Lectern.Scorm.Replay;
using Lectern.Tests.Standards.Scorm;

namespace Lectern.Journeys;

/// <summary>ADL's LMS conformance test for SCORM 2004 4th Edition in a browser: up to half a dozen cases of each group. All of them are played
/// against the library alone; <c>CONFORMANCE=.</c> plays all of them here too, and any other expression the tests that it fits.</summary>
public sealed class A_case_of_the_conformance_test(Examination examination) : IClassFixture<Examination>
{
    private const int MostPerGroup = 6;
    private static readonly string? Chosen = Environment.GetEnvironmentVariable("CONFORMANCE");

    public static TheoryData<string> Tests => ConformanceSuite.Rows(InGroups);

    private static IEnumerable<string> InGroups(IEnumerable<string> names)
    {
        foreach (var group in names.GroupBy(name => name.Split('-')[0]).OrderBy(group => group.Key))
        {
            var cases = 0;
            foreach (var test in group.GroupBy(ConformanceCase.TestOf).OrderBy(test => test.Key, StringComparer.Ordinal).Where(test => Chosen is null ? cases < MostPerGroup : Regex.IsMatch(test.Key, Chosen)))
            {
                cases += test.Count();
                yield return test.Key;
            }
        }
    }

    [Theory, MemberData(nameof(Tests))]
    public async Task is_played_in_a_browser_without_a_difference(string test)
    {
        foreach (var (conformance, packages) in ConformanceSuite.PartsOf(test))
        {
            var (instructor, learner) = await examination.People;
            var published = new List<(string Activity, Organization Organization)>();
            foreach (var package in packages)
            {
                var (course, activity) = await ByRequest.Publish(instructor, package);
                await ByRequest.Enrol(learner, course);
                published.Add((activity, ConformanceSuite.Read(package).Organization));
            }
            await ConformanceTest.Play(learner, conformance, published);
        }
    }
}

/// <summary>Who gives the packages out, and who sits the test: the same two for all, because no test touches what another one shares.</summary>
public sealed class Examination(Stage stage) : IAsyncDisposable
{
    private readonly Lazy<Task<(Someone, Someone)>> _people = new(async () =>
    {
        var learner = await stage.SignedIn("learner");
        await learner.Context.AddInitScriptAsync(ConformanceTest.Applet);
        return (await stage.SignedIn("instructor"), learner);
    });

    public Task<(Someone Instructor, Someone Learner)> People => _people.Value;

    public async ValueTask DisposeAsync()
    {
        if (!_people.IsValueCreated) return;
        var (instructor, learner) = await People;
        await instructor.DisposeAsync();
        await learner.DisposeAsync();
    }
}
