using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Lectern.People.SigningIn;

/// <summary>A person with one of their grants; without grants one row, in which these are null.</summary>
internal sealed record VisitorRow(Id<Person> Id, string Name, string Language, string TimeZone, int Unread, Role? Role, Id<Scope>? ScopeId, string? Path);

/// <summary>The one statement that every request begins with, by either of the two ways to come.</summary>
internal sealed class VisitorQueries(IUnread unread)
{
    /// <summary>By a session's person and security stamp.</summary>
    internal PreparedQuery<Id<Person>, string, VisitorRow> BySession { get; } = new(Rows<Func<LecternDb, Id<Person>, string, IQueryable<VisitorRow>>>(
        unread, (LecternDb db, Id<Person> id, string stamp) => db.Set<Person>().Where(p => p.Id == id && p.SecurityStamp == stamp)));

    /// <summary>By the hash of a token that is valid at this instant.</summary>
    internal PreparedQuery<string, DateTimeOffset, VisitorRow> ByToken { get; } = new(Rows<Func<LecternDb, string, DateTimeOffset, IQueryable<VisitorRow>>>(
        unread, (LecternDb db, string hash, DateTimeOffset now) => db.Set<Person>().Where(p => db.Set<PersonalAccessToken>().Any(t => t.PersonId == p.Id && t.Hash == hash && t.RevokedAt == null && t.ExpiresAt > now))));

    /// <summary>
    /// One row for each grant. Joined one by one and flat: a list inside the row becomes a join with a subquery, for which
    /// SQLite reads every grant of the whole institution at every request.
    /// </summary>
    private static readonly Expression<Func<LecternDb, IQueryable<Person>, IQueryable<Id<Person>>, IQueryable<VisitorRow>>> Template = (db, people, unread) =>
        from person in people.AsNoTracking()
        where person.ClosedAt == null
        join assignment in db.Set<RoleAssignment>() on person.Id equals assignment.PersonId into given
        from grant in given.DefaultIfEmpty()
        join scope in db.Set<Scope>() on grant!.ScopeId equals scope.Id into places
        from place in places.DefaultIfEmpty()
        select new VisitorRow(person.Id, person.Name, person.Language, person.TimeZone, unread.Count(owner => owner == person.Id), (Role?)grant!.Role, (Id<Scope>?)grant.ScopeId, (string?)place!.Path);

    /// <summary>The template with these people and what waits for them in their places; its first parameter is the unit of work.</summary>
    private static Expression<TQuery> Rows<TQuery>(IUnread unread, LambdaExpression people)
    {
        var owners = unread.Owners;
        var (db, parameters) = (people.Parameters[0], Template.Parameters);
        var body = new ReplacingExpressionVisitor(
            [parameters[0], parameters[1], parameters[2]],
            [db, people.Body, ReplacingExpressionVisitor.Replace(owners.Parameters[0], db, owners.Body)]).Visit(Template.Body);
        return Expression.Lambda<TQuery>(body, people.Parameters);
    }
}
