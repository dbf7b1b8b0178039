using Lectern.Scorm;

namespace Lectern.Packages.Reviewing;

/// <summary>What a learner left in one part of a package, as those who follow them see it.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="Launches">How often it was opened.</param>
/// <param name="Time">In all launches, as the content told it.</param>
/// <param name="KeepsPlace">Whether the content left something to go on from (its suspend data or location).</param>
public sealed record ReviewedPart(string Item, string Title, LessonStatus Status, decimal? Score, int Launches, TimeSpan Time, bool KeepsPlace, IReadOnlyList<ReportedInteraction> Interactions)
{
    /// <summary>The parts of a package in its order, with what an attempt left in them.</summary>
    public static IReadOnlyList<ReviewedPart> Of(Manifest manifest, PackageAttempt attempt) => [.. manifest.Default().Launchable().Select(item => Of(item, attempt.Part(item.Identifier)))];

    private static ReviewedPart Of(Item item, ScoRecord? record) => record is null
        ? new(item.Identifier, item.Title, LessonStatus.NotAttempted, null, 0, TimeSpan.Zero, false, [])
        : new(item.Identifier, item.Title, record.Status, record.Score, record.State.Launch, record.State.TotalTime,
            Places.Any(element => record.State[element] is { Length: > 0 }), ReportedInteraction.In(record.State));

    private static readonly string[] Places = ["cmi.suspend_data", "cmi.core.lesson_location", "cmi.location"];
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
