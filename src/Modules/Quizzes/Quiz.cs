using Lectern.Courses;

namespace Lectern.Quizzes;

/// <summary>The draft of a quiz: one per activity, edited for ever. Learners meet sealed copies of it (<see cref="QuizContent"/>).</summary>
public sealed class Quiz : Entity<Quiz>
{
    public const int MostQuestions = 200;
    private readonly List<Question> _questions = [];

    private Quiz() { }

    public Quiz(Id<Activity> activityId) => ActivityId = activityId;

    public Id<Activity> ActivityId { get; private set; }
    public QuizSettings Settings { get; private set; } = new();
    /// <summary>The copy that was sealed last; an unchanged draft is sealed under it again.</summary>
    public Id<QuizContent>? SealedId { get; private set; }
    /// <summary>Raised by every change; two people who edit can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }

    /// <summary>With those that were removed and may come back; see <see cref="InOrder"/>.</summary>
    public IReadOnlyList<Question> Questions => _questions;
    public IEnumerable<Question> InOrder => _questions.Where(q => q.RemovedAt is null).OrderBy(q => q.Position).ThenBy(q => q.Id.Value);

    public Refusal? Change(QuizSettings settings)
    {
        if (settings.Check() is { } refusal) return refusal;
        Settings = settings with { };
        Revision++;
        return null;
    }

    public Outcome<Question> Add(string kind, string data)
    {
        if (InOrder.Count() >= MostQuestions) return new Refusal("too-many-questions", "A quiz has at most {0} questions.", null, MostQuestions);
        var question = new Question(Id, kind, data, _questions.Count == 0 ? 0 : _questions.Max(q => q.Position) + 1);
        _questions.Add(question);
        Revision++;
        return question;
    }

    public void Remove(Question question, DateTimeOffset at)
    {
        question.Remove(at);
        Revision++;
    }

    public Refusal? BringBack(Question question)
    {
        if (InOrder.Count() >= MostQuestions) return new("too-many-questions", "A quiz has at most {0} questions.", null, MostQuestions);
        question.BringBack();
        Revision++;
        return null;
    }

    /// <summary>Puts a question at a place counted from 0; past the ends it stops there.</summary>
    public void Move(Question question, int place)
    {
        var order = InOrder.Where(q => q != question).ToList();
        order.Insert(Math.Clamp(place, 0, order.Count), question);
        for (var position = 0; position < order.Count; position++) order[position].MoveTo(position);
        Revision++;
    }

    internal void Touch() => Revision++;

    internal void Sealed(QuizContent content) => SealedId = content.Id;

    /// <summary>The draft in the shape of a sealed copy.</summary>
    public QuizDocument Document() => QuizDocument.Of(Settings, InOrder.Select(q => q.ToDocument()));
}

internal sealed class QuizMap : IEntityTypeConfiguration<Quiz>
{
    public void Configure(EntityTypeBuilder<Quiz> quiz)
    {
        quiz.ComplexProperty(q => q.Settings, settings =>
        {
            settings.Property(s => s.Review).HasMaxLength(40);
            settings.Ignore(s => s.TimeLimit);
            settings.Ignore(s => s.HasPassMark);
        });
        quiz.Property(q => q.Revision).IsConcurrencyToken();
        quiz.HasIndex(q => q.ActivityId).IsUnique();
        quiz.HasOne<Activity>().WithMany().HasForeignKey(q => q.ActivityId).OnDelete(DeleteBehavior.Cascade);   // only the draft goes with the draft's activity
        quiz.HasOne<QuizContent>().WithMany().HasForeignKey(q => q.SealedId).OnDelete(DeleteBehavior.Restrict);
        quiz.HasMany(q => q.Questions).WithOne().HasForeignKey(q => q.QuizId).OnDelete(DeleteBehavior.Cascade);
        quiz.Navigation(q => q.Questions).UsePropertyAccessMode(PropertyAccessMode.Field);
        quiz.Ignore(q => q.InOrder);
    }
}
