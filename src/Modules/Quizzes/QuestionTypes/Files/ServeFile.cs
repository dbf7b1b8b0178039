using Lectern.Courses;
using Lectern.Files;
using Lectern.People;
using Lectern.Web.Access;

namespace Lectern.Quizzes.QuestionTypes.Files;

/// <summary>
/// A file that was sent in an attempt, for its learner and for those who follow the course. Always a download, whatever it
/// claims to be: what learners send is not shown on a page of ours. A player may play it all the same.
/// </summary>
internal static class ServeFile
{
    internal static async Task<Results<FileResponse, NotFound>> Handle(Id<Attempt> id, Id<Question> questionId, Id<AttemptFile> fileId, HttpContext http, Me me, LecternDb db, IScopes scopes, CancellationToken cancel)
    {
        var files = db.AttemptFiles;
        var found = await (
            from attempt in db.Attempts
            join file in files on attempt.Id equals file.AttemptId
            where attempt.Id == id && file.Id == fileId && file.QuestionId == questionId
            select new { File = file, attempt.LearnerId, attempt.CourseId }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null) return TypedResults.NotFound();
        if (found.LearnerId != me.Id && !(await scopes.PathOf(found.CourseId.Value, cancel) is { } path && me.Visitor.HoldsAt(CourseCapabilities.FollowLearners, path))) return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileResponse(found.File.FileHash, found.File.MediaType) { DownloadName = found.File.Name, KeepFor = TimeSpan.FromMinutes(10) };
    }
}
