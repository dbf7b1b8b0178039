using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class What_is_locked(Apps apps)
{
    // What a learner tries: to open a lesson, to do it in some way, or to wait for some hours.
    private sealed record Act(int Kind, int Lesson, int HowWell);

    private static Gen<Rule> AnyClause(IReadOnlyList<Id<Activity>> before, IEnumerable<Id<Scope>> units, DateTimeOffset start) => Gen.OneOf([
        .. before.SelectMany(lesson => new[]
        {
            Gen.Constant(Rule.Clause("done", ("lesson", $"{lesson}"))), Gen.Constant(Rule.Clause("passed", ("lesson", $"{lesson}"))),
            Gen.Choose(1, 100).Select(percent => Rule.Clause("score", ("lesson", $"{lesson}"), ("percent", $"{percent}"))),
        }),
        Gen.Choose(-48, 96).Select(hours => Rule.Clause("from", ("at", Kept(start.AddHours(hours))))), Gen.Choose(-48, 96).Select(hours => Rule.Clause("until", ("at", Kept(start.AddHours(hours))))),
        .. units.Select(unit => Gen.Constant(Rule.Clause("unit", ("unit", $"{unit}")))), Gen.Choose(1, 4).Select(days => Rule.Clause("enrolled", ("days", $"{days}"))),
    ]);

    private static Gen<Rule> AnyRule(int depth, Gen<Rule> clause) => depth == 0 ? clause : Gen.OneOf(clause,
        from parts in AnyRule(depth - 1, clause).ListOf(2)
        from mode in Gen.Elements(Enum.GetValues<RuleMode>())
        select mode == RuleMode.AtLeast ? Rule.AtLeast(2, [.. parts]) : Rule.Group(mode, [.. parts]));

    private static Gen<Act> AnyAct => from kind in Gen.Choose(0, 2) from lesson in Gen.Choose(0, 3) from well in Gen.Choose(0, 100) select new Act(kind, lesson, well);

    [Theory, EveryDatabase]
    public async Task never_opens_whatever_the_rules_are_and_whatever_is_tried(Database database)
    {
        await using var app = await apps.OwnOn(database);   // moves the clock
        var institution = await app.Institution();
        var elsewhere = await app.InDb(async db =>
        {
            var unit = (await db.Scopes.SingleAsync(s => s.Id == institution.Id)).AddUnit("Elsewhere");
            db.Add(unit);
            await db.SaveChangesAsync();
            return unit.Id;
        });
        for (var round = 0; round < 25; round++)
        {
            var course = await app.Course(2, 2);
            var start = app.Clock.GetUtcNow();
            var rules = course.Activities.Select((_, place) => AnyRule(2, AnyClause([.. course.Activities.Take(place)], [institution.Id, elsewhere], start)).Sample(1, 10).Single()).ToList();
            var ofModule = AnyRule(1, AnyClause([.. course.Activities.Take(2)], [institution.Id, elsewhere], start)).Sample(1, 10).Single();
            await app.Republish(course, draft =>
            {
                foreach (var (place, id) in course.Activities.Index().Skip(1)) draft.Open(draft.ActivityOf(id)!, rules[place], false, app.Clock.GetUtcNow());
                draft.Open(draft.DraftModules.Last(), ofModule, false, app.Clock.GetUtcNow());
            });
            var learner = await app.Person(Role.Learner);
            await app.Enrol(course, learner);
            var enrolledAt = app.Clock.GetUtcNow();
            var did = new Dictionary<Id<Activity>, (bool Done, bool Passed, decimal? Score)>();

            foreach (var act in AnyAct.Sample(12, 12))
            {
                var lesson = course.Activities[act.Lesson];
                if (act.Kind == 2) app.Clock.Advance(TimeSpan.FromHours(act.HowWell % 30));
                var shouldBeOpen = (act.Lesson == 0 || Holds(rules[act.Lesson])) && (act.Lesson < 2 || Holds(ofModule));
                var seat = await app.Open(lesson, learner);
                Assert.True(seat is not null == shouldBeOpen, $"{(shouldBeOpen ? "closed" : "open")} at {app.Clock.GetUtcNow():O}, enrolled {enrolledAt:O}: {rules[act.Lesson].Write()} in {ofModule.Write()}, done: {string.Join(", ", did)}");
                if (seat is null || act.Kind != 1) continue;
                await app.Do(lesson, learner, [LearningFact.Scored(act.HowWell, 100, Guid.NewGuid()), LearningFact.Of(act.HowWell >= 60 ? ActivityStatus.Passed : act.HowWell >= 30 ? ActivityStatus.Completed : ActivityStatus.Failed)]);
                var known = did.GetValueOrDefault(lesson);
                did[lesson] = (known.Done || act.HowWell >= 30, known.Passed || act.HowWell >= 60, Math.Max(known.Score ?? 0, act.HowWell));
            }

            // The rule once more, by other words than the program's.
            bool Holds(Rule rule) => rule.Kind switch
            {
                "done" => did.GetValueOrDefault(Lesson(rule)).Done,
                "passed" => did.GetValueOrDefault(Lesson(rule)).Passed,
                "score" => did.GetValueOrDefault(Lesson(rule)).Score is { } best && best >= decimal.Parse(rule.Settings["percent"], CultureInfo.InvariantCulture),
                "from" => app.Clock.GetUtcNow() >= DateTimeOffset.Parse(rule.Settings["at"], CultureInfo.InvariantCulture),
                "until" => app.Clock.GetUtcNow() < DateTimeOffset.Parse(rule.Settings["at"], CultureInfo.InvariantCulture),
                "unit" => rule.Settings["unit"] == $"{institution.Id}",   // where everybody has their role
                "enrolled" => app.Clock.GetUtcNow() - enrolledAt >= TimeSpan.FromDays(int.Parse(rule.Settings["days"], CultureInfo.InvariantCulture)),   // in UTC all days have 24 hours
                _ => rule.Mode switch
                {
                    RuleMode.All => rule.Parts.All(Holds),
                    RuleMode.Any => rule.Parts.Any(Holds),
                    RuleMode.Not => !rule.Parts.Any(Holds),
                    _ => rule.Parts.Count(Holds) >= rule.Count,
                },
            };
        }
    }

    [Theory, EveryDatabase]
    public async Task stays_visible_says_why_and_opens_when_it_is_time(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var api = world.Instructor.Api;
        await World.Send(api, HttpMethod.Put, $"/api/v1/courses/{world.Course}/activities/{world.Quiz}/availability", new { rule = new { kind = "done", with = new { lesson = world.Page } } });
        await World.Send(api, HttpMethod.Delete, $"/api/v1/courses/{world.Course}/activities/{world.Video}");
        await World.Send(api, HttpMethod.Delete, $"/api/v1/courses/{world.Course}/activities/{world.Scorm}");
        await World.Send(api, HttpMethod.Post, $"/api/v1/courses/{world.Course}/publish", new { });
        var learner = await world.Enrolled();

        var home = await learner.Browser.Open($"/courses/{world.Slug}/home");
        Assert.Contains("“The page” is done", home.Words("main"), StringComparison.Ordinal);
        Assert.False(home.Has($"a[href='/quizzes/{world.Quiz}']"));
        var sent = await learner.Browser.Open($"/quizzes/{world.Quiz}");
        Assert.EndsWith("/home", sent.Path, StringComparison.Ordinal);
        Assert.Contains("“The quiz” isn't open yet: “The page” is done", sent.Everything, StringComparison.Ordinal);
        using (var refused = await learner.Api.PostAsync(new Uri($"/api/v1/quizzes/{world.Quiz}/attempts", UriKind.Relative), null)) Assert.Equal(404, (int)refused.StatusCode);

        await world.FinishPage(learner);
        Assert.True((await learner.Browser.Open($"/courses/{world.Slug}/home")).Has($"a[href='/quizzes/{world.Quiz}']"));
        Assert.Contains("What comes first?", (await learner.Browser.Submit(await learner.Browser.Open($"/quizzes/{world.Quiz}"), "form[action$='/attempts']")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task can_be_brought_to_its_end_where_it_was_begun_while_it_was_open(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(1);
        var until = app.Clock.GetUtcNow().AddDays(1);
        await app.Republish(course, draft => draft.Open(draft.ActivityOf(course.Activities[0])!, Rule.Clause("until", ("at", Kept(until))), false, app.Clock.GetUtcNow()));
        var learner = await app.Person(Role.Learner);
        await app.Enrol(course, learner);
        Assert.NotNull(await app.Open(course.Activities[0], learner));

        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await app.Open(course.Activities[0], learner));
        Assert.NotNull(await app.Open(course.Activities[0], learner, goesOn: true));
    }

    [Theory, EveryDatabase]
    public async Task and_hidden_isnt_shown_until_it_opens(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await app.Course(1, 1);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var from = app.Clock.GetUtcNow().AddDays(3);
        await app.Republish(course, draft => draft.Open(draft.DraftModules.Last(), Rule.Clause("from", ("at", Kept(from))), true, app.Clock.GetUtcNow()));
        await app.Enrol(course, learner);
        Assert.DoesNotContain("Reading 2.1", (await browser.Open($"/courses/{course.Slug}/home")).Everything, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Contains("Reading 2.1", (await browser.Open($"/courses/{course.Slug}/home")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task must_not_wait_for_itself(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2, 1);
        await app.InDb(async db =>
        {
            var draft = (await db.Draft(course.Id, CancellationToken.None))!;
            draft.Open(draft.ActivityOf(course.Activities[0])!, Rule.Group(RuleMode.All, Rule.Clause("done", ("lesson", $"{course.Activities[2]}"))), false, app.Clock.GetUtcNow());
            draft.Open(draft.DraftModules.Last(), Rule.Clause("score", ("lesson", $"{course.Activities[1]}"), ("percent", "50")), false, app.Clock.GetUtcNow());
            draft.Open(draft.ActivityOf(course.Activities[1])!, Rule.Clause("passed", ("lesson", $"{course.Activities[0]}")), false, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;
        var refused = await browser.Submit(await browser.Open($"/courses/{course.Id}/edit"), "form[action$='/publish']");
        Assert.Equal(422, (int)refused.Status);
        Assert.Contains("These lessons wait for each other, so that none of them would open: Reading 1.1 → Reading 2.1 → Reading 1.2 → Reading 1.1.", refused.Words("#problems"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task may_wait_for_each_other_where_there_is_another_way_in(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(3);
        var (first, second, third) = (course.Activities[0], course.Activities[1], course.Activities[2]);
        await app.InDb(async db =>
        {
            var draft = (await db.Draft(course.Id, CancellationToken.None))!;
            draft.Open(draft.ActivityOf(first)!, Rule.Group(RuleMode.Any, Done(second), Rule.Clause("from", ("at", Kept(app.Clock.GetUtcNow())))), false, app.Clock.GetUtcNow());
            draft.Open(draft.ActivityOf(second)!, Rule.AtLeast(1, Done(first), Done(third)), false, app.Clock.GetUtcNow());
            draft.Open(draft.ActivityOf(third)!, Rule.Group(RuleMode.Not, Done(second)), false, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;
        var published = await browser.Submit(await browser.Open($"/courses/{course.Id}/edit"), "form[action$='/publish']");
        Assert.Equal(200, (int)published.Status);
        Assert.Contains("Version 2 is published.", published.Everything, StringComparison.Ordinal);

        static Rule Done(Id<Activity> lesson) => Rule.Clause("done", ("lesson", $"{lesson}"));
    }

    [Theory, EveryDatabase]
    public async Task must_not_wait_for_what_is_never_said(Database database)
    {
        var app = await apps.On(database);
        var world = await World.Make(app.Address, app.Services);
        var (page, quiz) = (Id<Activity>.Parse(world.Page, null), Id<Activity>.Parse(world.Quiz, null));
        foreach (var rule in new object[] { new { kind = "passed", with = new { lesson = world.Page } }, new { kind = "score", with = new { lesson = world.Page, percent = "50" } } })
        {
            using var answer = await world.Instructor.Api.PutAsync(new Uri($"/api/v1/courses/{world.Course}/activities/{world.Quiz}/availability", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { rule }));
            Assert.Equal(422, (int)answer.StatusCode);
            Assert.Contains("lesson-never-says", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await World.Send(world.Instructor.Api, HttpMethod.Put, $"/api/v1/courses/{world.Course}/activities/{world.Page}/availability", new { rule = new { mode = "Not", of = new[] { new { kind = "passed", with = new { lesson = world.Quiz } } } } });
        await app.InDb(async db =>   // as it was taken before
        {
            var draft = (await db.Draft(Id<Course>.Parse(world.Course, null), CancellationToken.None))!;
            draft.Open(draft.ActivityOf(page)!, null, false, app.Clock.GetUtcNow());
            draft.Open(draft.ActivityOf(quiz)!, Rule.Clause("passed", ("lesson", $"{page}")), false, app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        var refused = await world.Instructor.Browser.Submit(await world.Instructor.Browser.Open($"/courses/{world.Course}/edit"), "form[action$='/publish']");
        Assert.Equal(422, (int)refused.Status);
        Assert.Contains("“The quiz” waits for something that “The page” never says. Change when it opens.", refused.Words("#problems"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_set_in_the_builder_without_a_script(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;
        const string form = "form[action$='/availability']";
        var page = await browser.Open($"/courses/{course.Id}/edit?activity={course.Activities[1]}");
        page = await browser.Submit(page, form, ("r.add", "done"), ("do", "add:r"));
        page = await browser.Submit(page, form, ("do", "group:r"));
        page = await browser.Submit(page, form, ("r.1.add", "enrolled"), ("do", "add:r.1"));
        page = await browser.Submit(page, form, ("r.1.1.days", "0"), ("do", "save"));
        Assert.Equal(422, (int)page.Status);
        Assert.Contains("Enter a number from 1 to 3650.", page.Words(form), StringComparison.Ordinal);
        page = await browser.Submit(page, form, ("r.mode", "Not"), ("r.1.1.days", "14"), ("hidden", "true"), ("do", "save"));
        Assert.Equal(200, (int)page.Status);

        var kept = await app.InDb(db => db.Activities.AsNoTracking().SingleAsync(a => a.Id == course.Activities[1]));
        Assert.True(kept.IsHiddenWhileLocked);
        Assert.Equal(RuleMode.Not, kept.Availability!.Mode);
        Assert.Equal(["done", "from", "enrolled"], kept.Availability.Clauses.Select(c => c.Kind));
        Assert.Equal("14", kept.Availability.Clauses.Last().Settings["days"]);
        page = await browser.Submit(page, form, ("do", "remove:r.1"));
        page = await browser.Submit(page, form, ("do", "remove:r.0"));
        Assert.Contains("It is open from the beginning.", page.Words(form), StringComparison.Ordinal);
    }

    private static Id<Activity> Lesson(Rule rule) => Id<Activity>.Parse(rule.Settings["lesson"], null);

    private static string Kept(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
