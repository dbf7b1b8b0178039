using Lectern.Quizzes.Authoring;

namespace Lectern.Quizzes.Banks;

/// <summary>An author does one thing with several questions of a bank: "do" is add, move, tag, archive or restore.</summary>
internal static class ChangeSelected
{
    internal static async Task<IResult> Handle(Id<QuestionBank> bankId, Visitor visitor, PostedForm form, LecternDb db, BankDesk desk, EditorDesk editor, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        List<Id<Question>> ids = [.. form.All("ids").Select(id => Id<Question>.TryParse(id, null, out var one) ? one : (Id<Question>?)null).OfType<Id<Question>>().Distinct().Take(ShowBank.PageSize)];
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(bankId, visitor, cancel) is not { } hand) return TypedResults.NotFound();
            var back = hand.Address + Back(form["back"]);
            var questions = await db.Questions.Where(q => q.BankId == bankId && ids.Contains(q.Id)).OrderBy(q => q.Id).ToListAsync(cancel);
            if (form["do"].Length == 0) return Page.SeeOther(back);
            if (questions.Count == 0) return Page.SeeOther(back, texts["Select the questions first"]);
            if (form["do"] == "add") return await Add(form["quiz"], hand, questions, visitor, editor, texts, back, cancel);
            if (!hand.MayEdit) return TypedResults.NotFound();
            var now = clock.GetUtcNow();
            var category = form.Value<Id<QuestionCategory>>("category");
            foreach (var question in questions)
            {
                Refusal? refusal = null;
                if (form["do"] == "move") refusal = question.MoveTo(category, hand.Tree);
                else if (form["do"] == "tag") refusal = question.Describe(question.Name, question.Difficulty, question.Tags.Concat(WrittenPlace.Split(form["tags"])));
                else if (form["do"] == "archive") question.Archive(now);
                else if (form["do"] == "restore") question.Archive(null);
                if (refusal is not null) return Page.SeeOther(back, refusal, texts);
            }

            await desk.Save(hand, [.. questions.Select(q => q.Id)], cancel);   // what a draw finds may have changed
            return Page.SeeOther(back, texts.Count("{0} questions changed", questions.Count));
        });
    }

    private static async Task<IResult> Add(string? quiz, BankInHand hand, List<Question> questions, Visitor visitor, EditorDesk editor, Texts texts, string back, CancellationToken cancel)
    {
        if (!Id<Courses.Activity>.TryParse(quiz, null, out var activityId) || await editor.TakeUp(activityId, visitor, cancel) is not { } quizInHand || !await editor.MayUse(quizInHand, hand.Bank, cancel)) return TypedResults.NotFound();
        var added = 0;
        foreach (var question in questions.Where(q => q.ArchivedAt is null && quizInHand.Quiz.SlotOf(q.Id) is null))
        {
            if (quizInHand.Quiz.Add(question).Refusal is { } refusal) return Page.SeeOther(back, refusal, texts);
            added++;
        }

        await editor.Save(quizInHand, cancel);
        return added == 0 ? Page.SeeOther(back, texts["The quiz has them already"]) : Page.SeeOther(QuizActivity.Editor(activityId), texts.Count("{0} questions added", added));
    }

    /// <summary>Only what the list itself may have asked for.</summary>
    private static string Back(string? query) => query is { Length: > 1 and < 1000 } && query[0] == '?' ? query : "";
}
