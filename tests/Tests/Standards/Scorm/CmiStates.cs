using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Scorm;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>Says what content does with the run-time, in few words.</summary>
internal static class Content
{
    internal static CmiState Opened(ScormVersion version = ScormVersion.Scorm12) => new CmiState { Version = version }.Open();

    internal static CmiState Says(this CmiState state, params (string Element, string Value)[] values) => state.Says(new ScoRules(), isFinal: false, values);

    internal static CmiState Ends(this CmiState state, params (string Element, string Value)[] values) => state.Says(new ScoRules(), isFinal: true, values);

    internal static CmiState Says(this CmiState state, ScoRules rules, bool isFinal, params (string Element, string Value)[] values)
    {
        var result = state.Take(new CmiCommit(state.Launch, state.Sequence + 1, isFinal, values.ToDictionary(pair => pair.Element, pair => pair.Value)), rules);
        Assert.Equal(CommitOutcome.Taken, result.Outcome);
        return result.State;
    }
}

public sealed class Opening_a_SCO
{
    private static readonly Item Item = new() { Identifier = "i", Title = "One", MasteryScore = 80, DataFromLms = "begin at 3" };
    private static readonly ScoLearner Learner = new("L1", "Haddad, Rana");

    [Fact]
    public void for_the_first_time_begins_from_nothing()
    {
        var model = InitialModel.Of(Content.Opened(), Item, Learner);

        Assert.Equal("ab-initio", model["cmi.core.entry"]);
        Assert.Equal("not attempted", model["cmi.core.lesson_status"]);
        Assert.Equal("0000:00:00.00", model["cmi.core.total_time"]);
        Assert.Equal("Haddad, Rana", model["cmi.core.student_name"]);
        Assert.Equal("80", model["cmi.student_data.mastery_score"]);
        Assert.Equal("begin at 3", model["cmi.launch_data"]);
        Assert.Equal("credit", model["cmi.core.credit"]);
    }

    [Fact]
    public void that_was_suspended_resumes_with_everything_it_left()
    {
        var state = Content.Opened()
            .Ends(("cmi.core.exit", "suspend"), ("cmi.core.lesson_location", "page 7"), ("cmi.suspend_data", "a=1;b=ü\n"), ("cmi.core.lesson_status", "incomplete"), ("cmi.core.session_time", "0000:10:30.50"))
            .Open();

        var model = InitialModel.Of(state, Item, Learner);

        Assert.Equal("resume", model["cmi.core.entry"]);
        Assert.Equal("page 7", model["cmi.core.lesson_location"]);
        Assert.Equal("a=1;b=ü\n", model["cmi.suspend_data"]);
        Assert.Equal("incomplete", model["cmi.core.lesson_status"]);
        Assert.Equal("0000:10:30.50", model["cmi.core.total_time"]);
        Assert.DoesNotContain("cmi.core.exit", model.Keys);
        Assert.DoesNotContain("cmi.core.session_time", model.Keys);
    }

    [Fact]
    public void that_broke_off_resumes_as_well()
    {
        var state = Content.Opened().Says(("cmi.suspend_data", "x")).Open();

        Assert.Equal("resume", state.Entry);
        Assert.Equal("x", state["cmi.suspend_data"]);
    }

    [Fact]
    public void that_ended_keeps_its_data_unless_the_rule_is_a_new_attempt()
    {
        var ended = Content.Opened().Ends(("cmi.core.lesson_location", "9"), ("cmi.core.lesson_status", "completed"), ("cmi.student_preference.audio", "5"), ("cmi.core.session_time", "00:01:00"));

        var kept = ended.Open();
        Assert.Equal(("", "9", LessonStatus.Completed), (kept.Entry, kept["cmi.core.lesson_location"], kept.Status));

        var fresh = ended.Open(RelaunchRule.NewAttempt);
        Assert.Equal(("ab-initio", null, LessonStatus.NotAttempted, "5"), (fresh.Entry, fresh["cmi.core.lesson_location"], fresh.Status, fresh["cmi.student_preference.audio"]));
        Assert.Equal(TimeSpan.Zero, fresh.TotalTime);
    }

    [Fact]
    public void that_never_talked_to_the_run_time_is_still_not_attempted()
    {
        var state = Content.Opened().Open().Open();

        Assert.Equal(("ab-initio", LessonStatus.NotAttempted, 3), (state.Entry, state.Status, state.Launch));
    }

    [Fact]
    public void survives_being_stored_as_JSON()
    {
        var state = Content.Opened().Says(("cmi.suspend_data", "\u0001 \"quoted\" ü 漢"), ("cmi.core.session_time", "00:00:05.25"));

        var read = JsonSerializer.Deserialize<CmiState>(JsonSerializer.Serialize(state))!;

        Assert.Equal(state.Values, read.Values);
        Assert.Equal((state.TotalTime, state.Sequence, state.Launch, state.HasBegun, state.Entry), (read.TotalTime, read.Sequence, read.Launch, read.HasBegun, read.Entry));
    }
}

public sealed class Ending_a_SCO
{
    private static readonly ScoRules Mastery80 = new() { MasteryScore = 80 };

    [Theory]
    [InlineData(null, null, null, LessonStatus.Completed)]
    [InlineData("incomplete", null, null, LessonStatus.Incomplete)]
    [InlineData("browsed", null, null, LessonStatus.Browsed)]
    [InlineData(null, "80", null, LessonStatus.Passed)]
    [InlineData(null, "79.99", null, LessonStatus.Failed)]
    [InlineData("completed", "40", null, LessonStatus.Failed)]
    [InlineData("failed", "90", null, LessonStatus.Passed)]
    [InlineData("incomplete", "90", null, LessonStatus.Passed)]
    [InlineData("incomplete", "40", "suspend", LessonStatus.Incomplete)]
    [InlineData("completed", "90", "suspend", LessonStatus.Passed)]
    [InlineData(null, null, "suspend", LessonStatus.Incomplete)]
    public void decides_its_status(string? status, string? raw, string? exit, LessonStatus expected)
    {
        var values = new[] { ("cmi.core.lesson_status", status), ("cmi.core.score.raw", raw), ("cmi.core.exit", exit) };

        var state = Content.Opened().Says(Mastery80, isFinal: true, [.. values.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))]);

        Assert.Equal(expected, state.Status);
    }

    [Theory]
    [InlineData(null, LessonStatus.Incomplete, "resume", true)]
    [InlineData("incomplete", LessonStatus.Incomplete, "resume", false)]
    [InlineData("completed", LessonStatus.Passed, "", false)]
    public void by_leaving_its_page_makes_nothing_of_it_that_the_content_did_not_say(string? status, LessonStatus expected, string entry, bool isSilent)
    {
        var values = new Dictionary<string, string> { ["cmi.core.score.raw"] = "90" };
        if (status is not null) values["cmi.core.lesson_status"] = status;

        var state = Content.Opened().Take(new CmiCommit(1, 1, IsFinal: true, values, IsLeft: true), Mastery80).State;

        Assert.Equal((expected, isSilent, entry), (state.Status, state.IsSilent, state.Open().Entry));
    }

    [Fact]
    public void without_credit_leaves_the_SCOs_own_word() =>
        Assert.Equal(LessonStatus.Completed, Content.Opened().Says(Mastery80 with { IsForCredit = false }, isFinal: true, ("cmi.core.lesson_status", "completed"), ("cmi.core.score.raw", "10")).Status);

    [Fact]
    public void is_not_done_before_it_ended() =>
        Assert.Equal(LessonStatus.Incomplete, Content.Opened().Says(Mastery80, isFinal: false, ("cmi.core.score.raw", "90")).Status);

    [Theory]
    [InlineData(null, null, null, null, "", LessonStatus.Completed)]
    [InlineData("unknown", null, null, null, "", LessonStatus.Completed)]
    [InlineData(null, null, null, null, "suspend", LessonStatus.Incomplete)]
    [InlineData("incomplete", "passed", null, null, "", LessonStatus.Incomplete)]
    [InlineData("completed", "passed", null, null, "", LessonStatus.Passed)]
    [InlineData("completed", "failed", null, null, "", LessonStatus.Failed)]
    [InlineData("completed", null, "0.6", null, "", LessonStatus.Failed)]
    [InlineData("completed", "failed", "0.7", null, "", LessonStatus.Passed)]
    [InlineData("completed", null, "0.9", "0.4", "", LessonStatus.Incomplete)]
    [InlineData("incomplete", null, "0.9", "0.5", "", LessonStatus.Passed)]
    public void of_SCORM_2004_decides_its_statuses(string? completion, string? success, string? scaled, string? progress, string exit, LessonStatus expected)
    {
        var rules = new ScoRules { ScaledPassingScore = scaled is null ? null : 0.7m, CompletionThreshold = progress is null ? null : 0.5m };
        var values = new[] { ("cmi.completion_status", completion), ("cmi.success_status", success), ("cmi.score.scaled", scaled), ("cmi.progress_measure", progress), ("cmi.exit", exit) };

        var state = Content.Opened(ScormVersion.Scorm2004FourthEdition).Says(rules, isFinal: true, [.. values.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))]);

        Assert.Equal(expected, state.Status);
    }

    [Fact]
    public void adds_its_time_once_however_often_it_was_reported()
    {
        var state = Content.Opened()
            .Says(("cmi.core.session_time", "0000:01:00.00")).Says(("cmi.core.session_time", "0000:02:00.00")).Ends(("cmi.core.session_time", "0000:03:00.50"))
            .Open().Ends(("cmi.core.session_time", "0000:00:30.25"));

        Assert.Equal("0000:03:30.75", CmiTime.Format(ScormVersion.Scorm12, state.TotalTime));
    }

    [Theory]
    [InlineData("50", null, null, 0.5)]
    [InlineData("7", "0", "10", 0.7)]
    [InlineData("7", "5", "10", 0.4)]
    [InlineData("70", "0", "10", 0.7)]
    [InlineData("50", "0", "0", 0.5)]
    public void gives_its_score_as_a_share(string raw, string? min, string? max, double expected)
    {
        var values = new[] { ("cmi.core.score.raw", raw), ("cmi.core.score.min", min), ("cmi.core.score.max", max) };

        var state = Content.Opened().Ends([.. values.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))]);

        Assert.Equal((decimal)expected, state.Score?.Scaled);
    }
}

public sealed class A_commit
{
    [Fact]
    public void that_comes_twice_or_late_changes_nothing()
    {
        var state = Content.Opened().Says(("cmi.suspend_data", "1"));
        var late = new CmiCommit(state.Launch, 2, false, new Dictionary<string, string> { ["cmi.suspend_data"] = "2" });
        var last = new CmiCommit(state.Launch, 3, true, new Dictionary<string, string> { ["cmi.suspend_data"] = "3" });

        var after = state.Take(last, new()).State;

        Assert.Equal(CommitOutcome.Repeated, after.Take(last, new()).Outcome);
        Assert.Equal(CommitOutcome.Repeated, after.Take(late, new()).Outcome);
        Assert.Equal("3", after.Take(late, new()).State["cmi.suspend_data"]);
    }

    [Fact]
    public void after_the_end_of_its_launch_changes_nothing()
    {
        var state = Content.Opened().Ends(("cmi.core.lesson_status", "failed"));

        var result = state.Take(new CmiCommit(state.Launch, 9, true, new Dictionary<string, string> { ["cmi.core.lesson_status"] = "passed" }), new());

        Assert.Equal((CommitOutcome.Repeated, LessonStatus.Failed), (result.Outcome, result.State.Status));
    }

    [Fact]
    public void leaves_nothing_behind_of_what_was_not_taken()
    {
        var state = Content.Opened().Says(("cmi.suspend_data", "1")).Open();
        var madeUp = Enumerable.Range(0, 500).Select(n => ($"cmi.made_up_{n}{new string('x', 200)}", "y"));

        var result = state.Take(new CmiCommit(state.Launch, 1, false, madeUp.Append(("cmi.suspend_data", new string('x', 100_000))).ToDictionary(pair => pair.Item1, pair => pair.Item2)), new());

        Assert.Equal(["cmi.suspend_data"], result.State.SetIn.Keys);
        Assert.Equal(20, result.Ignored.Count);
        Assert.All(result.Ignored, name => Assert.InRange(name.Length, 1, 100));
        // What was refused takes no place of what comes late and is right.
        var late = result.State.Take(new CmiCommit(1, 2, false, new Dictionary<string, string> { ["cmi.suspend_data"] = "2" }), new()).State;
        Assert.Equal("2", late["cmi.suspend_data"]);
    }

    [Fact]
    public void from_a_page_that_was_opened_before_is_not_heard()
    {
        var state = Content.Opened().Open();

        Assert.Equal(CommitOutcome.FromEarlierLaunch, state.Take(new CmiCommit(1, 9, true, new Dictionary<string, string> { ["cmi.core.lesson_status"] = "passed" }), new()).Outcome);
    }

    [Theory]
    [InlineData("cmi.core.student_id", "somebody")]
    [InlineData("cmi.core.credit", "no-credit")]
    [InlineData("cmi.core.entry", "resume")]
    [InlineData("cmi.core.total_time", "9999:00:00")]
    [InlineData("cmi.student_data.mastery_score", "0")]
    [InlineData("cmi.launch_data", "x")]
    [InlineData("cmi.core.lesson_status", "not attempted")]
    [InlineData("cmi.core.lesson_status", "<script>")]
    [InlineData("cmi.core.score.raw", "101")]
    [InlineData("cmi.core.score.raw", "-1")]
    [InlineData("cmi.core.score.raw", "1e2")]
    [InlineData("cmi.core.score.raw", "NaN")]
    [InlineData("cmi.core.session_time", "99999:00:00")]
    [InlineData("cmi.core.session_time", "-1:00:00")]
    [InlineData("cmi.core.session_time", "PT1H")]
    [InlineData("cmi.interactions.5.id", "a gap")]
    [InlineData("cmi.interactions.-1.id", "x")]
    [InlineData("cmi.interactions.99999.id", "x")]
    [InlineData("cmi.interactions.0.id", "nul\0")]
    [InlineData("cmi.objectives.0.status", "")]
    [InlineData("cmi.made_up", "x")]
    [InlineData("__proto__", "x")]
    [InlineData("", "x")]
    public void leaves_out_what_content_may_not_set(string element, string value)
    {
        var state = Content.Opened().Says((element, value), ("cmi.suspend_data", "kept"));

        Assert.Equal(["cmi.suspend_data"], state.Values.Keys);
    }

    [Fact]
    public void with_too_much_suspend_data_keeps_the_former()
    {
        var most = new string('x', 65_536);
        var state = Content.Opened().Says(("cmi.suspend_data", most)).Says(("cmi.suspend_data", most + "y"));

        Assert.Equal(most, state["cmi.suspend_data"]);
    }

    [Fact]
    public void fills_collections_in_the_order_of_their_numbers()
    {
        var values = Enumerable.Range(0, 12).Select(n => ($"cmi.interactions.{n}.id", $"q{n}")).Reverse()
            .Append(("cmi.interactions.11.objectives.0.id", "o")).Append(("cmi.interactions.11.objectives.2.id", "gap")).ToArray();

        var state = Content.Opened().Says(values);

        Assert.Equal("q11", state["cmi.interactions.11.id"]);
        Assert.Equal("o", state["cmi.interactions.11.objectives.0.id"]);
        Assert.Equal(13, state.Values.Count);
    }

    [Fact]
    public void cannot_make_a_state_grow_without_end()
    {
        var state = Content.Opened();
        for (var round = 0; round < 5; round++)
            state = state.Says([.. Enumerable.Range(0, 1000).Select(n => ($"cmi.interactions.{n}.student_response", new string((char)('a' + round), 4000)))]);

        Assert.True(state.Values.Sum(pair => pair.Value.Length) <= 1_000_000);
    }

    [Fact]
    public void can_say_that_a_score_is_blank_again() =>
        Assert.Null(Content.Opened().Says(("cmi.core.score.raw", "5")).Says(("cmi.core.score.raw", "")).Score);

    [Fact]
    public void in_any_order_and_number_ends_where_the_newest_alone_would()
    {
        var commits = Gen.Choose(1, 6).ArrayOf();
        Prop.ForAll(Arb.From(commits), order =>
        {
            var state = Content.Opened();
            foreach (var sequence in order)
                state = state.Take(new CmiCommit(1, sequence, sequence == 6, new Dictionary<string, string> { ["cmi.suspend_data"] = $"{sequence}" }), new()).State;
            return order.Length == 0 ? state.Values.Count == 0 : state["cmi.suspend_data"] == $"{order.Max()}";
        }).QuickCheckThrowOnFailure();
    }
}

public sealed class A_length_of_time
{
    [Theory]
    [InlineData(ScormVersion.Scorm12, "0001:02:03.45", 3723.45)]
    [InlineData(ScormVersion.Scorm12, "01:02:03", 3723)]
    [InlineData(ScormVersion.Scorm12, "1:02:03.5", 3723.5)]
    [InlineData(ScormVersion.Scorm12, "00:90:00", 5400)]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "PT1H2M3.45S", 3723.45)]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "P1DT1S", 86401)]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "PT5400S", 5400)]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "P0D", 0)]
    public void is_read(ScormVersion version, string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), CmiTime.Parse(version, text));

    [Theory]
    [InlineData(ScormVersion.Scorm12, "")]
    [InlineData(ScormVersion.Scorm12, "02:03")]
    [InlineData(ScormVersion.Scorm12, "00:00:00.123")]
    [InlineData(ScormVersion.Scorm12, "00000:00:00")]
    [InlineData(ScormVersion.Scorm12, "00:00:00\n")]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "P")]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "PT")]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "P1DT")]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "PT-1S")]
    [InlineData(ScormVersion.Scorm2004ThirdEdition, "P999999999Y")]
    public void is_refused_when_it_is_none(ScormVersion version, string text) => Assert.Null(CmiTime.Parse(version, text));

    [Fact]
    public void reads_back_as_it_was_written()
    {
        var hundredths = Gen.Choose(0, int.MaxValue).Select(n => TimeSpan.FromMilliseconds(10L * n));
        Prop.ForAll(Arb.From(hundredths), Arb.From(Gen.Elements(Enum.GetValues<ScormVersion>())), (time, version) =>
            CmiTime.Parse(version, CmiTime.Format(version, time)) == (time > CmiTime.Longest ? CmiTime.Longest : time)).QuickCheckThrowOnFailure();
    }
}

public sealed class A_package_as_a_whole
{
    private const LessonStatus Not = LessonStatus.NotAttempted, Incomplete = LessonStatus.Incomplete, Completed = LessonStatus.Completed, Passed = LessonStatus.Passed, Failed = LessonStatus.Failed;

    [Theory]
    [InlineData(new[] { Not, Not }, Not)]
    [InlineData(new[] { Completed, Not }, Incomplete)]
    [InlineData(new[] { Completed, Completed }, Completed)]
    [InlineData(new[] { Completed, Passed }, Passed)]
    [InlineData(new[] { Completed, Failed }, Failed)]
    [InlineData(new[] { Failed, Not }, Incomplete)]
    [InlineData(new[] { Completed, LessonStatus.Browsed }, Incomplete)]
    [InlineData(new LessonStatus[0], Not)]
    public void stands_as_its_parts_do(LessonStatus[] parts, LessonStatus expected) =>
        Assert.Equal(expected, RollUp.Of([.. parts.Select(part => new ScoStanding(part, null))]).Status);

    [Fact]
    public void has_the_mean_of_the_scores_that_were_reported() =>
        Assert.Equal(0.75m, RollUp.Of([new(Completed, null), new(Passed, 1m), new(Passed, 0.5m)]).Score);

    [Fact]
    public void is_done_exactly_when_every_part_is()
    {
        var parts = Gen.Elements(Enum.GetValues<LessonStatus>()).NonEmptyListOf();
        Prop.ForAll(Arb.From(parts), statuses =>
        {
            var outcome = RollUp.Of([.. statuses.Select(status => new ScoStanding(status, null))]);
            return outcome.Status.IsDone() == statuses.All(status => status.IsDone()) && outcome.Done <= outcome.Required;
        }).QuickCheckThrowOnFailure();
    }
}
