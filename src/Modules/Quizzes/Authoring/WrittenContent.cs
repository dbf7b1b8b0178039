using System.Globalization;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>What an author or a program wrote, made harmless.</summary>
internal static class WrittenContent
{
    public static Outcome<QuestionContent> Read(string? prompt, decimal points, Outcome<string> data, string? feedback, IEnumerable<string?> hints, decimal penalty)
    {
        var asked = WrittenText.Read(prompt);
        if (asked.Refusal is { } longPrompt) return longPrompt with { Field = nameof(QuestionContent.Prompt) };
        var said = WrittenText.Read(feedback);
        if (said.Refusal is { } longFeedback) return longFeedback with { Field = nameof(QuestionContent.Feedback) };
        List<string> kept = [];
        foreach (var hint in hints.Take(QuestionContent.MostHints + 1).Select(WrittenText.Read))
        {
            if (hint.Refusal is { } longHint) return longHint with { Field = nameof(QuestionContent.Hints) };
            if (!RichText.IsEmpty(hint.Value)) kept.Add(hint.Value);
        }

        return data.Refusal is { } unfit ? unfit : new QuestionContent(asked.Value, points, data.Value, said.Value, QuestionContent.Write(kept), penalty);
    }

    /// <summary>From the page that edits a question.</summary>
    public static Outcome<QuestionContent> Read(IFormCollection form, IQuestionKind kind)
    {
        if (!Number(form["Points"], out var points)) return new Refusal("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(QuestionContent.Points));
        var penalty = QuestionContent.UsualPenalty * 100;
        if (form.ContainsKey("Penalty") && !Number(form["Penalty"], out penalty)) return new Refusal("penalty-out-of-range", "Enter a penalty from 0 to 100 percent, with at most two decimals.", nameof(QuestionContent.Penalty));
        return Read(form["Prompt"], points, kind.ReadData(form), form["Feedback"], form["Hint"], penalty / 100);
    }

    // Number fields send a point in every language; an Arabic or French keyboard may write a comma.
    public static bool Number(string? text, out decimal number) =>
        decimal.TryParse((text ?? "").Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);

    /// <summary>What learners can't do without, each beside its field.</summary>
    public static List<Refusal> Missing(Question question, QuestionKinds kinds)
    {
        List<Refusal> missing = [];
        if (RichText.IsEmpty(question.Prompt)) missing.Add(new("prompt-missing", "Write the question.", nameof(Question.Prompt)));
        if (kinds[question.Kind].Missing(question.Data) is { } answer) missing.Add(answer);
        return missing;
    }

    /// <summary>Writes the form into a question, unless it or the moment is wrong.</summary>
    public static Refusal? Keep(this Question question, IFormCollection form, QuestionKinds kinds, CategoryTree tree, Id<People.Person> by, DateTimeOffset at)
    {
        var content = Read(form, kinds[question.Kind]);
        if (content.Refusal is { } refusal) return refusal;
        int? opened = int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
        var window = form["window"].ToString();
        var before = question.Revision;
        if ((question.Write(content.Value, by, at, opened, window) ?? WrittenPlace.Keep(question, form, tree)) is { } unfit) return unfit;
        if (question.Revision != before) question.ChangedIn(window);
        return null;
    }
}
