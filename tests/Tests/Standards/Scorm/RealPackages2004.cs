using Lectern.Scorm;
using Lectern.Scorm.Sequencing;

namespace Lectern.Tests.Standards.Scorm;

public sealed class Sequencing_a_real_package
{
    private static Sequencer? Open(string file) =>
        Packages.ReadReal("scorm2004", file) is { } reading ? new(reading.Manifest!.Default()) : null;

    [Fact]
    public void opens_each_part_when_the_one_before_is_satisfied()
    {
        if (Open("SequencingForcedSequential_SCORM20043rdEdition.zip") is not { } sequencer) return;

        Assert.Equal("playing_item", sequencer.To(NavigationRequest.Start));
        Assert.DoesNotContain("etuqiette_item", sequencer.Valid.Choices);
        Assert.Equal("SB.2.2-2", sequencer.To(NavigationRequest.Continue));
        Assert.Equal("playing_item", sequencer.To(NavigationRequest.Choice("playing_item")));
        sequencer.Visit(("cmi.success_status", "passed"), ("cmi.completion_status", "completed"));
        Assert.Contains("etuqiette_item", sequencer.Valid.Choices);
        Assert.Equal("etuqiette_item", sequencer.To(NavigationRequest.Continue));
    }

    [Fact]
    public void repeats_only_what_was_not_mastered()
    {
        if (Open("SequencingSimpleRemediation_SCORM20043rdEdition.zip") is not { } sequencer) return;

        sequencer.Navigate(NavigationRequest.Start);
        for (var lesson = 0; lesson < 4; lesson++) sequencer.Visit(("cmi.completion_status", "completed"), ("adl.nav.request", "continue"));
        Assert.Equal("test_1", sequencer.Delivered!.Identifier);
        foreach (var passes in new[] { true, false, true, true })
            sequencer.Visit(("cmi.completion_status", "completed"), ("cmi.success_status", passes ? "passed" : "failed"), ("adl.nav.request", "continue"));

        Assert.Equal("etuqiette_item", sequencer.Delivered!.Identifier);
        sequencer.Visit(("cmi.completion_status", "completed"), ("adl.nav.request", "continue"));
        Assert.Equal("test_2", sequencer.Delivered!.Identifier);
    }

    [Fact]
    public void uses_what_the_4th_edition_added()
    {
        if (Open("SequencingPostTestRollup4thEd_SCORM20044thEdition.zip") is not { } sequencer) return;

        Assert.Equal("playing_item", sequencer.To(NavigationRequest.Start));
        Assert.Equal("SB.2.2-2", sequencer.To(NavigationRequest.Continue));
        Assert.Equal("playing_item", sequencer.To(NavigationRequest.Choice("playing_item")));
        sequencer.Visit(("cmi.completion_status", "completed"), ("cmi.progress_measure", "1"), ("adl.data.0.store", "a note"), ("adl.nav.request", "{target=etuqiette_item}jump"));

        Assert.Equal("etuqiette_item", sequencer.Delivered!.Identifier);
        Assert.Equal("a note", sequencer.Begin().GetValue("adl.data.0.store"));
        Assert.Equal(0.5m / 1.6m, sequencer.Standing.Progress);
    }

    [Fact]
    public void walks_the_whole_of_a_course_that_was_written_for_the_3rd_edition()
    {
        if (Open("ADL-RosesOriginal_2004-3e.zip") is not { } sequencer) return;

        var visited = new List<string>();
        for (var outcome = sequencer.Navigate(NavigationRequest.Start); outcome.Delivery is { } item && visited.Count < 50; outcome = sequencer.Navigate(NavigationRequest.Continue))
        {
            visited.Add(item.Identifier);
            sequencer.Visit(("cmi.completion_status", "completed"), ("cmi.success_status", "passed"), ("cmi.score.scaled", "1"));
        }
        Assert.InRange(visited.Count, 2, 49);
        Assert.Equal(visited.Count, visited.Distinct().Count());
        Assert.Null(sequencer.State.Current);
    }

    [Fact]
    public void merges_its_templates_part_by_part()
    {
        if (Packages.ReadReal("scorm2004", "SequencingForcedSequential_SCORM20043rdEdition.zip") is not { } reading) return;

        var quiz = reading.Manifest!.Default().Items[^1].Sequencing;
        Assert.Equal(0, quiz.Rollup.ObjectiveMeasureWeight);
        Assert.True(quiz.Delivery.CompletionSetByContent);
        Assert.Equal("assessment_satisfied", quiz.PrimaryObjective.Id);
        Assert.Equal(RuleAction.Disabled, Assert.Single(quiz.PreConditions).Action);
        Assert.False(reading.Manifest.Default().ObjectivesGlobalToSystem);
    }
}
