using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Notifications.Bell;

/// <summary>What a person was told, newest first.</summary>
public static class ShowNotifications
{
    public sealed record Line(Id<Notification> Id, string Text, object[] Arguments, DateTimeOffset At, bool IsUnread, bool Leads);

    public sealed record Model(IReadOnlyList<Line> Lines, string? Next, Visitor Visitor);

    internal static async Task<IResult> Handle(Me me, LecternDb db, CancellationToken cancel, [FromQuery] string? after = null)
    {
        var mine = db.Notifications.AsNoTracking().Where(n => n.PersonId == me.Id);
        if (Id<Notification>.TryParse(Cursor.Decode(after), null, out var last) && await mine.Where(n => n.Id == last).Select(n => (DateTimeOffset?)n.At).SingleOrDefaultAsync(cancel) is { } at)
            mine = mine.Where(n => n.At < at);
        var found = await mine.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(Paged<Line>.UsualSize + 1)
            .Select(n => new { n.Id, n.Text, n.Arguments, n.At, n.ReadAt, n.Href }).ToListAsync(cancel);
        var page = Paged<Line>.Of([.. found.Select(n => new Line(n.Id, n.Text, Notification.Unpack(n.Arguments), n.At, n.ReadAt is null, n.Href is not null))], Paged<Line>.UsualSize, line => line.Id.ToString());
        return Page.Of<NotificationsPage>("Notifications", new Model(page.Items, page.Next, me.Visitor));
    }
}
