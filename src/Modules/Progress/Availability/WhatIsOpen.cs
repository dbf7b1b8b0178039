using Lectern.Courses;
using Lectern.People;
using Lectern.Progress.Rules;
using Lectern.Progress.Scheduling;

namespace Lectern.Progress.Availability;

/// <summary>Reads what decides what is open to a learner. No statement where the outline has no rules, and one each where rules ask for units, or count days in a course without dates.</summary>
internal static class WhatIsOpen
{
    internal static readonly IReadOnlyDictionary<Id<Activity>, Locked> NoLocks = new Dictionary<Id<Activity>, Locked>();

    extension(IReadOnlyDictionary<Id<Activity>, Locked> locks)
    {
        /// <summary>Whether its author doesn't show a lesson, because it isn't open.</summary>
        internal bool Hides(Id<Activity> id) => locks.TryGetValue(id, out var closed) && closed.IsHidden;
    }

    extension(LecternDb db)
    {
        internal async Task<IReadOnlyDictionary<Id<Activity>, Locked>> Locks(AvailabilityRules rules, Outline outline, Id<Person> learnerId, DateTimeOffset enrolledAt, LearnersDates dates, IReadOnlyDictionary<Id<Activity>, LessonSoFar> lessons, DateTimeOffset now, CancellationToken cancel) =>
            await db.Situation(rules, outline, learnerId, enrolledAt, dates, lessons, now, cancel) is { } situation ? rules.Locks(outline, situation) : NoLocks;

        /// <summary>What decides what is open to the learner; null where nothing does and everything is.</summary>
        internal async Task<LearnerSituation?> Situation(AvailabilityRules rules, Outline outline, Id<Person> learnerId, DateTimeOffset enrolledAt, LearnersDates dates, IReadOnlyDictionary<Id<Activity>, LessonSoFar> lessons, DateTimeOffset now, CancellationToken cancel) =>
            AvailabilityRules.HasRules(outline) || dates.RestAt(now) is not null
                ? new(enrolledAt, now, lessons, rules.AsksForUnits(outline) ? await db.UnitsOf(learnerId, cancel) : new HashSet<Guid>())
                {
                    Dates = dates,
                    Zone = dates.Zone ?? (rules.CountsDays(outline) ? await db.ZoneOf(learnerId, cancel) : TimeZoneInfo.Utc),
                }
                : null;

        /// <summary>The time zone in which somebody lives.</summary>
        internal async Task<TimeZoneInfo> ZoneOf(Id<Person> personId, CancellationToken cancel) =>
            TimeZoneInfo.TryFindSystemTimeZoneById(await db.Set<Person>().Where(p => p.Id == personId).Select(p => p.TimeZone).SingleAsync(cancel), out var zone) ? zone : TimeZoneInfo.Utc;

        /// <summary>The units in which somebody has a role, and those above them.</summary>
        internal async Task<IReadOnlySet<Guid>> UnitsOf(Id<Person> personId, CancellationToken cancel) => (await db.UnitsOfEach([personId], cancel))[personId].ToHashSet();

        /// <summary>The same of each of these people; one statement.</summary>
        internal async Task<ILookup<Id<Person>, Guid>> UnitsOfEach(List<Id<Person>> personIds, CancellationToken cancel)
        {
            var paths = await (
                from role in db.Set<RoleAssignment>()
                where personIds.Contains(role.PersonId)
                join scope in db.Set<Scope>() on role.ScopeId equals scope.Id
                where scope.Kind == ScopeKind.Unit
                select new { role.PersonId, scope.Path }).ToListAsync(cancel);
            return paths.SelectMany(found => found.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), (found, id) => (found.PersonId, Id: Guid.Parse(id))).ToLookup(found => found.PersonId, found => found.Id);
        }

        /// <summary>Speaks of these rules: with the names of units where they are about any.</summary>
        internal async Task<RuleContext> Speaking(AvailabilityRules rules, Texts texts, Visitor visitor, Outline outline, DateTimeOffset now, CancellationToken cancel) =>
            new(texts, visitor, outline, now) { Units = rules.AsksForUnits(outline) ? await db.UnitsToChoose(cancel) : [] };

        internal Task<List<UnitToChoose>> UnitsToChoose(CancellationToken cancel) =>
            db.Set<Scope>().AsNoTracking().Where(s => s.Kind == ScopeKind.Unit).OrderBy(s => s.Path.Length).ThenBy(s => s.Name).Take(MostUnits).Select(s => new UnitToChoose(s.Id.Value, s.Name)).ToListAsync(cancel);
    }

    private const int MostUnits = 500;
}
