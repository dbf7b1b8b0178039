using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Progress;
using Lectern.Progress.Completion;
using Lectern.Progress.Completion.Conditions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Progress;

/// <summary>Rules and records, without a database.</summary>
public sealed class A_completion_rule
{
    private static readonly CompletionRules Rules = new([new OwnJudgement(), new ViewedOnce(), new SubmittedOnce(), new ScoreReached(), new PassedOnce(), new CoverageReached(), new TimeSpentAtIt(), new DateReached(), new ConfirmedByInstructor()]);
    private static readonly Id<CourseEnrolment> Enrolment = Id<CourseEnrolment>.New();
    private static readonly Id<Activity> Activity = Id<Activity>.New();
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Noon.AddHours(8);

    private static Gen<Rule> AnyClause => Gen.OneOf(
        Gen.Elements("own", "viewed", "submitted", "passed", "confirmed").Select(kind => Rule.Clause(kind)),
        Gen.Choose(1, 100).Select(percent => Rule.Clause("score", ("percent", $"{percent}"))),
        Gen.Choose(1, 20).Select(steps => Rule.Clause("coverage", ("percent", $"{5 * steps}"))),
        Gen.Choose(1, 30).Select(minutes => Rule.Clause("minutes", ("minutes", $"{minutes}"))),
        Gen.Choose(0, 400).Select(minutes => Rule.Clause("date", ("at", $"{Noon.AddMinutes(minutes).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"))));

    private static Gen<Rule> AnyRule(int depth) => depth == 0 ? AnyClause : Gen.OneOf(AnyClause,
        from parts in AnyRule(depth - 1).ListOf(3)
        from mode in Gen.Elements(RuleMode.All, RuleMode.Any, RuleMode.AtLeast)
        from count in Gen.Choose(1, 3)
        select mode == RuleMode.AtLeast ? Rule.AtLeast(count, [.. parts]) : Rule.Group(mode, [.. parts]));

    private static Gen<LearningRecord> AnyRecord =>
        from verb in Gen.Elements(Enum.GetValues<LearningVerb>().Where(verb => verb is not (LearningVerb.Waived or LearningVerb.Unwaived)))   // Reports_of_an_activity has those
        from value in Gen.Choose(0, 100)
        from minute in Gen.Choose(0, 400)
        select Record(verb, verb == LearningVerb.Spent ? value * 6 : value, verb == LearningVerb.Spent ? null : 100, minute);

    [Fact]
    public void that_asks_for_a_pass_is_never_met_by_failing_however_good_the_score() =>
        Prop.ForAll(AnyRecord.ListOf().ToArbitrary(), AnyRule(2).ToArbitrary(), (records, others) =>
        {
            List<LearningRecord> failures = [.. records.Where(r => r.Verb != LearningVerb.Passed), Record(LearningVerb.Failed, null, null, 1), Record(LearningVerb.Scored, 100, 100, 1)];
            var asked = Rule.Group(RuleMode.All, others, Rule.Clause("passed"));
            return ActivityStanding.Of(failures, Outlined(asked), Rules, Evening) is { DoneAt: null, Status: ActivityStatus.Failed or ActivityStatus.Started };
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void once_met_stays_met_since_the_same_moment_whatever_comes_later() =>
        Prop.ForAll(AnyRule(2).ToArbitrary(), AnyRecord.NonEmptyListOf().ToArbitrary(), (rule, records) =>
        {
            var inOrder = records.OrderBy(r => r.At).ToList();
            DateTimeOffset? since = null;
            for (var length = 1; length <= inOrder.Count; length++)
            {
                var doneAt = Rules.Judge(Outlined(rule), inOrder[..length], inOrder[length - 1].At).DoneAt;
                if (since is not null && doneAt != since) return false;
                since = doneAt;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void is_met_since_the_same_moment_in_whatever_order_records_come() =>
        Prop.ForAll(AnyRule(2).ToArbitrary(), AnyRecord.ListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (rule, records, seed) =>
        {
            var shuffled = records.ToArray();
            new System.Random(seed).Shuffle(shuffled);
            return Rules.Judge(Outlined(rule), [.. records], Evening) == Rules.Judge(Outlined(rule), shuffled, Evening);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void says_when_a_date_will_meet_it()
    {
        var rule = Rule.Group(RuleMode.All, Rule.Clause("viewed"), Rule.Clause("date", ("at", "2026-03-01T15:00:00Z")));
        LearningRecord[] opened = [Record(LearningVerb.Viewed, null, null, 0)];
        Assert.Equal(new Completed(null, Noon.AddHours(3)), Rules.Judge(Outlined(rule), opened, Noon.AddHours(2)));
        Assert.Equal(new Completed(Noon.AddHours(3), null), Rules.Judge(Outlined(rule), opened, Noon.AddHours(4)));
    }

    [Fact]
    public void is_not_met_by_a_date_before_the_learner_began()
    {
        var rule = Rule.Clause("date", ("at", "2026-03-01T15:00:00Z"));
        Assert.Null(Rules.Judge(Outlined(rule), [], Evening).DoneAt);
        Assert.Equal(Noon.AddHours(5), Rules.Judge(Outlined(rule), [Record(LearningVerb.Viewed, null, null, 300)], Evening).DoneAt);
    }

    [Fact]
    public void that_somebody_says_is_met_doesnt_show_that_the_learner_was_there()
    {
        var word = new LearningRecord { EnrolmentId = Enrolment, ActivityId = Activity, Verb = LearningVerb.Confirmed, ById = Id<Lectern.People.Person>.New(), At = Evening };
        var rule = Outlined(Rule.Clause("confirmed"));
        var standing = ActivityStanding.Of([Record(LearningVerb.Viewed, null, null, 5), word], rule, Rules, Evening);
        Assert.Equal((Evening, Noon.AddMinutes(5)), (standing.DoneAt, standing.LastAt));
        Assert.Equal(Evening, ActivityStanding.Of([word], rule, Rules, Evening).LastAt);
    }

    [Fact]
    public void counts_the_minutes_that_were_spent_in_all()
    {
        var rule = Rule.Clause("minutes", ("minutes", "10"));
        LearningRecord[] stretches = [Record(LearningVerb.Spent, 300, null, 5), Record(LearningVerb.Spent, 540, null, 15), Record(LearningVerb.Spent, 600, null, 30), Record(LearningVerb.Spent, 660, null, 40)];
        Assert.Null(Rules.Judge(Outlined(rule), stretches[..2], Evening).DoneAt);
        Assert.Equal(Noon.AddMinutes(30), Rules.Judge(Outlined(rule), stretches, Evening).DoneAt);
    }

    [Theory]
    [InlineData(RuleChange.Recompute, false, true)]
    [InlineData(RuleChange.Upwards, true, true)]
    [InlineData(RuleChange.Keep, true, false)]
    public void that_takes_anothers_place_changes_those_who_were_chosen(RuleChange chosen, bool whoWasDoneStaysSo, bool whoMeetsItBecomesDone)
    {
        // At noon plus 100 minutes, "opened" gave way to "handed in".
        var since = Noon.AddMinutes(100);
        var outlined = Outlined(Rule.Clause("submitted")) with { EarlierCompletion = chosen == RuleChange.Recompute ? null : [new(Rule.Clause("score", ("percent", "50")), since, chosen)] };
        LearningRecord[] wasDone = [Record(LearningVerb.Scored, 80, 100, 10)];
        LearningRecord[] meetsIt = [Record(LearningVerb.Submitted, null, null, 20)];
        Assert.Equal(whoWasDoneStaysSo, Rules.Judge(outlined, wasDone, Evening).DoneAt is not null);
        Assert.Equal(whoMeetsItBecomesDone, Rules.Judge(outlined, meetsIt, Evening).DoneAt is not null);

        // Whoever goes on is judged by the new rule in any case.
        Assert.NotNull(Rules.Judge(outlined, [.. meetsIt, Record(LearningVerb.Viewed, null, null, 120)], Evening).DoneAt);
    }

    [Fact]
    public void counts_only_what_was_done_since_the_lesson_is_to_be_done_anew()
    {
        var since = Noon.AddMinutes(100);
        LearningRecord[] before = [Record(LearningVerb.Viewed, null, null, 5), Record(LearningVerb.Failed, null, null, 10), Record(LearningVerb.Passed, null, null, 20)];
        LearningRecord[] after = [Record(LearningVerb.Viewed, null, null, 110), Record(LearningVerb.Completed, null, null, 120)];
        foreach (var rule in new[] { null, Rule.Clause("viewed") })
        {
            var renewed = Outlined(rule) with { EarlierCompletion = [new(Rule.Clause("viewed"), Noon.AddMinutes(50), RuleChange.Upwards)], RenewedAt = since };
            var standing = ActivityStanding.Of(before, renewed, Rules, Evening);
            Assert.Null(standing.DoneAt);
            Assert.Equal(ActivityStatus.Started, standing.Status);
            Assert.Equal(Noon.AddMinutes(5), standing.StartedAt);
            standing = ActivityStanding.Of([.. before, .. after], renewed, Rules, Evening);
            Assert.Equal(Noon.AddMinutes(rule is null ? 120 : 110), standing.DoneAt);
            Assert.Equal(ActivityStatus.Completed, standing.Status);
        }
    }

    [Fact]
    public void counts_only_the_minutes_since_the_lesson_is_to_be_done_anew()
    {
        var renewed = Outlined(Rule.Clause("minutes", ("minutes", "10"))) with { RenewedAt = Noon.AddMinutes(100) };
        LearningRecord[] stretches = [Record(LearningVerb.Spent, 2400, null, 50), Record(LearningVerb.Spent, 2460, null, 110), Record(LearningVerb.Spent, 3000, null, 130)];
        Assert.Null(Rules.Judge(renewed, stretches[..2], Evening).DoneAt);
        Assert.Equal(Noon.AddMinutes(130), Rules.Judge(renewed, stretches, Evening).DoneAt);
    }

    private static OutlineActivity Outlined(Rule? rule) => new(Activity, "reading", "Reading", 5, true, Guid.Empty) { Completion = rule };

    private static LearningRecord Record(LearningVerb verb, decimal? value, decimal? outOf, int minute) =>
        new() { EnrolmentId = Enrolment, ActivityId = Activity, Verb = verb, Value = value, OutOf = outOf, At = Noon.AddMinutes(minute) };
}

public sealed class A_lesson_with_a_rule(Apps apps)
{
    private static readonly Rule ScoreAndWord = Rule.Group(RuleMode.All, Rule.Clause("score", ("percent", "80")), Rule.Clause("confirmed"));

    [Theory, EveryDatabase]
    public async Task is_done_when_its_clauses_are_met_and_shows_each_to_its_learner_and_its_instructor(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        var (instructor, teaching) = await app.SignedIn(Role.Instructor);
        using var _ = browser;
        using var __ = instructor;
        await app.Republish(course, draft => draft.Judge(draft.ActivityOf(course.Activities[0])!, ScoreAndWord, app.Clock.GetUtcNow()));
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner, LearningFact.Scored(12, 20), LearningFact.Of(ActivityStatus.Passed));
        await app.Settle();
        Assert.Equal(0, (await app.ProgressOf(enrolment)).Done);   // it judged them as passed, and that isn't what is asked
        var home = await browser.Open($"/courses/{course.Slug}/home");
        Assert.Contains("Score at least 80%now 60%", home.Everything.Replace(" now", "now", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("An instructor confirms it", home.Everything, StringComparison.Ordinal);

        await app.Do(course.Activities[0], learner, LearningFact.Scored(18, 20, Guid.NewGuid()));
        await app.Settle();
        Assert.Equal(0, (await app.ProgressOf(enrolment)).Done);

        var about = await instructor.Open($"/courses/{course.Id}/progress/{enrolment}");
        var confirmed = await instructor.Submit(about, "form[action*='/confirm/']");
        Assert.Contains($"Confirmed by {teaching.Name}", confirmed.Everything, StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal(1, (await app.ProgressOf(enrolment)).Done);
        Assert.True((await app.Open(course.Activities[0], learner))!.IsDone);
    }

    [Theory, EveryDatabase]
    public async Task that_waits_for_a_date_is_done_when_it_comes(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(1);
        var at = app.Clock.GetUtcNow().AddDays(2);
        await app.Republish(course, draft => draft.Judge(draft.ActivityOf(course.Activities[0])!, Rule.Clause("date", ("at", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))), app.Clock.GetUtcNow()));
        var learner = await app.Person(Role.Learner);
        var enrolment = await app.Enrol(course, learner);
        await app.Open(course.Activities[0], learner);
        await app.Settle();
        Assert.Equal(0, (await app.ProgressOf(enrolment)).Done);

        app.Clock.Advance(TimeSpan.FromDays(3));
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Lectern.Progress.Recomputing.CompleteByDate>().Run(CancellationToken.None);
        await app.Settle();
        Assert.Equal(1, (await app.ProgressOf(enrolment)).Done);
    }

    [Theory, EveryDatabase]
    public async Task says_before_it_is_published_whom_another_rule_changes_and_does_what_was_chosen(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(1);
        var (done, handedIn) = (await app.Person(Role.Learner, name: "Dora Done"), await app.Person(Role.Learner, name: "Hugo Handin"));
        var (first, second) = (await app.Enrol(course, done), await app.Enrol(course, handedIn));
        await app.Do(course.Activities[0], done, LearningFact.Completed);
        await app.Do(course.Activities[0], handedIn, LearningFact.Submitted());
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;

        var builder = await browser.Open($"/courses/{course.Id}/edit?activity={course.Activities[0]}");
        Assert.Contains("The lesson itself says when it is done.", builder.Words("#completion ~ *, section:has(#completion)"), StringComparison.Ordinal);
        var withRule = await browser.Submit(builder, "form[action$='/completion']", ("r.add", "submitted"), ("do", "add:r"));
        var asked = await browser.Submit(withRule, "form[action$='/publish']");
        Assert.EndsWith("/publish", asked.Path, StringComparison.Ordinal);
        Assert.Contains("1 learner would be done by what they did already", asked.Words("li:has(> span:contains('Hugo Handin'))"), StringComparison.Ordinal);
        Assert.Contains("1 learner is done and doesn't meet the new rule", asked.Words("li:has(> span:contains('Dora Done'))"), StringComparison.Ordinal);

        var published = await browser.Submit(asked, "form[action$='/publish']", ("rules", "Upwards"));
        Assert.EndsWith("/edit", published.Path, StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal((1, 1), ((await app.ProgressOf(first)).Done, (await app.ProgressOf(second)).Done));
    }

    [Theory, EveryDatabase]
    public async Task takes_in_what_its_learner_does_after_the_rule_is_met(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var api = world.Instructor.Api;
        await World.Send(api, HttpMethod.Put, $"/api/v1/courses/{world.Course}/activities/{world.Page}/completion", new { rule = new { kind = "viewed" } });
        await World.Send(api, HttpMethod.Delete, $"/api/v1/courses/{world.Course}/activities/{world.Video}");
        await World.Send(api, HttpMethod.Delete, $"/api/v1/courses/{world.Course}/activities/{world.Scorm}");
        await World.Send(api, HttpMethod.Post, $"/api/v1/courses/{world.Course}/publish", new { });
        var learner = await world.Enrolled();
        await learner.Browser.Open($"/pages/{world.Page}");
        await world.FinishPage(learner);
        await world.FinishPage(learner);
        var page = Id<Activity>.Parse(world.Page, null);
        Assert.Equal(1, await app.InDb(db => db.LearningRecords.CountAsync(r => r.ActivityId == page && r.Verb == LearningVerb.Completed)));
    }

    [Theory, EveryDatabase]
    public async Task takes_rules_from_programs_and_says_what_is_wrong_with_one(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var api = world.Instructor.Api;
        var address = $"/api/v1/courses/{world.Course}/activities/{world.Quiz}/completion";
        var rule = new { mode = "AtLeast", count = 1, of = new object[] { new { kind = "score", with = new { percent = "75" } }, new { kind = "passed" } } };
        var kept = await World.Send(api, HttpMethod.Put, address, new { rule });
        Assert.Equal("75", (await World.Send(api, HttpMethod.Get, address))["rule"]!["of"]![0]!["with"]!["percent"]!.GetValue<string>());
        Assert.Equal(2, kept["rule"]!["of"]!.AsArray().Count);

        foreach (var (wrong, code) in new (object, string)[]
        {
            (new { mode = "Not", of = new[] { new { kind = "passed" } } }, "not-here"),
            (new { kind = "moonphase" }, "condition-unknown"),
            (new { kind = "score", with = new { percent = "101" } }, "number-out-of-range"),
            (new { kind = "coverage", with = new { percent = "90" } }, "condition-not-reported"),
            (new { mode = "All", of = new object?[] { new { kind = "passed" }, null } }, "condition-unknown"),
            (new { mode = "All", of = new[] { new { mode = "All", of = Array.Empty<object>() } } }, "group-empty"),
        })
        {
            using var answer = await api.PutAsync(new Uri(address, UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { rule = wrong }));
            Assert.Equal(422, (int)answer.StatusCode);
            Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
