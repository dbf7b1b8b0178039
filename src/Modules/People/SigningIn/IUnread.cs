using System.Linq.Expressions;

namespace Lectern.People.SigningIn;

/// <summary>What waits to be read, for the bell. The module that keeps such things fills this in; it becomes a part of the one statement that loads a visitor.</summary>
public interface IUnread
{
    /// <summary>The owner of each unread thing, one row each.</summary>
    Expression<Func<LecternDb, IQueryable<Id<Person>>>> Owners { get; }
}
