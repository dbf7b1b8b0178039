using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>Whether a draft may meet learners.</summary>
internal static class Readiness
{
    /// <summary>The first thing that is missing, with the quiz's title; null when nothing is.</summary>
    public static Refusal? Of(QuizDocument quiz, string title, QuestionKinds kinds)
    {
        if (quiz.QuestionCount == 0) return new("quiz-empty", "“{0}” has no questions yet. Add one.", null, title);
        for (var i = 0; i < quiz.Questions.Count; i++)
            if (Missing(quiz.Questions[i], kinds) is { } missing)
                return new("question-unfinished", SentenceOf(missing), null, title, i + 1);
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
