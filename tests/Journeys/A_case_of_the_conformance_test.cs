using System.IO.Compression;
using System.Text.RegularExpressions;
using Lectern.Scorm;
using Lectern.Scorm.Replay;
using Lectern.Tests;

namespace Lectern.Journeys;

/// <summary>ADL's LMS conformance test for SCORM 2004 4th Edition in a browser: up to a dozen cases of each group. All of them are played
/// against the library alone; <c>CONFORMANCE=.</c> plays all of them here too, and any other expression the tests that it fits.</summary>
public sealed class A_case_of_the_conformance_test(Examination examination) : IClassFixture<Examination>
{
    private const string Kind = "adl-2004-4e-lms";
    private const int MostPerGroup = 12;
    private static readonly string? Chosen = Environment.GetEnvironmentVariable("CONFORMANCE");

    /// <summary>The tests by their numbers: the parts a, b, c of one are played in order by one learner, because they share global objectives.</summary>
    public static TheoryData<string> Tests => SharedData.Rows(Kind, InGroups);

    private static IEnumerable<string> InGroups(string folder)
    {
        foreach (var group in Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).GroupBy(name => name.Split('-')[0]).OrderBy(group => group.Key))
        {
            var cases = 0;
            foreach (var test in group.GroupBy(TestOf).OrderBy(test => test.Key, StringComparer.Ordinal).Where(test => Chosen is null ? cases < MostPerGroup : Regex.IsMatch(test.Key, Chosen)))
            {
                cases += test.Count();
                yield return test.Key;
            }
        }
    }

    [Theory, MemberData(nameof(Tests))]
    public async Task is_played_in_a_browser_without_a_difference(string test)
    {
        if (SharedData.Folder(Kind) is not { } folder) return;
        var (instructor, learner) = await examination.People;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Where(file => TestOf(Path.GetFileNameWithoutExtension(file)) == test).Order(StringComparer.Ordinal))
        {
            await using var json = File.OpenRead(file);
            var conformance = ConformanceCase.Read(json);
            var package = Path.Combine(Path.GetDirectoryName(file)!, $"LMSTestPackage_{conformance.Id}.zip");
            var (course, activity) = await ByRequest.Publish(instructor, package);
            await ByRequest.Enrol(learner, course);
            await ConformanceTest.Play(learner, activity, conformance, Read(package));
        }
    }

    private static Organization Read(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return ManifestReader.Read(zip.Entries.Select(entry => entry.FullName), path => zip.GetEntry(path)!.Open()).Manifest!.Default();
    }

    private static string TestOf(string name) => new([.. name.TakeWhile(letter => !char.IsAsciiLetterLower(letter))]);
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
