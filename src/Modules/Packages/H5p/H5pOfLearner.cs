using Lectern.Courses;
using Lectern.Packages.Reviewing;
using Lectern.Progress;
using Lectern.Progress.Following;
using Lectern.Scorm;
using Microsoft.AspNetCore.Components;

namespace Lectern.Packages.H5p;

/// <summary>On the page about a learner: each H5P content of the course with how they stand in it.</summary>
internal sealed class H5pOfLearner(LecternDb db, Texts texts) : ILearnerPanel
{
    public int Position => 21;

    public async Task<RenderFragment?> Show(FollowedLearner learner, CancellationToken cancel)
    {
        var contents = learner.Outline.Activities.Where(a => a.Kind == H5pActivity.KindName).ToList();
        if (contents.Count == 0) return null;
        var attempts = (await db.H5pAttempts.AsNoTracking().Where(a => a.EnrolmentId == learner.EnrolmentId)
            .Select(a => new { a.ActivityId, a.StartedAt, a.Status, a.Score }).ToListAsync(cancel)).ToLookup(a => a.ActivityId);
        return Fragments.Of<PackagesOfLearnerPanel>(new PackagesOfLearnerPanel.About(texts["H5P contents"], "puzzle", [.. contents.Select(content =>
        {
            var latest = attempts[content.Id].MaxBy(a => a.StartedAt);
            return new PackagesOfLearnerPanel.Row(content.Title, $"{learner.Address}/h5p/{content.Id}", latest?.Status ?? LessonStatus.NotAttempted, latest?.Score, attempts[content.Id].Count());
        })]));
    }
}
