using Lectern.Scorm;

namespace Lectern.Packages.Reviewing;

/// <summary>What a learner left in one attempt at one part of a package, as those who follow them see it.</summary>
/// <param name="Number">Which attempt at the part, from 1; packages of SCORM 2004 may begin another.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Launches">How often it was opened.</param>
/// <param name="Time">In all launches, as the content told it.</param>
/// <param name="KeepsPlace">Whether the content left something to go on from (its suspend data or location).</param>
/// <param name="Bookmark">Its location in the content's own words; null when it left none.</param>
/// <param name="KeptCharacters">How much it keeps for itself (its suspend data), in characters.</param>
public sealed record ReviewedPart(
    string Item, string Title, int Number, LessonStatus Status, decimal? Score, int Launches, TimeSpan Time, bool KeepsPlace, string? Bookmark, int KeptCharacters,
    IReadOnlyList<ReportedInteraction> Interactions, IReadOnlyList<ReportedObjective> Objectives)
{
    /// <summary>The parts of a package in its order, with each attempt at them.</summary>
    public static IReadOnlyList<ReviewedPart> Of(Manifest manifest, PackageAttempt attempt)
    {
        var records = attempt.Parts.OrderBy(part => part.Number).ToLookup(part => part.Item);
        return [.. manifest.Default().Launchable().SelectMany(item => records[item.Identifier].DefaultIfEmpty().Select(record => Of(item, record)))];
    }

    private static ReviewedPart Of(Item item, ScoRecord? record)
    {
        if (record is null) return new(item.Identifier, item.Title, 1, LessonStatus.NotAttempted, null, 0, TimeSpan.Zero, false, null, 0, [], []);
        var bookmark = record.State["cmi.core.lesson_location"] ?? record.State["cmi.location"];
        var kept = record.State["cmi.suspend_data"]?.Length ?? 0;
        return new(item.Identifier, item.Title, record.Number, record.Status, record.Score, record.State.Launch, record.State.TotalTime,
            kept > 0 || bookmark is { Length: > 0 }, bookmark is { Length: > 0 } ? bookmark : null, kept, ReportedInteraction.In(record.State), ReportedObjective.In(record.State));
    }
}

/// <summary>An objective of a part as its content reported it (SCORM 1.2 RTE 3.4.4 and SCORM 2004 4th Ed. RTE 4.2.17, cmi.objectives).</summary>
/// <param name="Name">The content's description of it, or its identifier.</param>
/// <param name="Status">The two statuses of SCORM 2004 in one, as for parts.</param>
/// <param name="Score">0 to 1.</param>
public sealed record ReportedObjective(string Name, LessonStatus Status, decimal? Score)
{
    /// <summary>In the order in which the content reported them.</summary>
    public static IReadOnlyList<ReportedObjective> In(CmiState state)
    {
        List<ReportedObjective> found = [];
        for (var path = "cmi.objectives.0."; state[path + "id"] is { } id; path = $"cmi.objectives.{found.Count}.")
        {
            var status = LessonStatusWords.FromToken(state[path + "status"]) ?? (state[path + "completion_status"], state[path + "success_status"]) switch
            {
                (_, "passed") => LessonStatus.Passed,
                (_, "failed") => LessonStatus.Failed,
                ("completed", _) => LessonStatus.Completed,
                ("incomplete", _) => LessonStatus.Incomplete,
                _ => LessonStatus.NotAttempted,
            };
            var score = decimal.TryParse(state[path + "score.scaled"], System.Globalization.CultureInfo.InvariantCulture, out var scaled) ? Math.Clamp(scaled, 0, 1)
                : decimal.TryParse(state[path + "score.raw"], System.Globalization.CultureInfo.InvariantCulture, out var raw) ? Math.Clamp(raw / 100, 0, 1) : (decimal?)null;
            found.Add(new(state[path + "description"] ?? id, status, score));
        }

        return found;
    }
}

/// <summary>One attempt of a learner at a package.</summary>
/// <param name="EndedAt">When they started again.</param>
public sealed record ReviewedPackageAttempt(int Number, string Package, DateTimeOffset StartedAt, DateTimeOffset LastAt, DateTimeOffset? EndedAt, LessonStatus Status, decimal? Score, IReadOnlyList<ReviewedPart> Parts)
{
    /// <summary>All attempts of an enrolment at an activity, the latest first; also those at packages that it held earlier.</summary>
    internal static async Task<IReadOnlyList<ReviewedPackageAttempt>> Of(LecternDb db, Manifests manifests, Id<Enrolment.CourseEnrolment> enrolmentId, Id<Courses.Activity> activityId, CancellationToken cancel)
    {
        var found = await (
            from attempt in db.PackageAttempts.AsNoTracking().Include(a => a.Parts).AsSingleQuery()
            where attempt.EnrolmentId == enrolmentId && attempt.ActivityId == activityId
            orderby attempt.StartedAt descending, attempt.Number descending
            select attempt).ToListAsync(cancel);
        var ids = found.Select(a => a.PackageId).Distinct().ToList();
        var titles = await db.Packages.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title, cancel);
        List<ReviewedPackageAttempt> reviewed = [];
        foreach (var attempt in found)
            if (await manifests.Of(db, attempt.PackageId, cancel) is { } manifest)
                reviewed.Add(new(attempt.Number, titles[attempt.PackageId], attempt.StartedAt, attempt.LastAt, attempt.EndedAt, attempt.Status, attempt.Score, ReviewedPart.Of(manifest, attempt)));
        return reviewed;
    }
}
