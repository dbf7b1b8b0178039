namespace Lectern.Quizzes;

/// <summary>A question of a quiz's draft. What is particular to its kind is in <see cref="Data"/>, read by the kind alone.</summary>
public sealed class Question : Entity<Question>
{
    public const int LongestPrompt = 20_000;
    public const int LongestFeedback = 5_000;
    public const decimal MostPoints = 1000;

    private Question() { }

    internal Question(Id<Quiz> quizId, string kind, string data, int position) => (QuizId, Kind, Data, Position) = (quizId, kind, data, position);

    public Id<Quiz> QuizId { get; private set; }
    /// <summary>The name of its <see cref="QuestionTypes.IQuestionKind"/>.</summary>
    public string Kind { get; private set; } = "";
    /// <summary>Sanitised HTML.</summary>
    public string Prompt { get; private set; } = "";
    /// <summary>More than 0, at most 1,000, in hundredths.</summary>
    public decimal Points { get; private set; } = 1;
    /// <summary>JSON; each kind has its own shape.</summary>
    public string Data { get; private set; } = "{}";
    /// <summary>Sanitised HTML, shown with the result.</summary>
    public string Feedback { get; private set; } = "";
    public int Position { get; private set; }
    /// <summary>Taken out of the draft, but not beyond undoing.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }
    public int Revision { get; private set; }
    /// <summary>The editor window that wrote last: it may go on without knowing the newest revision.</summary>
    public string EditedIn { get; private set; } = "";

    /// <summary>Replaces the question; refused when somebody else has changed it since this editor window was opened.</summary>
    /// <param name="prompt">Sanitised HTML.</param>
    /// <param name="points">More than 0, in hundredths.</param>
    /// <param name="data">As the question's kind read it.</param>
    /// <param name="feedback">Sanitised HTML.</param>
    /// <param name="revision">What the window was opened with; null for whoever replaces it knowingly.</param>
    /// <param name="window">Its key, the same for all saves of one window.</param>
    public Refusal? Write(string prompt, decimal points, string data, string feedback, int? revision = null, string window = "")
    {
        if (revision is { } opened && opened != Revision && window != EditedIn) return new("changed-meanwhile", "Somebody else has changed this question since you opened it. Copy what you wrote, reload the page and add it again.");
        if (prompt.Length > LongestPrompt) return new("prompt-too-long", "A question has at most {0} characters.", nameof(Prompt), LongestPrompt);
        if (points is <= 0 or > MostPoints || points != decimal.Round(points, 2)) return new("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Points));
        if (feedback.Length > LongestFeedback) return new("feedback-too-long", "Feedback has at most {0} characters.", nameof(Feedback), LongestFeedback);
        if ((Prompt, Points, Data, Feedback) == (prompt, points, data, feedback)) return null;
        (Prompt, Points, Data, Feedback, EditedIn) = (prompt, points, data, feedback, window.Length > 40 ? window[..40] : window);
        Revision++;
        return null;
    }

    internal void MoveTo(int position) => Position = position;
    internal void Remove(DateTimeOffset at) => RemovedAt = at;
    internal void BringBack() => RemovedAt = null;

    internal QuizQuestion ToDocument() => new(Id, Kind, Prompt, Points, Data, Feedback);
}

internal sealed class QuestionMap : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> question)
    {
        question.Property(q => q.Kind).HasMaxLength(40);
        question.Property(q => q.Points).HasPrecision(9, 2);
        question.Property(q => q.EditedIn).HasMaxLength(40);
        question.Property(q => q.Revision).IsConcurrencyToken();
    }
}
