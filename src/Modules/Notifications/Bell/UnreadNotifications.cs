using Lectern.People.SigningIn;

namespace Lectern.Notifications.Bell;

/// <summary>What the bell counts.</summary>
internal sealed class UnreadNotifications : IUnread
{
    public IQueryable<Id<Person>> Owners(LecternDb db) => db.Notifications.Where(n => n.ReadAt == null).Select(n => n.PersonId);
}
