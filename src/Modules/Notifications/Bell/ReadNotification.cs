using Lectern.People;

namespace Lectern.Notifications.Bell;

/// <summary>A person has seen something, and goes where it leads; or has seen all.</summary>
internal static class ReadNotification
{
    internal static async Task<IResult> Handle(Id<Notification> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.Notifications.SingleOrDefaultAsync(n => n.Id == id && n.PersonId == me.Id, cancel) is not { } notification) return TypedResults.NotFound();
        notification.Read(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(LocalAddress.IsLocal(notification.Href) ? notification.Href! : "/notifications");
    }

    internal static async Task<IResult> HandleAll(Me me, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await db.Notifications.Where(n => n.PersonId == me.Id && n.ReadAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), cancel);
        return Page.SeeOther("/notifications", texts["All marked as read"]);
    }
}
