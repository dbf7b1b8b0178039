using System.Net;

namespace Lectern.Bench.Driving;

/// <summary>Who asks for a page: learners of the institution's crowd, the instructor of one of their courses, the same for a class of thousands, or learners in front of a running package.</summary>
internal enum By { Learner, Instructor, InstructorOfLargeClass, LearnerInPackage, LearnerInSequencedPackage }

/// <summary>A page, or a form's answer, that is measured.</summary>
/// <param name="Ask">The request of a user; null when there is none left to make.</param>
internal sealed record BenchPage(string Name, By By, HttpStatusCode Expected, Func<VirtualUser, HttpRequestMessage?> Ask)
{
    /// <summary>Each request uses up an attempt.</summary>
    internal bool UsesAttempts { get; init; }

    /// <summary>The aims for learners' pages hold: half of the limit, six statements.</summary>
    internal bool IsForLearners => By == By.Learner;

    /// <summary>In the order of a learner's way; then what packages report, and those who look at a class.</summary>
    internal static readonly IReadOnlyList<BenchPage> All =
    [
        new("sign-in-page", By.Learner, HttpStatusCode.OK, user => user.Get("/sign-in", user.Door.Cookies)),
        new("sign-in", By.Learner, HttpStatusCode.SeeOther, user => user.PostOf("/sign-in", user.Door.Form, user.Door.Cookies)),
        new("catalog", By.Learner, HttpStatusCode.OK, user => user.Get("/catalog")),
        new("home", By.Learner, HttpStatusCode.OK, user => user.Get("/")),
        new("course-home", By.Learner, HttpStatusCode.OK, user => user.Get($"/courses/{user.Seat!.Slug}/home")),
        new("page", By.Learner, HttpStatusCode.OK, user => user.Get($"/pages/{user.Seat!.PageId}")),
        new("quiz", By.Learner, HttpStatusCode.OK, user => user.Get(user.Attempt)),
        new("quiz-save", By.Learner, HttpStatusCode.OK, user => user.Save()),
        new("quiz-submit", By.Learner, HttpStatusCode.SeeOther, user => user.Submit()) { UsesAttempts = true },
        new("progress", By.Instructor, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress")),
        new("scorm-commit", By.LearnerInPackage, HttpStatusCode.OK, user => user.Commit()),
        new("scorm-2004-commit", By.LearnerInSequencedPackage, HttpStatusCode.OK, user => user.Commit()),
        new("class-list", By.InstructorOfLargeClass, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress")),
        new("class-grid", By.InstructorOfLargeClass, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress/grid")),
        new("class-more", By.InstructorOfLargeClass, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress/grid/rows")),
        new("class-insights", By.InstructorOfLargeClass, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress/insights")),
        new("class-stuck", By.InstructorOfLargeClass, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress/stuck")),
    ];
}
