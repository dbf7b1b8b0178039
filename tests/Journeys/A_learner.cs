using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>From the catalog to the certificate.</summary>
public sealed class A_learner(Stage stage)
{
    [Fact]
    public async Task finds_a_course_works_through_it_and_gets_a_certificate_that_anyone_can_check()
    {
        var course = await stage.Course;
        await using var amara = await stage.SignedInByPage("learner", "Amara Ndiaye");
        await amara.Open("/catalog");
        await amara.Page.GetByRole(AriaRole.Searchbox).Last.FillAsync("handover");
        await amara.Page.Keyboard.PressAsync("Enter");
        await amara.Arrives("(q=handover)");
        await amara.ReadsHeading("1 result");
        await amara.Follow(course.Title);
        await amara.Press("Enrol and start");
        await amara.Arrives("/(courses/.+/home|packages/.+|pages/.+)");

        await amara.Open("/");
        await amara.Reads(course.Title);
        if (CourseMaking.PackageFile(CourseMaking.Package) is not null) await Packages.PlayAll(amara, course);
        await Learning.Read(amara, course, "Why handover fails");
        await Learning.TakeQuiz(amara, course, "Check yourself");

        await amara.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");
        await amara.Open("/certificates");      // it appears by itself
        await Assertions.Expect(amara.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = course.Title, Exact = true })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await amara.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = course.Title, Exact = true }).ClickAsync();
        await amara.Arrives("/certificates/([^/?]+)$");

        var linkedIn = new Uri((await amara.Link("Add to LinkedIn").GetAttributeAsync("href"))!);
        Assert.Equal("www.linkedin.com", linkedIn.Host);
        foreach (var field in new[] { "name=", "organizationName=", "issueYear=", "certUrl=", "certId=" }) Assert.Contains(field, linkedIn.Query, StringComparison.Ordinal);

        var pdf = await amara.Context.APIRequest.GetAsync((await amara.Link("Download PDF").GetAttributeAsync("href"))!);
        Assert.Equal("application/pdf", pdf.Headers["content-type"]);
        Assert.Equal("%PDF"u8.ToArray(), (await pdf.BodyAsync())[..4]);

        var address = await amara.Page.GetByLabel("Link", new() { Exact = true }).InputValueAsync();
        await using var employer = await stage.Anyone();
        await employer.Open(new Uri(address).AbsolutePath);
        await employer.Reads("Amara Ndiaye");
        await employer.Reads("This page shows the record as it is now.");
        await employer.Reads("Valid without end");
    }

    [Fact]
    public async Task finds_saved_answers_again_after_the_browser_is_gone()
    {
        var course = await stage.Course;
        await using var first = await stage.SignedInByPage("learner", "Noor Haddad");
        await Learning.Enrol(first, course);
        await Learning.OpenLesson(first, course, "Check yourself");
        await first.Press("Start the quiz");
        var attempt = await first.Arrives("(/quizzes/attempts/[^/?]+)");
        await Learning.IsSaved(first, () => Learning.Answer(first, "What comes first in a handover?", "The situation"));

        // Without a connection: it says what is only here, keeps the page, and the next tab brings it.
        await first.Context.SetOfflineAsync(true);
        await Learning.Answer(first, "What belongs into a handover?", "Allergies", "Open tasks");
        await Learning.Answer(first, "What do the letters in SBAR begin with?", "situation");
        await first.Reads("2 answers are only on this device so far.");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Check and submit" }).Last.ClickAsync();
        await first.Reads("This can't be loaded without a connection");
        await first.Page.CloseAsync();
        await first.Context.SetOfflineAsync(false);
        var tab = await first.Context.NewPageAsync();
        await tab.GotoAsync(attempt);
        await Assertions.Expect(tab.GetByLabel("Allergies")).ToBeCheckedAsync();
        await first.Context.CloseAsync();

        await using var second = await stage.Anyone();
        await second.SignIn(first.Email);
        await second.Open(attempt);
        foreach (var choice in new[] { "The situation", "Allergies", "Open tasks" }) await Assertions.Expect(second.Page.GetByLabel(choice)).ToBeCheckedAsync();
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Textbox).First).ToHaveValueAsync("situation");
    }

    [Fact]
    public async Task finds_saved_what_was_answered_before_a_script_had_arrived()
    {
        var course = await stage.Course;
        await using var early = await stage.SignedIn("learner");
        await Learning.Enrol(early, course);
        await Learning.OpenLesson(early, course, "Check yourself");

        // What saves can't be fetched at first.
        var savers = new Regex(@"/(autosave|attempt)\.controller-[^/]+\.js$");
        await early.Context.RouteAsync(savers, route => route.AbortAsync());
        await early.Press("Start the quiz");
        var attempt = await early.Arrives("(/quizzes/attempts/[^/?]+)");
        await Learning.Answer(early, "What comes first in a handover?", "The situation");
        await Learning.Answer(early, "What belongs into a handover?", "Allergies", "Open tasks");
        await Learning.IsSaved(early, () => early.Context.UnrouteAsync(savers));
        var answered = early.Page.Locator("#navigator [data-answered=true]");
        await Assertions.Expect(answered).ToHaveCountAsync(2);

        // The first script takes its time.
        var first = new Regex(@"/app-[^/]+\.js$");
        var arrives = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await early.Context.RouteAsync(first, async route =>
        {
            await arrives.Task;
            await route.ContinueAsync();
        });
        await early.Page.GotoAsync(attempt, new() { WaitUntil = WaitUntilState.Commit });
        await Learning.Answer(early, "A handover may be interrupted at any time.", "False");
        await Learning.Answer(early, "What do the letters in SBAR begin with?", "situation");
        await Learning.IsSaved(early, () =>
        {
            arrives.SetResult();
            return Task.CompletedTask;
        });
        await Assertions.Expect(answered).ToHaveCountAsync(4);

        await early.Context.UnrouteAsync(first);
        await early.Open(attempt);
        foreach (var choice in new[] { "The situation", "Allergies", "Open tasks", "False" }) await Assertions.Expect(early.Page.GetByLabel(choice)).ToBeCheckedAsync();
        await Assertions.Expect(early.Page.GetByRole(AriaRole.Textbox).First).ToHaveValueAsync("situation");
    }

    [Fact]
    public async Task registers_by_the_link_in_the_mail()
    {
        await using var newcomer = await stage.Anyone();
        await newcomer.Open("/register");
        await newcomer.Fill("Your name", "Nadia New");
        await newcomer.Fill("E-mail address", "nadia@example.org");
        await newcomer.Fill("Password", Stage.Password);
        await newcomer.Press("Create account");
        await newcomer.Reads("Back to sign-in");

        await using var administrator = await stage.SignedIn("administrator");
        var link = await Mailbox.LinkFor(administrator, "nadia@example.org");
        await newcomer.Open(link);
        await newcomer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("[Cc]onfirm") }).First.ClickAsync();
        await newcomer.ReadsHeading("Welcome, Nadia");
    }
}
