using System.Globalization;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Taking;

/// <summary>Keeps what a learner has answered: while they write, and when they turn the page.</summary>
internal static class SaveAnswers
{
    /// <summary>What the buttons that check a question say, before its number.</summary>
    internal const string Try = "try-";

    /// <summary>For the script that saves in the background. When it says saved, it is.</summary>
    internal static async Task<IResult> Autosave(Id<Attempt> id, Me me, HttpRequest request, LecternDb db, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var save = SaveNumber.Of(form);
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(id, me.Id, cancel, save) is not { } hand) return TypedResults.NotFound();
            var isNews = false;
            if (!hand.HasHeard(save))
            {
                if (hand.Rests is { } rests) return rests.ToProblem(texts, StatusCodes.Status423Locked);   // a browser keeps it, and brings it when it counts again
                var answers = AnswerForm.Read(form, hand.Sheet, kinds);
                isNews = !answers.All(hand.Sheet.IsAlready);
                if (await desk.Save(hand, answers, cancel) is { } refusal) return refusal.ToProblem(texts);
                desk.Hear(hand, save);
                await db.SaveChangesAsync(cancel);
            }

            return TypedResults.Ok(new Saved(QuizWords.Second(me.Visitor, hand.Attempt.SavedAt), hand.Sheet.Answered, QuizWords.SecondsLeft(hand.Attempt, clock.GetUtcNow()), isNews, Drawn(form, hand, kinds)));
        });
    }

    /// <summary>
    /// The form's own buttons: saves and goes where "go" says: "next", "back", "save", "leave", "check", "submit", the number of a question, or "try-" and the number of one that is to be checked.
    /// </summary>
    internal static async Task<IResult> Turn(Id<Attempt> id, int? page, Me me, HttpRequest request, LecternDb db, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var go = form["go"].ToString();
        var save = SaveNumber.Of(form);
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(id, me.Id, cancel, save) is not { } hand) return TypedResults.NotFound();
            if (hand.Attempt.IsFinished) return Page.SeeOther(Addresses.Result(id), texts["This attempt was already submitted. What had been saved by then counts."]);
            // The script reads from the address that what it kept is still the only copy.
            if (hand.Rests is { } rests) return Page.SeeOther(QuizActivity.Address(hand.Attempt.ActivityId) + "?unsaved=1", rests, texts);
            if (hand.Attempt.IsOverdue(clock.GetUtcNow()))
            {
                await desk.CloseIfOver(hand, cancel);
                return hand.Attempt.IsFinished ? Page.SeeOther(Addresses.Result(id), texts["The time was over. What had been saved was submitted."])
                    : Page.SeeOther(Addresses.Check(id), texts["The time to answer is over. What had been saved by then can still be handed in."]);
            }

            if (!hand.HasHeard(save) && await desk.Save(hand, AnswerForm.Read(form, hand.Sheet, kinds), cancel) is { } refusal)
                return Page.SeeOther((refusal.Code is "page-behind" or ExamRoom.GoesOnElsewhere ? Addresses.Of(id) : QuizActivity.Address(hand.Attempt.ActivityId)) + "?unsaved=1", refusal, texts);
            desk.Hear(hand, save);
            if (go == "next" && hand.Settings.Navigation == Navigation.Sequential && (page ?? 1) == hand.Attempt.ReachedPage) hand.Attempt.Reach(Math.Min(hand.Attempt.ReachedPage + 1, new QuizPages(hand.Sheet.Paper).Count));
            if (go.StartsWith(Try, StringComparison.Ordinal)) return await Checked(hand, go[Try.Length..], db, desk, texts, cancel);
            if (go == "submit") await desk.HandIn(hand, cancel);
            await db.SaveChangesAsync(cancel);
            return go == "submit" ? Page.SeeOther(Addresses.Result(id))
                : go == "leave" ? Page.SeeOther(QuizActivity.Address(hand.Attempt.ActivityId), texts["Your answers are saved. Go on whenever you like."])
                : Page.SeeOther(Target(hand, go, page ?? 1));
        });
    }

    // What the page said is saved, whatever becomes of the check.
    private static async Task<IResult> Checked(AttemptInHand hand, string number, LecternDb db, AttemptDesk desk, Texts texts, CancellationToken cancel)
    {
        if (new QuizPages(hand.Sheet.Paper).All.FirstOrDefault(q => q.Number.ToString(CultureInfo.InvariantCulture) == number) is not { } placed) return TypedResults.NotFound();
        var refusal = await desk.Check(hand, placed.Question.Id, cancel);
        await db.SaveChangesAsync(cancel);
        var question = $"{Addresses.Of(hand.Attempt.Id, placed.Page)}#question-{placed.Number}";
        return refusal is null ? Page.SeeOther(question) : Page.SeeOther(question, refusal, texts);
    }

    private static string Target(AttemptInHand hand, string go, int page)
    {
        var pages = new QuizPages(hand.Sheet.Paper);
        if (int.TryParse(go, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && pages.All.FirstOrDefault(q => q.Number == number) is { } question)
            return $"{Addresses.Of(hand.Attempt.Id, question.Page)}#question-{number}";
        return go switch
        {
            "check" => Addresses.Check(hand.Attempt.Id),
            "next" => page < pages.Count ? Addresses.Of(hand.Attempt.Id, page + 1) : Addresses.Check(hand.Attempt.Id),
            "back" => Addresses.Of(hand.Attempt.Id, Math.Max(1, page - 1)),
            _ => Addresses.Of(hand.Attempt.Id, Math.Clamp(page, 1, pages.Count)),
        };
    }

    private static Dictionary<string, string> Drawn(IFormCollection form, AttemptInHand hand, QuestionKinds kinds) =>
        AnswerForm.Said(form, hand.Sheet.Paper, kinds).SelectMany(said => new[]
        {
            KeyValuePair.Create(AnswerForm.Drawn(said.QuestionId), said.Response ?? ""),
            KeyValuePair.Create(AnswerForm.DrawnFlag(said.QuestionId), AnswerForm.Word(said.IsFlagged)),
            KeyValuePair.Create(AnswerForm.DrawnSure(said.QuestionId), AnswerForm.Word(said.Certainty)),
        }).ToDictionary();

    /// <param name="Time">When it was saved, by the server's clock, as this person reads it.</param>
    /// <param name="SecondsLeft">Until the time is over; null without a limit.</param>
    /// <param name="IsNews">Something of it was not here before.</param>
    /// <param name="Drawn">The fields of that name as they are from now on: what this page shows was heard.</param>
    internal sealed record Saved(string Time, int Answered, int? SecondsLeft, bool IsNews, IReadOnlyDictionary<string, string> Drawn);
}
