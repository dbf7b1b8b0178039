using Lectern.Scorm.Replay;
using Lectern.Scorm.Sequencing;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>The conformance test against the library alone.</summary>
public sealed class A_case_of_the_conformance_test
{
    public static TheoryData<string> Tests => ConformanceSuite.Rows(names => names.Select(ConformanceCase.TestOf).Distinct());

    [Theory]
    [MemberData(nameof(Tests))]
    public void is_played_without_a_difference(string test)
    {
        SharedState? shared = null;
        foreach (var (conformance, packages) in ConformanceSuite.PartsOf(test))
        {
            var result = Replayer.Play(conformance, [.. packages.Select(ConformanceSuite.Read)], shared);
            Assert.True(result.Difference is null, result.Difference?.ToString());
            Assert.Equal(conformance.Launches.Count, result.Launches);
            shared = result.Shared;
        }
    }

    [Fact]
    public void says_where_it_first_differs()
    {
        if (ConformanceSuite.PartsOf("CM-01").SingleOrDefault() is not { Case: { } conformance } part) return;
        var wrong = conformance with { Launches = [conformance.Launches[0], conformance.Launches[1] with { Calls = [new() { Call = "Initialize", Expect = "false", Error = "0" }] }] };

        var difference = Replayer.Play(wrong, [.. part.Packages.Select(ConformanceSuite.Read)]).Difference;

        Assert.Equal(("CM-01", "2", "1", 1), (difference!.Case, difference.Activity, difference.Visit, difference.Call));
        Assert.Equal(("“false”", "“true”"), (difference.Expected, difference.Actual));
    }
}
