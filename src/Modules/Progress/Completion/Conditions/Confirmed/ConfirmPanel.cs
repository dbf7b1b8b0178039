using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Progress.Following;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Conditions;

/// <summary>On the page about a learner: the lessons that wait for somebody's word, and who gave it when.</summary>
public sealed class ConfirmPanel(LecternDb db) : ILearnerPanel
{
    public int Position => 5;

    public async Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var asking = learner.Outline.Activities.Where(Asks).ToList();
        if (asking.Count == 0) return null;
        var ids = asking.Select(a => a.Id).ToList();
        var given = await (
            from record in db.LearningRecords.AsNoTracking()
            where record.EnrolmentId == learner.EnrolmentId && ids.Contains(record.ActivityId) && record.Verb == LearningVerb.Confirmed
            join found in db.Set<Person>() on record.ById equals (Id<Person>?)found.Id into people
            from person in people.DefaultIfEmpty()
            orderby record.At
            select new { record.ActivityId, record.At, Name = (string?)person!.Name }).ToListAsync(cancel);
        var first = given.DistinctBy(g => g.ActivityId).ToDictionary(g => g.ActivityId);
        return Fragments.Of<ConfirmList>(new Model(learner.Address,
            [.. asking.Select(a => first.TryGetValue(a.Id, out var word) ? new Line(a.Id, a.Title, word.At, word.Name) : new Line(a.Id, a.Title, null, null))]));
    }

    internal static bool Asks(OutlineActivity activity) => activity.Completion?.Clauses.Any(clause => clause.Kind == ConfirmedByInstructor.Kind) ?? false;

    /// <param name="By">Null when the account is gone, or nobody has confirmed it.</param>
    public sealed record Line(Id<Activity> ActivityId, string Title, DateTimeOffset? At, string? By);

    public sealed record Model(string Address, IReadOnlyList<Line> Lines);
}
