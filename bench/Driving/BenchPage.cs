using System.Net;

namespace Lectern.Bench.Driving;

/// <summary>A page, or a form's answer, that is measured.</summary>
/// <param name="IsForLearners">The aims for learners' pages hold: half of the limit, six statements.</param>
/// <param name="Ask">The request of a user; null when there is none left to make.</param>
internal sealed record BenchPage(string Name, bool IsForLearners, HttpStatusCode Expected, Func<VirtualUser, HttpRequestMessage?> Ask)
{
    /// <summary>Each request uses up an attempt.</summary>
    internal bool UsesAttempts { get; init; }

    /// <summary>In the order of a learner's way; the instructor's list last.</summary>
    internal static readonly IReadOnlyList<BenchPage> All =
    [
        new("sign-in-page", true, HttpStatusCode.OK, user => user.Get("/sign-in", user.Door.Cookies)),
        new("sign-in", true, HttpStatusCode.SeeOther, user => user.PostOf("/sign-in", user.Door.Form, user.Door.Cookies)),
        new("catalog", true, HttpStatusCode.OK, user => user.Get("/catalog")),
        new("home", true, HttpStatusCode.OK, user => user.Get("/")),
        new("course-home", true, HttpStatusCode.OK, user => user.Get($"/courses/{user.Seat!.Slug}/home")),
        new("page", true, HttpStatusCode.OK, user => user.Get($"/pages/{user.Seat!.PageId}")),
        new("quiz", true, HttpStatusCode.OK, user => user.Get(user.Attempt)),
        new("quiz-save", true, HttpStatusCode.OK, user => user.Save()),
        new("quiz-submit", true, HttpStatusCode.SeeOther, user => user.Submit()) { UsesAttempts = true },
        new("progress", false, HttpStatusCode.OK, user => user.Get($"/courses/{user.CourseId}/progress")),
    ];
}
