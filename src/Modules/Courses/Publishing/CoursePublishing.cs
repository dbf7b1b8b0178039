using Lectern.People;

namespace Lectern.Courses;

/// <summary>Something that must be put right before a course can be published, and where.</summary>
public sealed record PublishingProblem(Refusal Refusal, string? Href);

/// <summary>What its editor decided for learners when a version was published.</summary>
/// <param name="Rules">Where activities count as done by another rule than before; null when nobody was asked.</param>
/// <param name="Anew">Activities that learners are to do again although they have done them; null when nobody was asked.</param>
/// <param name="Asked">Those that a page asked about: where there are more by now, it asks again. Null for a program, which decides about all.</param>
public sealed record PublishingChoice(RuleChange? Rules, IReadOnlyCollection<Id<Activity>>? Anew, IReadOnlyCollection<Id<Activity>>? Asked = null);

/// <summary>Makes an immutable version of a draft: every kind seals its activities, and the outline is written down.</summary>
public static class CoursePublishing
{
    /// <summary>Publishes the draft; doesn't save. Needs the modules and activities loaded (<see cref="Drafting"/>).</summary>
    /// <param name="choice">What becomes of learners who are judged by another rule, or have done what was replaced; kept with the version.</param>
    /// <returns>What is missing; empty when the version was made.</returns>
    public static async Task<IReadOnlyList<PublishingProblem>> Publish(LecternDb db, ActivityKinds kinds, Course course, Id<Person>? publisher, DateTimeOffset at, CancellationToken cancel, PublishingChoice? choice = null)
    {
        var modules = course.DraftModules.ToList();
        var activities = modules.SelectMany(m => m.DraftActivities).ToList();
        if (activities.Count == 0) return [new(new("course-empty", "The course has no lessons yet. Add one before you publish."), null)];

        List<PublishingProblem> problems = [.. modules.Where(m => !m.DraftActivities.Any())
            .Select(m => new PublishingProblem(new("module-empty", "The module “{0}” has no lessons. Add one, or delete the module.", null, m.Title), $"/courses/{course.Id}/edit?module={m.Id}"))];
        var contents = new Dictionary<Id<Activity>, Guid>();
        foreach (var ofKind in activities.GroupBy(a => a.Kind))
        {
            var kind = kinds[ofKind.Key];
            var sealing = await kind.Seal([.. ofKind], cancel);
            if (sealing.Refusal is null) foreach (var (activity, content) in sealing.Value) contents[activity] = content;
            else problems.AddRange(await WhatIsMissing(kind, [.. ofKind], sealing.Refusal, cancel));
        }

        if (problems.Count > 0) return problems;
        var published = course.PublishedVersionId is { } last ? await db.CourseVersions.AsNoTracking().SingleAsync(v => v.Id == last, cancel) : null;
        var before = published?.Outline.Activities.ToDictionary(a => a.Id) ?? [];
        var version = new CourseVersion
        {
            CourseId = course.Id,
            Number = course.PublishedNumber + 1,
            PublishedAt = at,
            PublishedById = publisher,
            OutlineJson = course.Outline(
                activity => contents[activity.Id],
                activity => JudgedBefore(before.GetValueOrDefault(activity.Id), activity, at, choice?.Rules ?? RuleChange.Recompute),
                activity => choice?.Anew?.Contains(activity.Id) == true ? at : before.GetValueOrDefault(activity.Id)?.RenewedAt).Write(),
        };
        db.CourseVersions.Add(version);
        course.Published(version);
        return [];
    }

    private static IReadOnlyList<EarlierRule>? JudgedBefore(OutlineActivity? before, Activity now, DateTimeOffset at, RuleChange change) =>
        before is null ? null
        : Rule.Same(before.Completion, now.Completion) ? before.EarlierCompletion
        : change == RuleChange.Recompute ? null
        : [.. before.EarlierCompletion ?? [], new EarlierRule(before.Completion, at, change)];

    /// <summary>The kind refused them together; asked one by one it says which, so that each can be opened.</summary>
    private static async Task<List<PublishingProblem>> WhatIsMissing(IActivityKind kind, IReadOnlyList<Activity> activities, Refusal together, CancellationToken cancel)
    {
        var problems = new List<PublishingProblem>();
        foreach (var activity in activities)
            if ((await kind.Seal([activity], cancel)).Refusal is { } refusal) problems.Add(new(refusal, kind.EditorAddress(activity)));
        return problems.Count > 0 ? problems : [new(together, null)];
    }
}
