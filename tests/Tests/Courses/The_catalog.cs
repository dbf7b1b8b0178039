using Lectern.Courses;
using Lectern.Kernel;

namespace Lectern.Tests.Courses;

public sealed class The_catalog(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task finds_courses_by_the_beginnings_of_words_in_any_case_and_accent(Database database)
    {
        var app = await apps.On(database);
        await app.APublishedCourse("Électrocardiogramme zebrafish", summary: "Lire un tracé", topic: "Cardiologie");
        await app.ADraft("Electro zebrafish draft");
        var browser = app.Browser();
        Assert.Contains("Électrocardiogramme", (await browser.Open("/catalog?q=ELECTRO+zebraf")).Everything, StringComparison.Ordinal);
        Assert.Contains("Électrocardiogramme", (await browser.Open("/catalog?q=trace+zebrafish+cardio")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("draft", (await browser.Open("/catalog?q=zebrafish")).Everything, StringComparison.Ordinal);
        Assert.Contains("Nothing found", (await browser.Open("/catalog?q=cardiogramme+zebrafish")).Everything, StringComparison.Ordinal);
        Assert.Contains("Nothing found", (await browser.Open("/catalog?q=%27%20OR%201%3D1%20zebrafish%20%26%20%7C%21%3A%2A")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task shows_courses_by_assignment_to_people_with_a_role_there_only(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Quokka secret", policy: EnrolmentPolicy.Assigned);
        Assert.DoesNotContain("Quokka", (await app.Browser().Open("/catalog?q=quokka")).Words("#main section:last-of-type"), StringComparison.Ordinal);
        var (member, _) = await app.SignedIn(Role.Learner, course.ScopeId);
        Assert.Contains("Quokka", (await member.Open("/catalog?q=quokka")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task pages_through_everything_once_in_every_order(Database database)
    {
        var app = await apps.On(database);
        for (var n = 0; n < 30; n++) await app.APublishedCourse($"Narwhal {n % 5}", topic: n % 2 == 0 ? "Even" : "Odd");
        foreach (var sort in new[] { "", "&sort=newest", "&sort=shortest" })
        {
            var browser = app.Browser();
            var (seen, address) = (new List<string>(), $"/catalog?q=narwhal{sort}");
            while (address is not null)
            {
                var page = await browser.Open(address);
                seen.AddRange(page.Html.QuerySelectorAll("article h3 a").Select(a => a.GetAttribute("href")!));
                address = page.Html.QuerySelector("a[rel=next]")?.GetAttribute("href");
            }

            Assert.Equal(30, seen.Count);
            Assert.Equal(30, seen.Distinct().Count());
        }

        Assert.Contains("15 results", (await app.Browser().Open("/catalog?q=narwhal&topic=Odd")).Everything, StringComparison.Ordinal);
        Assert.Contains("30 results", (await app.Browser().Open("/catalog?q=narwhal&length=middling")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task takes_the_same_few_statements_however_much_there_is(Database database)
    {
        var app = await apps.OwnOn(database);
        await app.APublishedCourse("Only one");
        var (browser, _) = await app.SignedIn(Role.Learner);
        var few = await browser.Open("/catalog");
        for (var n = 0; n < 30; n++) await app.APublishedCourse($"Course {n}");
        var many = await browser.Open("/catalog");
        Assert.Equal(few.Statements, many.Statements);
        Assert.InRange(many.Statements, 1, 6);
        var course = await browser.Open("/courses/only-one");
        Assert.InRange(course.Statements, 1, 6);
    }
}
