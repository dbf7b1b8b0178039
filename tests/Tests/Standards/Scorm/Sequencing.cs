using System.Text.Json;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;
using static Lectern.Tests.Standards.Scorm.Courses2004;

namespace Lectern.Tests.Standards.Scorm;

public sealed class Walking_through_a_course
{
    private static readonly NavigationRequest Start = NavigationRequest.Start, Continue = NavigationRequest.Continue, Previous = NavigationRequest.Previous;

    [Fact]
    public void flows_from_page_to_page_and_ends_after_the_last()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a"), Cluster("B", new() { ControlMode = Flowing }, Page("b1"), Page("b2")), Page("c")));

        Assert.Equal(["a", "b1", "b2", "c", "end"], [sequencer.To(Start), sequencer.To(Continue), sequencer.To(Continue), sequencer.To(Continue), sequencer.To(Continue)]);
        Assert.Null(sequencer.State.Current);
        Assert.True(sequencer.Standing.IsCompleted);
    }

    [Fact]
    public void goes_back_where_the_cluster_lets_it()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a"), Cluster("B", new() { ControlMode = new() { Flow = true, ForwardOnly = true } }, Page("b1"), Page("b2")), Page("c")));
        sequencer.Navigate(Start);
        sequencer.Navigate(Continue);

        Assert.Equal("b2", sequencer.To(Continue));
        Assert.Equal("NB.2.1-5", sequencer.To(Previous));
        Assert.Equal("c", sequencer.To(Continue));
        Assert.Equal("b1", sequencer.To(Previous));
    }

    [Fact]
    public void says_why_it_can_not_go_on()
    {
        var sequencer = new Sequencer(Course((ControlMode?)null, Page("a"), Page("b")));

        Assert.Equal("NB.2.1-2", sequencer.To(Continue));
        Assert.Equal("SB.2.2-1", sequencer.To(Start));
        Assert.Equal("NB.2.1-3", sequencer.To(NavigationRequest.ResumeAll));
        Assert.Equal("NB.2.1-11", sequencer.To(NavigationRequest.Choice("nowhere")));
        Assert.Equal("b", sequencer.To(NavigationRequest.Choice("b")));
        Assert.Equal("NB.2.1-1", sequencer.To(Start));
        Assert.Equal("NB.2.1-4", sequencer.To(Continue));
        Assert.Equal("The parent of the current activity doesn't flow.", SequencingExceptions.InWords("NB.2.1-4"));
    }

    [Fact]
    public void skips_what_a_rule_skips()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a"), Page("b", If(ConditionKind.Always, RuleAction.Skip)), Page("c")));
        sequencer.Navigate(Start);

        Assert.Equal("c", sequencer.To(Continue));
    }

    [Fact]
    public void skips_more_than_a_stack_could_hold()
    {
        var skipped = Enumerable.Range(0, 20_000).Select(number => Page($"p{number}", If(ConditionKind.Always, RuleAction.Skip)));
        var sequencer = new Sequencer(Course(Flowing, [Page("a"), .. skipped, Page("z")]));
        sequencer.Navigate(Start);

        Assert.Equal("z", sequencer.To(Continue));
    }

    [Fact]
    public void stops_before_what_is_disabled()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a"), Page("b", If(ConditionKind.Always, RuleAction.Disabled))));
        sequencer.Navigate(Start);

        Assert.Equal("SB.2.2-2", sequencer.To(Continue));
        Assert.Equal("DB.1.1-3", sequencer.To(NavigationRequest.Choice("b")));
        Assert.Equal("a", sequencer.To(NavigationRequest.Choice("a")));
    }

    [Fact]
    public void lets_nobody_attempt_more_often_than_the_limit()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a", new() { Limits = new() { AttemptLimit = 2 } }), Page("b")));
        sequencer.Navigate(Start);
        sequencer.Navigate(Continue);

        Assert.Equal("a", sequencer.To(Previous));
        Assert.Equal("b", sequencer.To(Continue));
        Assert.False(sequencer.Valid.Previous);
        Assert.DoesNotContain("a", sequencer.Valid.Choices);
        Assert.Equal("SB.2.2-2", sequencer.To(Previous));
    }

    [Fact]
    public void tries_a_page_again_until_it_is_passed()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("quiz", If(ConditionKind.Satisfied, RuleAction.Retry, not: true)), Page("end")));
        sequencer.Navigate(Start);

        Assert.Equal("quiz", sequencer.Visit(("cmi.success_status", "failed"), ("adl.nav.request", "continue"))!.Delivery!.Identifier);
        Assert.Equal(2, sequencer.StandingOf("quiz")!.Attempts);
        Assert.Equal("ab-initio", sequencer.Begin().GetValue("cmi.entry"));
        Assert.Equal("end", sequencer.Visit(("cmi.success_status", "passed"), ("adl.nav.request", "continue"))!.Delivery!.Identifier);
    }

    [Fact]
    public void comes_back_to_where_everything_was_suspended()
    {
        var course = Course(Flowing, Page("a"), Page("b"));
        var sequencer = new Sequencer(course);
        sequencer.Navigate(Start);
        sequencer.Navigate(Continue);
        var outcome = sequencer.Visit(("cmi.location", "page 7"), ("cmi.exit", "suspend"), ("adl.nav.request", "suspendAll"));

        Assert.True(outcome!.HasEnded);
        var again = new Sequencer(course, Copied(sequencer.State));
        Assert.Equal("b", again.To(NavigationRequest.ResumeAll));
        var session = again.Begin();
        Assert.Equal(("resume", "page 7"), (session.GetValue("cmi.entry"), session.GetValue("cmi.location")));
        Assert.Equal(1, again.StandingOf("b")!.Attempts);
    }

    [Fact]
    public void forgets_an_abandoned_attempt()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a"), Page("b")));
        sequencer.Navigate(Start);
        var session = sequencer.Begin();
        session.SetValue("cmi.success_status", "passed");
        session.Commit("");
        Assert.True(sequencer.StandingOf("a")!.IsSatisfied);
        session.Terminate("");
        sequencer.Navigate(NavigationRequest.Abandon);

        Assert.Equal((null, null), (sequencer.StandingOf("a")!.IsCompleted, sequencer.StandingOf("a")!.IsSatisfied));
        Assert.Null(sequencer.Delivered);
        Assert.Equal("b", sequencer.To(Continue));
    }

    [Fact]
    public void rolls_up_measures_by_their_weights()
    {
        SequencingDefinition Weighing(decimal weight) => new() { Rollup = new() { ObjectiveMeasureWeight = weight } };
        var sequencer = new Sequencer(Course(
            new SequencingDefinition { ControlMode = Flowing, Objectives = [new() { SatisfiedByMeasure = true, MinNormalizedMeasure = 0.6m }] }, Page("a", Weighing(0.75m)), Page("b", Weighing(0.25m))));
        sequencer.Navigate(Start);
        sequencer.Visit(("cmi.score.scaled", "0.8"), ("adl.nav.request", "continue"));
        Assert.Equal((0.6m, true), (sequencer.Standing.Measure, sequencer.Standing.IsSatisfied));

        sequencer.Visit(("cmi.score.scaled", "-0.8"), ("adl.nav.request", "continue"));
        Assert.Equal((0.4m, false), (sequencer.Standing.Measure, sequencer.Standing.IsSatisfied));
    }

    [Theory]
    [InlineData(RequiredFor.Always, null)]
    [InlineData(RequiredFor.IfNotSuspended, true)]
    public void rolls_up_without_a_suspended_child_where_the_author_says_so(RequiredFor required, bool? isCompleted)
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a"), Page("b", new() { Rollup = new() { RequiredForCompleted = required } })));
        sequencer.Navigate(Start);
        sequencer.Visit(("cmi.completion_status", "completed"), ("adl.nav.request", "continue"));
        Assert.Null(sequencer.Standing.IsCompleted);

        sequencer.Visit(("cmi.exit", "suspend"), ("adl.nav.request", "previous"));
        Assert.Equal("a", sequencer.Delivered!.Identifier);
        sequencer.Visit(("cmi.completion_status", "completed"), ("adl.nav.request", "exitAll"));
        Assert.Equal(isCompleted, sequencer.Standing.IsCompleted);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("one")]
    public void lets_a_condition_look_at_the_completion_of_another_objective(string completes)
    {
        ObjectiveDefinition Global(string id, bool writes) => new() { Id = id, Maps = [new("done") { ReadCompletion = !writes, WriteCompletion = writes }] };
        var course = Course(Flowing,
            Page("a", new() { Objectives = [new(), Global("o", writes: true)] }),
            Page("b", new() { Objectives = [new(), Global("o", writes: false)], PreConditions = [new(RuleAction.Skip, [new(ConditionKind.Completed, Objective: "o")])] }),
            Page("c"));
        var sequencer = new Sequencer(course);
        sequencer.Navigate(Start);
        if (completes == "one") sequencer.Visit(("cmi.objectives.0.completion_status", "completed"));

        Assert.Equal(completes == "one" ? "c" : "b", sequencer.To(Continue));
    }

    [Fact]
    public void shares_objectives_and_data_between_activities_and_packages()
    {
        ObjectiveDefinition Global(string id, bool writes) => new() { Id = id, Maps = [new("global") { ReadSatisfied = !writes, ReadMeasure = !writes, WriteSatisfied = writes, WriteMeasure = writes }] };
        var maps = new[] { new DataMap("notes") };
        var course = Course(Flowing,
            Page("a", new() { Objectives = [new(), Global("o", writes: true)] }) with { DataMaps = maps },
            Page("b", new() { Objectives = [new(), Global("o", writes: false)] }) with { DataMaps = maps });
        var sequencer = new Sequencer(course);
        sequencer.Navigate(Start);
        sequencer.Visit(("cmi.objectives.0.success_status", "failed"), ("cmi.objectives.0.score.scaled", "0.3"), ("adl.data.0.store", "remember"), ("adl.nav.request", "continue"));

        var session = sequencer.Begin();
        Assert.Equal(("o", "failed", "0.3", "remember"), (session.GetValue("cmi.objectives.0.id"), session.GetValue("cmi.objectives.0.success_status"), session.GetValue("cmi.objectives.0.score.scaled"), session.GetValue("adl.data.0.store")));
        var other = Course(Flowing, Page("b", new() { Objectives = [new(), Global("o", writes: false)] }));
        Assert.Equal(0.3m, new SharedState().After(course, sequencer.State.Shared).For(other).Objectives["global"].Measure);
        Assert.Empty(sequencer.State.Shared.For(other with { ObjectivesGlobalToSystem = false }).Objectives);
    }

    [Fact]
    public void tells_content_the_completion_that_another_activity_wrote_and_lets_only_rules_judge_it_by_their_own_threshold()
    {
        ObjectiveDefinition Primary(bool writes) => new() { Id = "p", Maps = [new("done") { ReadCompletion = !writes, ReadProgress = !writes, WriteCompletion = writes, WriteProgress = writes }] };
        Item Measured(Item page, decimal threshold) => page with { Completion = new() { CompletedByMeasure = true, MinProgressMeasure = threshold } };
        var writer = Measured(Page("a", new() { Objectives = [Primary(writes: true)] }), 0.9m);
        SequencingDefinition Reading(params SequencingRule[] rules) => new() { Objectives = [Primary(writes: false)], PreConditions = rules };
        var told = new Sequencer(Course(Flowing, writer, Measured(Page("b", Reading()), 0.5m)));
        told.Navigate(Start);
        told.Visit(("cmi.progress_measure", "0.7"), ("adl.nav.request", "continue"));
        var session = told.Begin();
        Assert.Equal(("0.7", "incomplete"), (session.GetValue("cmi.objectives.0.progress_measure"), session.GetValue("cmi.objectives.0.completion_status")));

        var judged = new Sequencer(Course(Flowing, writer, Measured(Page("b", Reading(new SequencingRule(RuleAction.Skip, [new(ConditionKind.Completed)]))), 0.5m), Page("c")));
        judged.Navigate(Start);
        Assert.Equal("c", judged.Visit(("cmi.progress_measure", "0.7"), ("adl.nav.request", "continue"))!.Delivery!.Identifier);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void goes_on_with_the_data_of_suspended_content_whether_it_is_tracked_or_not(bool isTracked)
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a", new() { Delivery = new() { IsTracked = isTracked } }), Page("b")));
        sequencer.Navigate(Start);
        sequencer.Visit(("cmi.objectives.0.id", "own"), ("cmi.suspend_data", "page 3"), ("cmi.exit", "suspend"), ("adl.nav.request", "continue"));
        sequencer.Navigate(Previous);

        var session = sequencer.Begin();
        Assert.Equal(("resume", "page 3", "1"), (session.GetValue("cmi.entry"), session.GetValue("cmi.suspend_data"), session.GetValue("cmi.objectives._count")));
    }

    [Fact]
    public void selects_and_shuffles_children_once_and_remembers_them()
    {
        var pages = Enumerable.Range(0, 12).Select(number => Page($"p{number}")).ToArray();
        var course = Course(new SequencingDefinition { ControlMode = Flowing, Randomization = new() { SelectionTiming = RandomizationTiming.Once, SelectCount = 4, RandomizationTiming = RandomizationTiming.Once, ReorderChildren = true } }, pages);
        var sequencer = new Sequencer(course, random: new Random(7));
        var walked = new List<string> { sequencer.To(Start) };
        var kept = Copied(sequencer.State);
        while (sequencer.Navigate(Continue).Delivery is { } next) walked.Add(next.Identifier);

        var again = new Sequencer(course, kept, new Random(8));
        var walkedAgain = new List<string> { again.Delivered!.Identifier };
        while (again.Navigate(Continue).Delivery is { } next) walkedAgain.Add(next.Identifier);
        Assert.Equal(4, walked.Distinct().Count());
        Assert.Equal(walked, walkedAgain);
    }

    [Fact]
    public void shows_the_devices_that_are_valid_and_not_hidden()
    {
        var sequencer = new Sequencer(Course(Flowing,
            Page("a") with { HiddenDevices = ["continue", "abandon"] }, Page("b") with { IsVisible = false },
            Cluster("C", new() { ControlMode = Flowing }, Page("c1")), Page("d", If(ConditionKind.Always, RuleAction.HiddenFromChoice))));
        sequencer.Navigate(Start);

        var devices = sequencer.Devices;
        Assert.True(sequencer.Valid.Continue);
        Assert.False(devices.Continue);
        Assert.False(devices.Previous);
        Assert.True(devices.SuspendAll);
        Assert.Equal(["course", "a", "C", "c1"], devices.Contents.Select(entry => entry.Id));
        Assert.Equal([0, 1, 1, 2], devices.Contents.Select(entry => entry.Depth));
        Assert.All(devices.Contents, entry => Assert.True(entry.IsSelectable));
        Assert.Equal("a", Assert.Single(devices.Contents, entry => entry.IsCurrent).Id);
    }

    [Fact]
    public void takes_what_a_run_time_in_the_browser_reports_and_leaves_out_what_may_not_be()
    {
        var sequencer = new Sequencer(Course(Flowing, Page("a", new() { Objectives = [new(), new() { Id = "o" }] }), Page("b")));
        sequencer.Navigate(Start);
        Assert.Equal("o", sequencer.Begin(Learner)["cmi.objectives.0.id"]);
        sequencer.Report(Learner, new Dictionary<string, string> { ["cmi.session_time"] = "PT1M", ["cmi.objectives.0.id"] = "o" }, hasEnded: false);

        var report = sequencer.Report(Learner, new Dictionary<string, string>
        {
            ["cmi.interactions.0.type"] = "choice", ["cmi.interactions.0.id"] = "i", ["cmi.score.scaled"] = "2", ["cmi.learner_name"] = "Somebody else",
            ["cmi.objectives.0.success_status"] = "passed", ["cmi.session_time"] = "PT3M", ["adl.nav.request"] = "continue",
        }, hasEnded: true);

        Assert.Equal(["cmi.learner_name", "cmi.score.scaled"], report.Ignored.Order());
        Assert.Equal(NavigationRequest.Continue, report.Wish);
        Assert.Equal(TimeSpan.FromMinutes(3), sequencer.State.Activities["a"].Data!.TotalTime);
        Assert.True(sequencer.State.Activities["a"].Objectives["o"].IsSatisfied);
    }

    internal static SequencingState Copied(SequencingState state) => JsonSerializer.Deserialize<SequencingState>(JsonSerializer.Serialize(state))!;
}
