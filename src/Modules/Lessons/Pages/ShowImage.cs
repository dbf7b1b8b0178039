using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Files;
using Lectern.People;

namespace Lectern.Lessons.Pages;

/// <summary>A picture of a course's texts, for its learners and its editors. One statement.</summary>
internal static class ShowImage
{
    internal static async Task<Results<FileResponse, NotFound>> Handle(Id<Course> courseId, string hash, Me me, LecternDb db, CancellationToken cancel)
    {
        var (images, enrolments, scopes) = (db.PageImages, db.Enrolments, db.Scopes);
        var scopeId = new Id<Scope>(courseId.Value);
        var found = await images.Where(i => i.CourseId == courseId && i.FileHash == hash)
            .Select(i => new
            {
                i.MediaType,
                IsLearner = enrolments.Any(e => e.CourseId == courseId && e.LearnerId == me.Id),
                Path = scopes.Where(s => s.Id == scopeId).Select(s => s.Path).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancel);
        var mayEdit = found?.Path is { } path && me.Visitor.HoldsAt(CourseCapabilities.EditCourse, path);
        return found is not null && (found.IsLearner || mayEdit) ? new FileResponse(hash, found.MediaType) : TypedResults.NotFound();
    }
}
