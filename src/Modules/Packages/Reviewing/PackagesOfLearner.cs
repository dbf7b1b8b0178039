using Lectern.Courses;
using Lectern.Progress;
using Lectern.Progress.Following;
using Lectern.Scorm;
using Microsoft.AspNetCore.Components;

namespace Lectern.Packages.Reviewing;

/// <summary>On the page about a learner: each package of the course with how they stand in it.</summary>
internal sealed class PackagesOfLearner(LecternDb db, Texts texts) : ILearnerPanel
{
    public int Position => 20;

    public async Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var packages = learner.Outline.Activities.Where(a => a.Kind == ScormActivity.KindName).ToList();
        if (packages.Count == 0) return null;
        var attempts = (await db.PackageAttempts.AsNoTracking().Where(a => a.EnrolmentId == learner.EnrolmentId)
            .Select(a => new { a.ActivityId, a.StartedAt, a.Status, a.Score }).ToListAsync(cancel)).ToLookup(a => a.ActivityId);
        return Fragments.Of<PackagesOfLearnerPanel>(new PackagesOfLearnerPanel.About(texts["SCORM packages"], "package", [.. packages.Select(package =>
        {
            var latest = attempts[package.Id].MaxBy(a => a.StartedAt);
            return new PackagesOfLearnerPanel.Row(package.Title, learner.PartsOf(package.Id), latest?.Status ?? LessonStatus.NotAttempted, latest?.Score, attempts[package.Id].Count());
        })]));
    }
}

internal static class ReviewingAddresses
{
    extension(FollowedLearner learner)
    {
        internal string PartsOf(Id<Activity> activityId) => $"{learner.Address}/packages/{activityId}";
    }
}
