using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Api;

/// <summary>A program reads and writes the draft of a quiz; the same entity and the same rules as for the pages.</summary>
internal static class DraftForPrograms
{
    internal static async Task<IResult> Read(Id<Activity> activityId, Me me, EditorDesk desk, CancellationToken cancel) =>
        await desk.TakeUp(activityId, me.Visitor, cancel) is { } hand ? TypedResults.Ok(ShownDraft.Of(hand.Quiz)) : TypedResults.NotFound();

    /// <summary>The draft becomes what was sent, in its order. Questions named by id are changed, others added, those not named removed.</summary>
    internal static async Task<IResult> Replace(Id<Activity> activityId, SentDraft sent, Me me, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        if (sent.Settings is null || sent.Questions is null || sent.Questions.Any(q => q is null)) return new Refusal("draft-incomplete", "Send the settings and the questions.", nameof(sent.Questions)).ToProblem(texts);
        if (hand.Quiz.Change(sent.Settings) is { } unfit) return unfit.ToProblem(texts);
        var now = clock.GetUtcNow();
        var named = sent.Questions.Select(q => q.Id).OfType<Id<Question>>().ToHashSet();
        foreach (var question in hand.Quiz.InOrder.Where(q => !named.Contains(q.Id)).ToList()) hand.Quiz.Remove(question, now);
        for (var place = 0; place < sent.Questions.Count; place++)
        {
            var question = Write(hand.Quiz, sent.Questions[place], kinds);
            if (question.Refusal is { } refusal) return refusal.ToProblem(texts);
            hand.Quiz.Move(question.Value, place);
        }

        await desk.Save(hand, cancel);
        return TypedResults.Ok(ShownDraft.Of(hand.Quiz));
    });

    internal static async Task<IResult> Add(Id<Activity> activityId, SentQuestion sent, Me me, LecternDb db, EditorDesk desk, QuestionKinds kinds, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var question = Write(hand.Quiz, sent with { Id = null }, kinds);
        if (question.Refusal is { } refusal) return refusal.ToProblem(texts);
        await desk.Save(hand, cancel);
        return TypedResults.Created($"/api/v1/quizzes/{activityId}/draft", question.Value.ToDocument());
    });

    private static Outcome<Question> Write(Quiz quiz, SentQuestion sent, QuestionKinds kinds)
    {
        if (kinds.Find(sent.Kind) is not { } kind) return new Refusal("question-kind-unknown", "There is no such kind of question.", nameof(sent.Kind));
        var prompt = WrittenText.Read(sent.Prompt);
        if (prompt.Refusal is { } longPrompt) return longPrompt with { Field = nameof(sent.Prompt) };
        var feedback = WrittenText.Read(sent.Feedback);
        if (feedback.Refusal is { } longFeedback) return longFeedback with { Field = nameof(sent.Feedback) };
        var data = kind.ReadData(sent.Data);
        if (data.Refusal is { } unfit) return unfit;

        Question question;
        if (sent.Id is { } id)
        {
            if (quiz.InOrder.FirstOrDefault(q => q.Id == id && q.Kind == kind.Name) is not { } known) return new Refusal("question-unknown", "This quiz has no such question of this kind.", nameof(sent.Id));
            question = known;
        }
        else
        {
            var added = quiz.Add(kind.Name, data.Value);
            if (added.Refusal is not null) return added;
            question = added.Value;
        }

        return question.Write(prompt.Value, sent.Points, data.Value, feedback.Value) is { } refusal ? refusal : question;
    }
}
