using System.Linq.Expressions;
using Lectern.People.SigningIn;

namespace Lectern.Notifications.Bell;

/// <summary>What the bell counts.</summary>
internal sealed class UnreadNotifications : IUnread
{
    public Expression<Func<LecternDb, IQueryable<Id<Person>>>> Owners { get; } = db => db.Set<Notification>().Where(n => n.ReadAt == null).Select(n => n.PersonId);
}
