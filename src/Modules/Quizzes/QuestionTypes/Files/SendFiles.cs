using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;
using Lectern.Quizzes.Taking;
using Lectern.Web.Api;

namespace Lectern.Quizzes.QuestionTypes.Files;

/// <summary>
/// A learner sends files to a question of their open attempt: they go to the file store and become part of the answer in the
/// same moment. The page's own form does it without a script, and then saves all its other answers, too.
/// </summary>
internal static class SendFiles
{
    /// <summary>Of one attempt, those that were taken out of an answer included: somebody who sends all day fills the disk.</summary>
    private const int MostOfAttempt = 200;
    /// <summary>And of one question, so many times what its answer may hold.</summary>
    private const int ManyTimes = 5;

    private static Refusal Enough => new("too-many-files-sent", "So many files have been sent in this attempt that no more are taken. Tell your instructor.");

    internal static async Task<IResult> Handle(Id<Attempt> id, Id<Question> questionId, HttpContext http, Me me, LecternDb db, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, me.Id, cancel) is not { } hand || hand.Sheet.Question(questionId) is not { } question || kinds[question.Kind] is not IHoldFiles holder) return TypedResults.NotFound();
        var rules = holder.FilesOf(question.Data);
        var isScript = http.Request.IsForPrograms || http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);
        // Before a byte of it is read: to an attempt that is over nothing can be added, nor to one that has sent enough.
        if (Closed(hand, clock) is { } closed) return Answer(closed);
        var before = await db.AttemptFiles.Where(f => f.AttemptId == id && f.QuestionId == questionId).Select(f => f.Length).ToListAsync(cancel);
        if (before.Count >= MostOfAttempt || before.Sum() > ManyTimes * rules.Most * rules.MostBytes) return Answer(Enough);
        var read = await StreamedForm.Read(http, new FormRules(ContentKind.Other, rules.MostBytes) { Files = rules.Most, Judge = rules.Judge, FieldsMost = 2000, ChecksForgery = !http.Request.IsForPrograms }, cancel);
        if (read.Refusal is { } unfit) return Answer(unfit);
        var form = new FormCollection(read.Value.Fields.ToDictionary());

        List<AttemptFile> sent = [];
        var refusal = await db.Retried(async () =>
        {
            sent.Clear();
            if (await desk.TakeUp(id, me.Id, cancel) is not { } now) return new Refusal("attempt-unknown", "This attempt is not there any more.");
            if (Closed(now, clock) is { } over) return over;
            if (await db.AttemptFiles.CountAsync(f => f.AttemptId == id, cancel) + read.Value.Files.Count > MostOfAttempt)
                return Enough;
            sent.AddRange(read.Value.Files.Select(file => new AttemptFile
            {
                AttemptId = id, QuestionId = questionId, FileHash = file.Stored.Hash, Name = file.FileName.Length > 0 ? PlainText.Line(file.FileName) : "file", MediaType = file.MediaType, Length = file.Stored.Length, AddedAt = clock.GetUtcNow(),
            }));
            var answers = AnswerForm.Read(form, now.Sheet, kinds);
            var said = answers.FirstOrDefault(a => a.QuestionId == questionId) ?? new Answer(questionId, now.Sheet.Response(questionId), now.Sheet.IsFlagged(questionId));
            var files = said.Response is null ? [] : holder.Named(said.Response);
            if (files.Count + sent.Count > rules.Most) return new Refusal("too-many-files", "An answer has at most {0} files. Take one out first.", "file", rules.Most);
            db.AddRange(sent);
            var named = said with { Response = holder.Naming(question.Data, [.. files, .. sent.Select(f => f.ForAnswer())]) };
            if (await desk.Save(now, [.. answers.Where(a => a.QuestionId != questionId), named], cancel, sent) is { } late) return late;
            await db.SaveChangesAsync(cancel);
            return null;
        });
        return refusal is not null ? Answer(refusal)
            : isScript ? TypedResults.Ok(new Sent([.. sent.Select(f => new SentNow(f.ForAnswer(), Address(id, questionId, f.Id)))]))
            : Page.SeeOther(Addresses.Of(hand, questionId), sent.Count == 0 ? texts["Choose a file first."] : texts["Sent and saved."]);

        IResult Answer(Refusal no) => isScript ? no.ToProblem(texts) : Page.SeeOther(Addresses.Of(hand, questionId), no, texts);
    }

    internal static string Address(Id<Attempt> attempt, Id<Question> question, Id<AttemptFile> file) => $"{new QuestionOfAttempt(attempt, question).Files}/{file}";

    private static Refusal? Closed(AttemptInHand hand, TimeProvider clock) =>
        hand.Rests ?? (hand.Attempt.IsFinished || hand.Attempt.IsOverdue(clock.GetUtcNow()) ? new Refusal("attempt-over", "The time is over. What had been saved by then counts.") : null);

    internal sealed record Sent(IReadOnlyList<SentNow> Files);

    /// <param name="File">As the answer names it.</param>
    /// <param name="Address">Where it is shown.</param>
    internal sealed record SentNow(SentFile File, string Address);
}
