namespace Lectern.Journeys;

/// <summary>The journey with JavaScript off: all of it that needs no run-time.</summary>
public sealed class Without_scripts(Stage stage)
{
    [Fact]
    public async Task a_course_is_made_taken_and_certified()
    {
        await using var ines = await stage.SignedInByPage("instructor", look: Look.NoScripts);
        var id = await CourseMaking.Start(ines, "Plain pages");
        await CourseMaking.AddPage(ines, id, "Plain words", "Words that need nothing.");
        await CourseMaking.AddQuiz(ines, id, "Plain questions");
        var course = await CourseMaking.Publish(ines, id, "Plain pages");

        await using var paul = await stage.SignedInByPage("learner", "Paul Plain", Look.NoScripts);
        await Learning.Enrol(paul, course);
        await Learning.Read(paul, course, "Plain words");
        await Learning.TakeQuiz(paul, course, "Plain questions");
        await paul.ReadsSoon($"/courses/{course.Slug}/home", "You have completed this course");

        await paul.ReadsSoon("/certificates", "Plain pages");
    }

    [Fact]
    public async Task a_package_says_that_it_needs_them()
    {
        var course = await stage.Course;
        if (CourseMaking.PackageFile(CourseMaking.Package) is null) return;
        await using var paul = await stage.SignedInByPage("learner", look: Look.NoScripts);
        await Learning.Enrol(paul, course);
        await Packages.Open(paul, course);
        var says = paul.Page.Locator("noscript .notice");   // by its place: looking for text passes noscript over
        await Assertions.Expect(says).ToBeVisibleAsync();
        await Assertions.Expect(says).ToContainTextAsync("This package needs JavaScript.");
    }
}
