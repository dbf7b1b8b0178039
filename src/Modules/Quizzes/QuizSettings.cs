using System.Text.Json.Serialization;
using Lectern.Grading;
using Lectern.Quizzes.Behaviours;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>What is shown of a finished attempt, in the words of the field (review options); of one whose marks were told (<see cref="ReleaseGate"/>).</summary>
/// <param name="Attempt">The questions and what was answered.</param>
/// <param name="Marks">The points of each.</param>
public sealed record ReviewOptions(bool Attempt, bool Correctness, bool Marks, bool Feedback, bool RightAnswer)
{
    public static ReviewOptions Nothing { get; } = new(false, false, false, false, false);
    /// <summary>For those who follow learners.</summary>
    public static ReviewOptions Everything { get; } = new(true, true, true, true, true);

    /// <summary>The right answers come when the quiz is passed or there are no attempts left.</summary>
    public bool RightAnswerWaits { get; init; }
}

/// <summary>What becomes of an attempt whose time is over and that nobody handed in (overdue handling, in the words of the field).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Overdue>))]
public enum Overdue
{
    /// <summary>What was saved is handed in by itself.</summary>
    Submit,
    /// <summary>For a while it can still be handed in, but nothing more be answered; afterwards it doesn't count.</summary>
    Grace,
    /// <summary>Whoever hasn't handed in by then has not handed in.</summary>
    Abandon,
}

/// <summary>How a learner goes through the pages of an attempt.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Navigation>))]
public enum Navigation
{
    /// <summary>Back and forth as they like.</summary>
    Free,
    /// <summary>Forward only: what is behind them is neither seen nor changed any more.</summary>
    Sequential,
}

[JsonConverter(typeof(JsonStringEnumConverter<PageSize>))]
public enum PageSize { One, Five, All }

/// <summary>The rules of a quiz, chosen by its author.</summary>
public sealed record QuizSettings
{
    public const int LongestPassword = 100, LongestHonour = 1000, UsualGraceMinutes = 10;

    /// <summary>The share of points that passes, 1 to 100; 0 when handing in is enough.</summary>
    public int PassingPercent { get; init; } = 70;
    /// <summary>1 to 100; null for any number.</summary>
    public int? AttemptsAllowed { get; init; }
    /// <summary>1 to 1,440; null for no limit.</summary>
    public int? TimeLimitMinutes { get; init; }
    public bool ShuffleQuestions { get; init; }
    public bool ShuffleChoices { get; init; } = true;
    /// <summary>How many questions stand on a page; a section begins one of its own.</summary>
    public PageSize PageSize { get; init; } = PageSize.Five;
    public ReviewMatrix Review { get; init; } = ReviewMatrix.Answers;
    /// <summary>Right answers wait until the quiz is passed or the last attempt is over: until then they would be the answers to the next attempt.</summary>
    public bool RightAnswersWait { get; init; } = true;
    /// <summary>How it answers while it is taken: a name of <see cref="QuizBehaviours"/>.</summary>
    public string Behaviour { get; init; } = DeferredFeedback.Key;
    public Navigation Navigation { get; init; }
    /// <summary>No attempt begins before; null for no such time.</summary>
    public DateTimeOffset? OpensAt { get; init; }
    /// <summary>No attempt begins afterwards, and each one ends then at the latest; null for no such time.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
    public Overdue Overdue { get; init; }
    /// <summary>How long an attempt can be handed in after its time, 1 to 1,440; only for <see cref="Quizzes.Overdue.Grace"/>.</summary>
    public int? GraceMinutes { get; init; }
    /// <summary>What lies between the end of an attempt and the beginning of the next, 1 to 43,200; null for nothing.</summary>
    public int? DelayMinutes { get; init; }
    /// <summary>Which attempt makes the mark.</summary>
    public GradingPolicy Counts { get; init; }
    /// <summary>What is asked for at the start; a word that is told to a class and no secret of a person, so it is kept as it is. Null for none.</summary>
    public string? Password { get; init; }
    /// <summary>Where it may be taken (<see cref="NetworkRanges"/>); null for anywhere.</summary>
    public string? Networks { get; init; }
    /// <summary>What learners accept before they begin, one line; null for nothing.</summary>
    public string? Honour { get; init; }

    /// <summary>An attempt goes on on one device at a time; the learner decides on which.</summary>
    public bool OneDevice { get; init; }
    /// <summary>Config Keys of Safe Exam Browser, one a line (<see cref="SafeExamBrowser"/>); null for any browser.</summary>
    public string? ExamBrowserKeys { get; init; }

    /// <summary>How quizzes that were sealed, and programs that were written, before there were other sizes say it.</summary>
    [JsonInclude] private bool InPages { init => PageSize = value ? PageSize.Five : PageSize.All; }

    [JsonIgnore] public TimeSpan? TimeLimit => TimeLimitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
    [JsonIgnore] public TimeSpan Grace => Overdue == Overdue.Grace ? TimeSpan.FromMinutes(GraceMinutes ?? UsualGraceMinutes) : TimeSpan.Zero;
    [JsonIgnore] public TimeSpan Delay => TimeSpan.FromMinutes(DelayMinutes ?? 0);
    [JsonIgnore] public bool HasPassMark => PassingPercent > 0;

    internal Refusal? Check()
    {
        if (PassingPercent is < 0 or > 100) return new("pass-mark-out-of-range", "Enter a pass mark from 0 to 100 percent.", nameof(PassingPercent));
        if (AttemptsAllowed is < 1 or > 100) return new("attempts-out-of-range", "Enter a number of attempts from 1 to 100, or leave it empty for any number.", nameof(AttemptsAllowed));
        if (TimeLimitMinutes is < 1 or > 1440) return new("time-limit-out-of-range", "Enter a number of minutes from 1 to 1,440, or leave it empty for no limit.", nameof(TimeLimitMinutes));
        if (OpensAt >= ClosesAt) return new("closes-before-it-opens", "It would close before it opens. Choose a later time.", nameof(ClosesAt));
        if (!Enum.IsDefined(Overdue)) return new("overdue-unknown", "Choose what happens when the time is over.", nameof(Overdue));
        if (GraceMinutes is < 1 or > 1440) return new("grace-out-of-range", "Enter a number of minutes from 1 to 1,440.", nameof(GraceMinutes));
        if (DelayMinutes is < 1 or > 43200) return new("delay-out-of-range", "Enter a number of minutes from 1 to 43,200, or leave it empty for no wait.", nameof(DelayMinutes));
        if (!Enum.IsDefined(Counts)) return new("policy-unknown", "Choose which attempt counts.", nameof(Counts));
        if (QuizBehaviours.Find(Behaviour) is null) return new("behaviour-unknown", "Choose when questions are marked.", nameof(Behaviour));
        if (!Enum.IsDefined(Navigation)) return new("navigation-unknown", "Choose how learners go through the pages.", nameof(Navigation));
        if (!Enum.IsDefined(PageSize)) return new("page-size-unknown", "Choose how many questions stand on a page.", nameof(PageSize));
        if (Password is { } password && (password.Length is 0 or > LongestPassword || password != PlainText.Line(password))) return new("password-unfit", "A password of a quiz is one line of at most {0} characters.", nameof(Password), LongestPassword);
        if (Networks is { } networks && NetworkRanges.Read(networks).Refusal is { } unfit) return unfit;
        if (ExamBrowserKeys is { } keys && SafeExamBrowser.Read(keys).Refusal is { } unknown) return unknown;
        if (Honour is { } honour && (honour.Length is 0 or > LongestHonour || honour != PlainText.Line(honour))) return new("honour-unfit", "The statement is one paragraph of at most {0} characters.", nameof(Honour), LongestHonour);
        if (Review is null) return new("review-unknown", "Choose what learners see.", nameof(Review));
        return null;
    }
}
