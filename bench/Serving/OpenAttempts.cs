using Lectern.Courses;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Grading;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Bench.Serving;

/// <summary>
/// Attempts to be handed in: each can be only once, so there must be many. They are written through the entity, all answered;
/// only their numbers are set from outside, because a learner can't have two open at once.
/// </summary>
internal static class OpenAttempts
{
    /// <summary>Adds as many attempts as asked for to each seat; answers their ids by learner.</summary>
    internal static async Task<Dictionary<Guid, List<Guid>>> Add(HttpContext http)
    {
        var each = int.Parse(http.Request.Query["each"]!);
        var kinds = http.RequestServices.GetRequiredService<QuestionKinds>();
        var made = new Dictionary<Guid, List<Guid>>();
        foreach (var seats in (await Seats.Of(http)).Chunk(8))
        {
            await using var scope = http.RequestServices.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            var (attempts, contents) = (db.Attempts, db.QuizContents);
            foreach (var seat in seats)
            {
                var enrolmentId = new Id<CourseEnrolment>(seat.EnrolmentId);
                var contentId = new Id<QuizContent>(seat.QuizContentId);
                var content = await contents.SingleAsync(c => c.Id == contentId, http.RequestAborted);
                var number = await attempts.Where(a => a.EnrolmentId == enrolmentId && a.ActivityId == content.ActivityId).MaxAsync(a => (int?)a.Number, http.RequestAborted) ?? 0;
                made[seat.LearnerId] = [];
                for (var i = 0; i < each; i++)
                {
                    var now = DateTimeOffset.UtcNow;
                    var attempt = Attempt.Start(new AttemptPlace(enrolmentId, new Id<Course>(seat.CourseId), new Id<Person>(seat.LearnerId)), content, AttemptsSoFar.None, kinds, i, now).Value;
                    db.Add(attempt);
                    db.Entry(attempt).Property(a => a.Number).CurrentValue = ++number;
                    var answers = content.Document.Questions.Select(question => new Answer(question.Id, Response(kinds[question.Kind], question), IsFlagged: false)).ToList();
                    db.AddRange(attempt.Save(new AnswerSheet(new Paper(content.Document, i, kinds), []), answers, now).Value);
                    made[seat.LearnerId].Add(attempt.Id.Value);
                }
            }

            await db.SaveChangesAsync(http.RequestAborted);
        }

        return made;
    }

    /// <summary>Takes away what was added, but for the first so many of each quiz, handed in or not, with what was recorded of it: nobody has hundreds of attempts at one quiz.</summary>
    internal static async Task Clear(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<LecternDb>();
        var (seats, kept) = (await Seats.Of(http), int.Parse(http.Request.Query["kept"]!));
        var (attempts, steps, records, entries) = (db.Attempts, db.AttemptSteps, db.LearningRecords, db.ScoreEntries);
        foreach (var enrolmentId in seats.Select(seat => new Id<CourseEnrolment>(seat.EnrolmentId)))
        {
            var ids = await attempts.Where(a => a.EnrolmentId == enrolmentId && a.Number > kept).Select(a => a.Id).ToListAsync(http.RequestAborted);
            var sources = ids.ConvertAll(id => id.Value);
            await records.Where(r => r.EnrolmentId == enrolmentId && sources.Contains(r.AttemptId!.Value)).ExecuteDeleteAsync(http.RequestAborted);
            await entries.Where(e => e.EnrolmentId == enrolmentId && sources.Contains(e.SourceId)).ExecuteDeleteAsync(http.RequestAborted);
            await attempts.Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(http.RequestAborted);
            // And of the thousands of times that answers were saved in what stays, all but the last.
            await steps.Where(s => attempts.Any(a => a.Id == s.AttemptId && a.EnrolmentId == enrolmentId)
                && steps.Any(later => later.AttemptId == s.AttemptId && later.QuestionId == s.QuestionId && later.Position > s.Position)).ExecuteDeleteAsync(http.RequestAborted);
        }
    }

    private static string? Response(IQuestionKind kind, QuizQuestion question) => kind.ReadResponse(question.Data, new FormCollection(new()
    {
        ["answer"] = kind.Name switch { "true-false" => "true", "short-answer" => "situation", _ => "c1" },
    }), "answer");
}
