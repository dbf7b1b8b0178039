using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>Whether a draft may meet learners.</summary>
internal static class Readiness
{
    /// <summary>The first thing that is missing, with the quiz's title; null when nothing is.</summary>
    public static Refusal? Of(QuizDocument quiz, string title, QuestionKinds kinds)
    {
        if (quiz.QuestionCount == 0) return new("quiz-empty", "“{0}” has no questions yet. Add one.", null, title);
        if (Drawable(quiz) is { } tooFew) return tooFew with { Arguments = [title, .. tooFew.Arguments] };
        for (var i = 0; i < quiz.Questions.Count; i++)
            if (Missing(quiz.Questions[i], kinds) is { } missing)
                return new("question-unfinished", SentenceOf(missing), null, title, i + 1);
        return null;
    }

    /// <summary>
    /// Whether every draw finds as many questions as it takes, whatever the other places of the quiz take first: no attempt may meet
    /// a question twice, nor fewer than it should. The refusal's arguments say how many there are to draw from, and how many are drawn.
    /// </summary>
    private static Refusal? Drawable(QuizDocument quiz)
    {
        // Places that take all they have come first, as on the paper.
        var slots = quiz.Sections.SelectMany(section => section.Slots).OrderBy(slot => slot.Draw >= slot.Pool.Count ? 0 : 1).Select(slot => (slot.Draw, Pool: slot.Pool.Select(question => question.Id).ToHashSet())).ToList();
        for (var i = 0; i < slots.Count; i++)
        {
            var (draw, pool) = slots[i];
            var left = pool.Count - slots[..i].Sum(earlier => Math.Min(earlier.Draw, earlier.Pool.Count(pool.Contains)));
            if (left < draw) return new("draw-too-few", "“{0}”: too few questions for a random draw. Wanted: {2}. Left to draw from: {1}.", null, Math.Max(left, 0), draw);
        }

        return null;
    }

    /// <summary>What a question still lacks; the field is the one to mend.</summary>
    public static Refusal? Missing(QuizQuestion question, QuestionKinds kinds) =>
        RichText.IsEmpty(question.Prompt) ? new("prompt-missing", "Write the question.", nameof(Question.Prompt)) : kinds[question.Kind].Missing(question.Data);

    // Whole sentences, because a language can't be put together from halves.
    private static string SentenceOf(Refusal missing) => missing.Code == "prompt-missing"
        ? "“{0}”, question {1}: the question itself is not written yet."
        : "“{0}”, question {1}: it has no right answer yet, or too few answers to choose from.";
}
