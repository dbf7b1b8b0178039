using Lectern.Kernel;
using Lectern.People;
using Lectern.Tests.Quizzes;

namespace Lectern.Tests.House;

/// <summary>Whoever reads the log learns whom and what a line is about, whichever module it comes from.</summary>
public sealed class The_audit_log(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task names_the_learner_and_what_was_marked(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var course = await AQuizCourse.On(app);
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        await learner.Go(page, "submit", Taking.AllRight(page));
        await app.Settle();
        var (administrator, _) = await app.SignedIn(Role.Administrator);

        var marks = Rows(await administrator.Open("/audit?action=Mark"));
        Assert.NotEmpty(marks);
        Assert.All(marks, row => Assert.Contains($"{person.Name}, Check: rate and rhythm", row, StringComparison.Ordinal));
        Assert.Contains(marks, row => row.Contains("Points: 5", StringComparison.Ordinal));
        var certificate = Assert.Single(Rows(await administrator.Open("/audit?action=Certificate.added")));
        Assert.Contains($"{person.Name}, Reading an ECG", certificate, StringComparison.Ordinal);
        Assert.Contains("Version: 1", certificate, StringComparison.Ordinal);
        // No id is left where there is a name.
        Assert.All(Rows(await administrator.Open("/audit")), row => Assert.DoesNotContain(person.Id.ToString(), row, StringComparison.Ordinal));
    }

    private static List<string> Rows(Seen page) => [.. page.Html.QuerySelectorAll("tbody tr").Select(row => row.TextContent)];
}
