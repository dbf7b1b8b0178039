using Lectern.Quizzes.Authoring;

namespace Lectern.Quizzes.QuestionTypes.Gaps;

internal static class WrittenGapText
{
    /// <summary>Sanitises a text with gaps.</summary>
    public static Outcome<string> Read(string? written)
    {
        var text = WrittenText.Read(written);
        return text.Refusal is not null || text.Value.Length > Question.LongestPrompt ? new Refusal("gap-text-too-long", "The text has at most {0} characters.", "gap-text", Question.LongestPrompt) : text;
    }

    /// <summary>What a text with gaps lacks, whichever kind its gaps are.</summary>
    /// <param name="answered">Whether a gap has an answer.</param>
    /// <param name="once">Each gap stands in one place only.</param>
    public static Refusal? Missing(string text, Func<int, bool> answered, bool once)
    {
        var numbers = GapMarkup.Numbers(text);
        return numbers.Count == 0 ? new("gaps-missing", "Write the text with at least one gap in double square brackets: {0}.", "gap-text", "[[…]]")
            : numbers.Count > GapMarkup.Most ? new("too-many-gaps", "There are at most {0} gaps.", "gap-text", GapMarkup.Most)
            : numbers.FirstOrDefault(number => !answered(number)) is > 0 and var empty ? new("gap-unanswered", "{0} stands in the text, but has no right answer below.", "gaps", $"[[{empty}]]")
            : once && numbers.GroupBy(number => number).FirstOrDefault(same => same.Count() > 1) is { } twice ? new("gap-twice", "{0} stands in the text more than once.", "gap-text", $"[[{twice.Key}]]")
            : null;
    }
}
