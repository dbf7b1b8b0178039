using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Web.Api;
using Lectern.Web.Serving;

namespace Lectern.Lessons.Links;

/// <summary>A learner meets a link, opens it, and says when they are through where that is asked; an editor sees the draft.</summary>
internal static class FollowLink
{
    internal static async Task<IResult> Show(Id<Activity> id, string? preview, HttpContext http, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true) is not { } seat || await LinkKind.Setup(seat, db, cancel) is not { } setup) return await classroom.NoSeat(id, visitor, cancel);
        if (setup is { IsEmbedded: true, Origin: { } origin })
        {
            ContentSecurityPolicy.Invite(http, origin);
            // What is shown at once is opened at once.
            if (!setup.IsConfirmed) seat = await classroom.Finish(seat, db, cancel);
        }

        return ClassroomPage.Of<FollowLinkPage>(seat, new FollowLinkPage.About(seat, setup));
    }

    /// <summary>The way out: noted, then followed. Only to the address that the editors entered, so it leads nobody astray.</summary>
    internal static async Task<IResult> Open(Id<Activity> id, string? preview, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true, of: of) is not { } seat || await LinkKind.Setup(seat, db, cancel) is not { Address.Length: > 0 } setup) return TypedResults.NotFound();
        if (!setup.IsConfirmed) await classroom.Finish(seat, of, visitor, db, cancel);
        return Page.SeeOther(setup.Address);
    }

    internal static async Task<IResult> Confirm(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Finish(id, of, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => Page.SeeOther($"/links/{id}", refusal, texts),
            { Value: var seat } => Page.SeeOther($"/links/{id}", texts.CountsFor(seat)),
        };

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> ConfirmFromProgram(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, Texts texts, CancellationToken cancel) =>
        await Finish(id, of, visitor, classroom, db, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            _ => TypedResults.NoContent(),
        };

    internal static async Task<Results<Ok<LinkDetails>, NotFound>> Read(Id<Activity> id, bool? draft, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await classroom.Enter(id, visitor, draft == true, cancel, reads: true) is { } seat && await LinkKind.Setup(seat, db, cancel) is { } setup
            ? TypedResults.Ok(new LinkDetails(id, seat.CourseId, seat.Activity.Title, setup, seat.IsDone))
            : TypedResults.NotFound();

    private static async Task<Outcome<Seat>?> Finish(Id<Activity> id, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.EnterAs(id, of, visitor, cancel) is not { } entered) return null;
        if (entered.Refusal is not null) return entered;
        if (await LinkKind.Setup(entered.Value, db, cancel) is null) return null;
        return await classroom.Finish(entered.Value, db, cancel);
    }
}

/// <summary>A link as learners meet it, or its draft.</summary>
public sealed record LinkDetails(Id<Activity> Id, Id<Course> CourseId, string Title, LinkSetup Link, bool IsDone);
