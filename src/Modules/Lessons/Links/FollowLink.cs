using Lectern.Courses;
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
    internal static async Task<IResult> Open(Id<Activity> id, string? preview, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview is not null, cancel, reads: true) is not { } seat || await LinkKind.Setup(seat, db, cancel) is not { Address.Length: > 0 } setup) return TypedResults.NotFound();
        if (!setup.IsConfirmed) await classroom.Finish(seat, db, cancel);
        return Page.SeeOther(setup.Address);
    }

    internal static async Task<IResult> Confirm(Id<Activity> id, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await Finish(id, visitor, classroom, db, cancel) ? Page.SeeOther($"/links/{id}") : TypedResults.NotFound();

    internal static async Task<Results<NoContent, NotFound>> ConfirmFromProgram(Id<Activity> id, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await Finish(id, visitor, classroom, db, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    internal static async Task<Results<Ok<LinkDetails>, NotFound>> Read(Id<Activity> id, bool? draft, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel) =>
        await classroom.Enter(id, visitor, draft == true, cancel, reads: true) is { } seat && await LinkKind.Setup(seat, db, cancel) is { } setup
            ? TypedResults.Ok(new LinkDetails(id, seat.CourseId, seat.Activity.Title, setup, seat.IsDone))
            : TypedResults.NotFound();

    private static async Task<bool> Finish(Id<Activity> id, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview: false, cancel) is not { } seat || await LinkKind.Setup(seat, db, cancel) is null) return false;
        await classroom.Finish(seat, db, cancel);
        return true;
    }
}

/// <summary>A link as learners meet it, or its draft.</summary>
public sealed record LinkDetails(Id<Activity> Id, Id<Course> CourseId, string Title, LinkSetup Link, bool IsDone);
