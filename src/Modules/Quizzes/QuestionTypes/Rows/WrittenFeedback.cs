namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>Feedback on one choice or one answer: sanitised HTML, "" for none.</summary>
internal static class WrittenFeedback
{
    public static Outcome<string> Read(string? html, string field)
    {
        var feedback = RichText.Read(html, QuestionText.Rules);
        if (feedback.Refusal is not null || feedback.Value.Length > Question.LongestFeedback) return new Refusal("feedback-too-long", "Feedback has at most {0} characters.", field, Question.LongestFeedback);
        return RichText.IsEmpty(feedback.Value) ? "" : feedback.Value;
    }

    /// <summary>As a plain field of one line holds it: the words alone where there is no more to it.</summary>
    public static string? Field(string? html)
    {
        if (string.IsNullOrEmpty(html)) return null;
        var words = RichText.PlainText(html);
        return RichText.Read(words) is { Refusal: null, Value: var again } && again == html ? words : html;
    }
}
