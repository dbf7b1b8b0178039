using System.Net;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Progress;

public sealed class The_people_of_a_manager(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task are_those_of_their_units_and_nobody_else(Database database)
    {
        var app = await apps.On(database);
        var (unit, ward, beside) = await Units(app);
        var (one, other) = (await app.Course(2), await app.Course(1));
        var (mine, below, stranger, closed) = (await app.Person(Role.Learner, unit, "Mine <b>"), await app.Person(Role.Learner, ward, "Below"), await app.Person(Role.Learner, beside, "Stranger"), await app.Person(Role.Learner, unit, "Closed"));
        foreach (var person in new[] { mine, below, stranger, closed }) await app.Enrol(one, person);
        await app.Enrol(other, mine);
        await app.DoEach(one.Activities, mine);
        await app.InDb(async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == closed.Id)).Close(app.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.Settle();
        var (browser, _) = await app.SignedIn(Role.Manager, unit);
        using var __ = browser;

        var page = await browser.Open("/team");
        Assert.Equal(["Below", "Mine <b>", "Mine <b>"], A_class_as_a_grid.Names(page).Order());
        Assert.Equal(["Below"], A_class_as_a_grid.Names(await browser.Open($"/team?unit={ward}")));
        Assert.Equal(["Mine <b>"], A_class_as_a_grid.Names(await browser.Open("/team?show=completed")));
        Assert.Equal(["Mine <b>"], A_class_as_a_grid.Names(await browser.Open($"/team?course={other.Id}")));
        Assert.Equal(["Below"], A_class_as_a_grid.Names(await browser.Open("/team?q=bel")));
        Assert.Empty(A_class_as_a_grid.Names(await browser.Open("/team?q=stranger")));
        Assert.Equal(3, A_class_as_a_grid.Names(await browser.Open($"/team?unit={beside}")).Count);   // not one of theirs: as if nothing had been asked
        Assert.DoesNotContain("Beside", page.Text, StringComparison.Ordinal);
        // The courses belong to the institution, whose learners aren't theirs to follow.
        Assert.DoesNotContain($"/courses/{one.Id}/progress", page.Text, StringComparison.Ordinal);

        var file = await browser.Open("/team.csv?show=completed");
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Name,E-mail address,Course,Enrolled on,Lessons done,Lessons,Late lessons,Last seen,State,Completed", lines[0]);
        Assert.Single(lines[1..], line => line.StartsWith($"Mine <b>,{mine.Email},Course ", StringComparison.Ordinal) && line.Contains(",2,2,0,", StringComparison.Ordinal) && line.Contains(",Completed,", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task are_for_managers_only(Database database)
    {
        var app = await apps.On(database);
        foreach (var role in new[] { Role.Learner, Role.Instructor })
        {
            var (browser, _) = await app.SignedIn(role);
            using var __ = browser;
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open("/team")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open("/team.csv")).Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task are_gone_through_once_with_the_same_statements_however_many(Database database)
    {
        const int Many = 30;
        var app = await apps.On(database);
        var (few, many, _) = await Units(app);
        var courses = new[] { await app.Course(2), await app.Course(1) };
        await app.InDb(async db =>
        {
            var at = app.Clock.GetUtcNow();
            foreach (var (unit, size) in new[] { (few, 1), (many, Many) })
                for (var n = 0; n < size; n++)
                {
                    var person = new Person($"Same name", $"{Guid.NewGuid():N}@example.org", at);
                    db.Add(person);
                    db.Add(new RoleAssignment { PersonId = person.Id, Role = Role.Learner, ScopeId = unit, GivenAt = at });
                    db.AddRange(courses.Select(course => new CourseEnrolment(course.Id, person.Id, EnrolmentSources.Self, at)));
                }

            await db.SaveChangesAsync();
        });
        await app.Settle();
        var (above, _) = await app.SignedIn(Role.Manager, few);   // of the one, and of all below
        var (below, _) = await app.SignedIn(Role.Manager, many);
        using var __ = above;
        using var ___ = below;
        foreach (var order in Enum.GetNames<Lectern.Progress.Following.LearnerOrder>())
        {
            var seen = 0;
            for (var address = $"/team?sort={order}&dir=down"; address is not null;)
            {
                var page = await below.Open(address);
                seen += A_class_as_a_grid.Names(page).Count;
                address = page.Html.QuerySelector("main a[rel=next]")?.GetAttribute("href");
            }

            Assert.Equal((order, Many * courses.Length), (order, seen));
        }

        var fewest = (await above.Open("/team?q=nobodyatall")).Statements;
        Assert.Equal((await above.Open("/team")).Statements, (await below.Open("/team")).Statements);
        Assert.True(fewest <= (await above.Open("/team")).Statements);
        foreach (var query in new[] { "?sort=1&dir=x&show=9&unit=%00&course=%27&after=%25", $"?after={new string('y', 3000)}&q={new string('z', 3000)}" })
        {
            Assert.Equal(HttpStatusCode.OK, (await above.Open("/team" + query)).Status);
            Assert.Equal(HttpStatusCode.OK, (await above.Open("/team.csv" + query)).Status);
        }
    }

    private static Task<(Id<Scope> Unit, Id<Scope> Below, Id<Scope> Beside)> Units(TheApp app) => app.InDb(async db =>
    {
        var root = await db.Scopes.SingleAsync(s => s.ParentId == null);
        var unit = root.AddUnit("Clinic");
        var (ward, beside) = (unit.AddUnit("Ward"), root.AddUnit("Beside"));
        db.AddRange(unit, ward, beside);
        await db.SaveChangesAsync();
        return (unit.Id, ward.Id, beside.Id);
    });
}
