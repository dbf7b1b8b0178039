using System.Net;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Tests.Courses;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Enrolment;

public sealed class Enrolling_others(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task says_what_would_happen_before_it_does(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("By list", instructor.Id, EnrolmentPolicy.Assigned);
        var (anna, ben) = (await app.Person(Role.Learner, name: "Anna Ek"), await app.Person(Role.Learner, name: "Ben Ost"));

        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var list = $"{anna.Email}\nBen <{ben.Email!.ToUpperInvariant()}>\nnobody@example.org\n{anna.Email}";
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", list));
        Assert.Contains("2 people will be enrolled", summary.Everything, StringComparison.Ordinal);
        Assert.Contains("Line 3: nobody@example.org", summary.Everything, StringComparison.Ordinal);
        Assert.Equal(0, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id)));

        var done = await browser.Submit(summary, "form:has(button[name=confirmed])", ("confirmed", "yes"));
        Assert.Contains("Anna Ek", done.Everything, StringComparison.Ordinal);
        Assert.Equal(2, await app.InDb(db => db.Enrolments.CountAsync(e => e.CourseId == course.Id && e.Source == "assigned")));

        var again = await browser.Submit(form, "form[action$='/people/add']", ("people", list));
        Assert.Contains("2 people are learners already", again.Everything, StringComparison.Ordinal);
        Assert.False(again.Has("button[name=confirmed]"));

        var gone = await browser.Submit(done, $"form[action$='/withdraw']");
        Assert.Contains("Withdrawn1", gone.Words("nav.segmented"), StringComparison.Ordinal);
        var back = await browser.Submit(gone, "form[action$='/restore']");
        Assert.Contains("Learners2", back.Words("nav.segmented"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task names_only_those_whom_one_sees_anyway(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Not a directory", instructor.Id, EnrolmentPolicy.Assigned);
        var stranger = await app.Person(Role.Learner, name: "Somebody Elsewhere");
        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", stranger.Email));
        Assert.Contains("1 person will be enrolled", summary.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody Elsewhere", summary.Everything, StringComparison.Ordinal);
        Assert.Contains(stranger.Email!, summary.Words("main"), StringComparison.Ordinal);

        var (manager, __) = await app.SignedIn(Role.Administrator);
        Assert.Contains("Somebody Elsewhere", (await manager.Submit(await manager.Open($"/courses/{course.Id}/people/add"), "form[action$='/people/add']", ("people", stranger.Email))).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_no_way_to_try_out_addresses(Database database)
    {
        await using var app = await apps.OwnOn(database, ("RateLimits:Off", "false"), ("Enrolment:AddressesPerPersonAndHour", "20"));
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Not a directory", instructor.Id, EnrolmentPolicy.Assigned);
        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var list = string.Join('\n', Enumerable.Range(0, 15).Select(i => $"guess{i}@example.org"));
        Assert.Equal(HttpStatusCode.OK, (await browser.Submit(form, "form[action$='/people/add']", ("people", list))).Status);
        var refused = await browser.Submit(form, "form[action$='/people/add']", ("people", list));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("very many addresses", refused.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task lists_the_learners_page_by_page_without_their_names_in_an_address(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Many", instructor.Id, EnrolmentPolicy.Assigned);
        var people = new List<Lectern.People.Person>();
        for (var i = 0; i < 30; i++) people.Add(await app.Person(Role.Learner, name: i % 3 == 0 ? "Same Näme" : $"Pérson {i:00}"));
        var form = await browser.Open($"/courses/{course.Id}/people/add");
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", string.Join('\n', people.Select(p => p.Email))));
        var first = await browser.Submit(summary, "form:has(button[name=confirmed])", ("confirmed", "yes"));
        var next = first.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var cursor = Lectern.Web.Api.Cursor.Decode(System.Web.HttpUtility.ParseQueryString(next[next.IndexOf('?', StringComparison.Ordinal)..])["after"]);
        Assert.True(Guid.TryParse(cursor, out _), cursor);
        var second = await browser.Open(next);
        var seen = people.Select(p => p.Email!).Where(email => first.Everything.Contains(email, StringComparison.Ordinal) ^ second.Everything.Contains(email, StringComparison.Ordinal));
        Assert.Equal(30, seen.Count());
        Assert.Contains("Same Näme", (await browser.Open($"/courses/{course.Id}/people?q=same+name")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Same Näme", (await browser.Open($"/courses/{course.Id}/people?q=person")).Words("main table"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_refused_before_the_course_is_published(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.ADraft("Too early", instructor.Id);
        var refused = await browser.Submit(await browser.Open($"/courses/{course.Id}/people/add"), "form[action$='/people/add']", ("people", instructor.Email));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Publish the course first", refused.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_not_for_learners(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Not theirs");
        var (browser, _) = await app.SignedIn(Role.Learner);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/courses/{course.Id}/people")).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_told_and_so_is_being_taken_out(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("In and out by hand", instructor.Id);
        var (mine, learner) = await app.SignedIn(Role.Learner);
        await Assign(browser, course.Id, learner.Email!);
        await app.Settle();
        Assert.Equal(["You are enrolled in In and out by hand"], await Mails());

        var people = await browser.Open($"/courses/{course.Id}/people");
        await browser.Submit(people, "form[action$='/withdraw']");
        await app.Settle();
        Assert.Equal(["You are enrolled in In and out by hand", "You are no longer in In and out by hand"], await Mails());
        Assert.Equal(1, await app.InDb(db => db.Notifications.CountAsync(n => n.PersonId == learner.Id && n.Text == "You are no longer in {0}.")));
        Assert.Contains("taken out", (await browser.Open($"/courses/{course.Id}/people?status=withdrawn")).Words("tbody tr"), StringComparison.Ordinal);

        var page = await mine.Open($"/courses/{course.Slug}");
        Assert.Contains("You are no longer in this course", page.Everything, StringComparison.Ordinal);
        Assert.False(page.Has("form[action$='/enrolment']"));
        await mine.Client.PostAsync(new Uri($"/courses/{course.Id}/enrolment", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(await mine.Open("/account")))]));
        Assert.Equal(EnrolmentStatus.Withdrawn, await Status());

        await Assign(browser, course.Id, learner.Email!);
        Assert.Equal(EnrolmentStatus.Active, await Status());

        Task<List<string>> Mails() => app.InDb(db => db.MailMessages.Where(m => m.PersonId == learner.Id).OrderBy(m => m.Id).Select(m => m.Subject).ToListAsync());
        Task<EnrolmentStatus> Status() => app.InDb(db => db.Enrolments.Where(e => e.CourseId == course.Id && e.LearnerId == learner.Id).Select(e => e.Status).SingleAsync());
    }

    [Theory, EveryDatabase]
    public async Task holds_for_who_had_come_by_themselves_too(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Now it is an order", instructor.Id);
        var (mine, learner) = await app.SignedIn(Role.Learner);
        await mine.Submit(await mine.Open($"/courses/{course.Slug}"), "form[action$='/enrolment']");
        var before = await mine.Open($"/courses/{course.Slug}");
        await Assign(browser, course.Id, learner.Email!);

        // A page that was open has the button still; what it gets doesn't look like something done.
        var refused = await mine.Submit(before, "form[action$='/leave']");
        Assert.Contains("Somebody enrolled you in this course", refused.Everything, StringComparison.Ordinal);
        Assert.True(refused.Has(".toast-refusal[data-toast-seconds-value='0'] button"));
        Assert.False((await mine.Open($"/courses/{course.Slug}")).Has("form[action$='/leave']"));
    }

    [Theory, EveryDatabase]
    public async Task goes_through_namesakes_once_and_keeps_names_out_of_addresses(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Many of one name", instructor.Id);
        await app.InDb(async db =>
        {
            var people = Enumerable.Range(0, 60).Select(n => new Lectern.People.Person($"Zoë {n / 10}", $"{Guid.NewGuid():N}@example.org", app.Clock.GetUtcNow())).ToList();
            db.AddRange(people);
            db.AddRange(people.Select(p => new CourseEnrolment(course.Id, p.Id, EnrolmentSources.Self, app.Clock.GetUtcNow())));
            await db.SaveChangesAsync();
        });
        var seen = new List<string>();
        for (var address = $"/courses/{course.Id}/people"; address is not null;)
        {
            var page = await browser.Open(address);
            seen.AddRange(page.Html.QuerySelectorAll("tbody form").Select(f => f.GetAttribute("action")!));
            address = page.Html.QuerySelector("main a[rel=next]")?.GetAttribute("href");
            if (address is not null) Assert.DoesNotContain("Zo", Lectern.Web.Api.Cursor.Decode(address.Split("after=")[1])!, StringComparison.Ordinal);
        }

        Assert.Equal((60, 60), (seen.Count, seen.Distinct().Count()));
    }

    private static async Task Assign(Browser browser, Id<Course> course, string email)
    {
        var form = await browser.Open($"/courses/{course}/people/add");
        var summary = await browser.Submit(form, "form[action$='/people/add']", ("people", email));
        await browser.Submit(summary, "form:has(button[name=confirmed])", ("confirmed", "yes"));
    }
}

public sealed class Adding_an_instructor(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task gives_the_role_at_this_course_and_tells_them(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("Taught by two", instructor.Id);
        var colleague = await app.Person(Role.Learner, name: "Wilhelmina Ode");
        var add = $"/courses/{course.Id}/instructors/add";
        Assert.Contains("Nobody found", (await browser.Open($"{add}?q=wilhelmina")).Everything, StringComparison.Ordinal);   // an instructor sees no directory

        var found = await browser.Open($"{add}?q={Uri.EscapeDataString(colleague.Email!)}");
        var people = await browser.Submit(found, "form[action$='/instructors']");
        Assert.Contains("Wilhelmina Ode", people.Words("section:has(#instructors)"), StringComparison.Ordinal);
        await app.Settle();
        Assert.Equal(1, await app.InDb(db => db.Notifications.CountAsync(n => n.PersonId == colleague.Id && n.Text == "You are an instructor of {0} now.")));
        var given = await app.InDb(db => db.RoleAssignments.AsNoTracking().SingleAsync(a => a.PersonId == colleague.Id && a.Role == Role.Instructor));
        Assert.Equal(course.ScopeId, given.ScopeId);
        Assert.True(await app.InDb(db => db.Set<Lectern.Data.Audit.AuditEntry>().AnyAsync(e => e.Action == "RoleAssignment.added" && e.SubjectId == given.Id.Value && e.ActorId == instructor.Id.Value)));

        await browser.Submit(people, $"form[action$='/{given.Id}/take']");
        var left = await browser.Open($"/courses/{course.Id}/people");
        Assert.DoesNotContain("Wilhelmina Ode", left.Words("section:has(#instructors)"), StringComparison.Ordinal);
        Assert.False(left.Has("form[action$='/take']"));   // one stays
    }

    [Theory, EveryDatabase]
    public async Task finds_by_name_whom_one_may_see(Database database)
    {
        var app = await apps.On(database);
        var course = await app.APublishedCourse("Found by name");
        await app.Person(Role.Learner, name: "Thelonious Quist");
        var (administrator, _) = await app.SignedIn(Role.Administrator);
        Assert.True((await administrator.Open($"/courses/{course.Id}/instructors/add?q=thelonious")).Has("form[action$='/instructors']"));
        var (manager, _) = await app.SignedIn(Role.Manager);   // follows the course, but doesn't edit it
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Open($"/courses/{course.Id}/instructors/add?q=thelonious")).Status);
    }

    [Theory, EveryDatabase]
    public async Task is_not_for_whom_one_may_not_see(Database database)
    {
        var app = await apps.On(database);
        var (browser, instructor) = await app.SignedIn(Role.Instructor);
        var course = await app.APublishedCourse("No guessing", instructor.Id);
        var stranger = await app.Person(Role.Learner);
        var token = Browser.TokenOf(await browser.Open($"/courses/{course.Id}/people/add"));
        var answer = await browser.Client.PostAsync(new Uri($"/courses/{course.Id}/instructors", UriKind.Relative),
            new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("person", stranger.Id.ToString()), new("q", "e")]));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(await app.InDb(db => db.RoleAssignments.AnyAsync(a => a.PersonId == stranger.Id && a.Role == Role.Instructor)));
    }
}
