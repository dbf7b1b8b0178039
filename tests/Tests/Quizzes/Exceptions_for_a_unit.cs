using System.Net;
using System.Net.Http.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;
using Lectern.Quizzes.Overrides;

namespace Lectern.Tests.Quizzes;

public sealed class Exceptions_for_a_unit(Apps apps)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly QuizSettings HalfAnHour = new() { PassingPercent = 60, ShuffleChoices = false, TimeLimitMinutes = 30, AttemptsAllowed = 1 };

    /// <summary>What is said of time and of attempts, or of both, by units at some depth and perhaps by the learner's own, at different moments.</summary>
    private static readonly Gen<List<AgreedRules>> Agreed =
        from units in Said.ListOf()
        from own in Said
        from hasOwn in Gen.Elements(true, false)
        select units.Select((said, i) => Rules(said, i, isOwn: false)).Concat(hasOwn ? [Rules(own, units.Count, isOwn: true)] : []).ToList();

    private static Gen<(int Depth, int Minutes, int Attempts)> Said =>
        from depth in Gen.Choose(1, 4) from minutes in Gen.Choose(-1, 40) from attempts in Gen.Choose(minutes < 0 ? 0 : -1, 4) select (depth, minutes, attempts);

    private static AgreedRules Rules((int Depth, int Minutes, int Attempts) said, int at, bool isOwn)
    {
        var agreed = isOwn ? new QuizOverride(Id<CourseEnrolment>.New(), default) : new QuizOverride(Id<Scope>.New(), default);
        Assert.Null(agreed.Set(new OverriddenRules { TimeLimitMinutes = said.Minutes < 0 ? null : said.Minutes, AttemptsAllowed = said.Attempts < 0 ? null : said.Attempts }, "So", default, Noon.AddMinutes(at)));
        return isOwn ? new AgreedRules(agreed) : new AgreedRules(agreed, "Unit", new string('/', said.Depth));
    }

    [Fact]
    public void hold_rule_by_rule_where_nothing_nearer_to_the_learner_says_otherwise() =>
        Prop.ForAll(Agreed.SelectMany(agreed => Gen.Shuffle(agreed.ToArray()), (agreed, shuffled) => (agreed, shuffled)).ToArbitrary(), any =>
        {
            var rules = AgreedRules.Applied(any.shuffled, HalfAnHour);
            int? Nearest(Func<QuizOverride, int?> rule, int? usual) =>
                any.agreed.Where(a => rule(a.Override) is not null).OrderByDescending(a => a.UnitPath?.Length ?? int.MaxValue).ThenByDescending(a => a.Override.SetAt).Select(a => rule(a.Override)).FirstOrDefault() switch { null => usual, 0 => null, var set => set };
            return rules == HalfAnHour with { TimeLimitMinutes = Nearest(o => o.TimeLimitMinutes, 30), AttemptsAllowed = Nearest(o => o.AttemptsAllowed, 1) };
        }).QuickCheckThrowOnFailure();

    [Theory, EveryDatabase]
    public async Task hold_for_all_who_belong_to_it_and_less_than_what_is_agreed_with_one(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), HalfAnHour);
        var (hospital, ward) = await Units(course.App);
        var (inside, nurse) = await course.Learner();
        var (outside, guest) = await course.Learner();
        await course.App.InDb(async db =>
        {
            db.Add(new RoleAssignment { PersonId = nurse.Id, ScopeId = ward, Role = Role.Learner, GivenAt = course.App.Clock.GetUtcNow() });
            await db.SaveChangesAsync();
        });
        await inside.Begin(course);
        await outside.Begin(course);
        var (before, other) = (await course.AttemptOf(nurse), await course.AttemptOf(guest));

        var instructor = await course.SignedInInstructor();
        var address = $"/courses/{course.Course.Id}/quizzes/{course.Quiz}/exceptions";
        var page = await instructor.Open(address);
        var statements = page.Statements;
        var refused = await instructor.Submit(page, $"form[action='{address}']", ("TimeLimitMinutes", "60"), ("overrideReason", "Night shift"));
        Assert.Contains("Choose a unit", refused.Words("#f-unit-error"), StringComparison.Ordinal);
        var list = await instructor.Submit(refused, $"form[action='{address}']", ("unit", hospital.ToString()), ("TimeLimitMinutes", "60"), ("AttemptsAllowed", "3"), ("overrideReason", "Night shift"));
        Assert.Contains("60 minutes; 3 attempts", list.Everything, StringComparison.Ordinal);
        Assert.Equal(statements, (await instructor.Open(address)).Statements);
        await course.App.Settle();
        Assert.Equal((before.StartedAt.AddMinutes(60), other.DueAt), ((await course.AttemptOf(nurse)).DueAt!.Value, (await course.AttemptOf(guest)).DueAt));
        Assert.Contains("attempt 1 of 3", (await inside.Open($"/quizzes/attempts/{before.Id}")).Everything, StringComparison.Ordinal);
        Assert.Contains("By their unit Hospital: 60 minutes; 3 attempts", (await instructor.Open($"/courses/{course.Course.Id}/progress/{before.EnrolmentId}/quizzes/{course.Quiz}")).Everything, StringComparison.Ordinal);

        // The nearer unit says otherwise of the time, and the learner's own of it again; of the attempts nobody nearer says anything.
        using var program = await course.App.Program(course.Instructor);
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsJsonAsync($"/api/v1/courses/{course.Course.Id}/units/{ward}/quizzes/{course.Quiz}/exception", new { timeLimitMinutes = 75, reason = "Ward" })).StatusCode);
        await course.App.Settle();
        Assert.Equal(before.StartedAt.AddMinutes(75), (await course.AttemptOf(nurse)).DueAt);
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsJsonAsync($"/api/v1/courses/{course.Course.Id}/enrolments/{before.EnrolmentId}/quizzes/{course.Quiz}/exception", new { timeLimitMinutes = 45, reason = "Own" })).StatusCode);
        await course.App.Settle();
        Assert.Equal(before.StartedAt.AddMinutes(45), (await course.AttemptOf(nurse)).DueAt);
        Assert.Contains("attempt 1 of 3", (await inside.Open($"/quizzes/attempts/{before.Id}")).Everything, StringComparison.Ordinal);

        // Taken back, from the page and by programs.
        Assert.Equal(HttpStatusCode.NoContent, (await program.DeleteAsync($"/api/v1/courses/{course.Course.Id}/enrolments/{before.EnrolmentId}/quizzes/{course.Quiz}/exception")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await program.DeleteAsync($"/api/v1/courses/{course.Course.Id}/units/{ward}/quizzes/{course.Quiz}/exception")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.DeleteAsync($"/api/v1/courses/{course.Course.Id}/units/{ward}/quizzes/{course.Quiz}/exception")).StatusCode);
        Assert.True((await instructor.Open($"{address}?unit={hospital}")).Has("button[formaction$='/exceptions/end']"));
    }

    [Theory, EveryDatabase]
    public async Task are_not_for_others_to_make_nor_for_units_without_learners(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), HalfAnHour);
        var (_, ward) = await Units(course.App);
        var (browser, learner) = await course.Learner();
        using var own = await course.App.Program(learner);
        var address = $"/api/v1/courses/{course.Course.Id}/units/{ward}/quizzes/{course.Quiz}/exception";
        Assert.False((await own.PutAsJsonAsync(address, new { timeLimitMinutes = 0, reason = "We want it" })).IsSuccessStatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await browser.Open($"/courses/{course.Course.Id}/quizzes/{course.Quiz}/exceptions")).Status);
        using var program = await course.App.Program(course.Instructor);
        Assert.Contains("unit-unknown", await (await program.PutAsJsonAsync(address, new { timeLimitMinutes = 0, reason = "Empty" })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(Id<Scope> Hospital, Id<Scope> Ward)> Units(TheApp app)
    {
        var hospital = (await app.Institution()).AddUnit("Hospital");
        var ward = hospital.AddUnit("Ward");
        await app.InDb(async db =>
        {
            db.AddRange(hospital, ward);
            await db.SaveChangesAsync();
        });
        return (hospital.Id, ward.Id);
    }
}
