using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Data.Audit;

/// <summary>How one kind of thing is named where lines of the audit log are about it or mention it. A slot: each module adds its own.</summary>
/// <param name="Name">Of the entity, as actions begin with it: "CourseEnrolment".</param>
/// <param name="Words">What people call it, in English: "Enrolment". Properties may mention it so, too ("EnrolmentId").</param>
/// <param name="Names">Names of those that are still there, by id; one statement.</param>
public sealed record AuditedThing(string Name, string Words, Func<LecternDb, IEnumerable<Guid>, CancellationToken, Task<Dictionary<Guid, string>>> Names)
{
    /// <param name="words">What people call it, in English.</param>
    /// <param name="named">Those among the ids that are there.</param>
    public static AuditedThing Of<T>(string words, Func<LecternDb, List<Id<T>>, IQueryable<NamedThing>> named) => new(typeof(T).Name, words, async (db, ids, cancel) =>
        (await named(db, [.. ids.Select(id => new Id<T>(id))]).ToListAsync(cancel)).ToDictionary(thing => thing.Id, thing => thing.Name));

    /// <summary>Whether a property, written here without the "Id" at its end, mentions one of these.</summary>
    public bool IsMentionedBy(string property) => property == Name || property == Words;
}

/// <summary>One of the things that lines are about.</summary>
public sealed record NamedThing(Guid Id, string Name);
