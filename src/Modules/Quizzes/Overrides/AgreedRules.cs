using Lectern.Courses;
using Lectern.People;
using Lectern.People.Units;

namespace Lectern.Quizzes.Overrides;

/// <summary>What was agreed about a quiz and concerns one learner.</summary>
/// <param name="Override">With them, or with a unit that they belong to.</param>
/// <param name="UnitName">Null for their own.</param>
/// <param name="UnitPath">The longer, the nearer; null for their own.</param>
public sealed record AgreedRules(QuizOverride Override, string? UnitName = null, string? UnitPath = null)
{
    /// <summary>The rules that hold, each one for itself: as agreed with the learner; else with the nearest unit that says anything of it; else as the quiz has it. Of units equally near what was agreed last.</summary>
    public static QuizSettings Applied(IEnumerable<AgreedRules> agreed, QuizSettings settings) => agreed
        .OrderBy(a => a.UnitPath is null).ThenBy(a => a.UnitPath?.Length).ThenBy(a => a.Override.SetAt).ThenBy(a => a.Override.Id.Value)
        .Aggregate(settings, (rules, a) => a.Override.Applied(rules));

    /// <summary>Each once: a join that finds a learner by every role of theirs, and by every attempt, finds the same again.</summary>
    /// <param name="own">As they were read; null where there is none.</param>
    /// <param name="ofUnits">As they were read.</param>
    internal static IReadOnlyList<AgreedRules> Of(QuizOverride? own, IEnumerable<(QuizOverride? Override, string? Name, string? Path)> ofUnits) =>
        [.. own is null ? [] : new[] { new AgreedRules(own) }, .. ofUnits.Where(u => u.Override is not null).DistinctBy(u => u.Override!.Id).Select(u => new AgreedRules(u.Override!, u.Name, u.Path))];
}

/// <summary>What was agreed with a unit about a quiz, for a person who belongs to it. Once for each role by which they do.</summary>
internal sealed class UnitAgreement
{
    public Id<Person> PersonId { get; init; }
    public Id<Activity> ActivityId { get; init; }
    public required QuizOverride Override { get; init; }
    public string UnitName { get; init; } = "";
    public string UnitPath { get; init; } = "";
}

internal static class AgreementsOfUnits
{
    extension(LecternDb db)
    {
        /// <summary>To join with what is read anyway.</summary>
        public IQueryable<UnitAgreement> UnitAgreements
        {
            get
            {
                var members = db.UnitMembers;
                return
                    from agreed in db.Set<QuizOverride>()
                    join member in members on agreed.UnitId equals member.UnitId
                    select new UnitAgreement { PersonId = member.PersonId, ActivityId = agreed.ActivityId, Override = agreed, UnitName = member.UnitName, UnitPath = member.UnitPath };
            }
        }
    }
}
