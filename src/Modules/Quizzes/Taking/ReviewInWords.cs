using Lectern.Grading;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>A time in which a learner sees the same of an attempt that is handed in.</summary>
/// <param name="Moment">The first column of the matrix that holds in it.</param>
/// <param name="Cell">What is seen beside the score.</param>
/// <param name="RightAnswersWait">The right answers among it only once the quiz is passed, or no attempts are left.</param>
/// <param name="From">When it begins; null where nothing is handed in yet.</param>
internal sealed record ReviewPeriod(ReviewMoment Moment, Reviewed Cell, bool RightAnswersWait, DateTimeOffset? From)
{
    /// <summary>Whether something of this is not seen any more in another one.</summary>
    public bool LosesIn(ReviewPeriod later) => (Cell & ~later.Cell) != Reviewed.Nothing;

    /// <summary>All there are, in their order: as many as are different. By the same moments as the <see cref="ReleaseGate"/>.</summary>
    /// <param name="settings">Of the quiz that the attempt meets.</param>
    /// <param name="submittedAt">When it was handed in; null for not yet.</param>
    /// <param name="closesAt">When the quiz closes for its learner; null for never.</param>
    /// <param name="telling">When the result is told of an attempt that isn't handed in yet: what is over by then is none of them.</param>
    public static IReadOnlyList<ReviewPeriod> Of(QuizSettings settings, DateTimeOffset? submittedAt, DateTimeOffset? closesAt, Telling? telling = null)
    {
        var later = submittedAt + ReleaseGate.JustAfter;
        List<ReviewPeriod> periods = [];
        if (telling is not { IsLate: true }) Add(At(ReviewMoment.JustAfter, submittedAt));
        if (closesAt is null || !((later ?? telling?.NotBefore) >= closesAt)) Add(At(ReviewMoment.Later, later));
        if (closesAt is not null) Add(At(ReviewMoment.AfterClose, later > closesAt ? later : closesAt));
        return periods;

        void Add(ReviewPeriod next)
        {
            if (periods is not [.., var last] || (next.Cell, next.RightAnswersWait) != (last.Cell, last.RightAnswersWait)) periods.Add(next);
        }

        ReviewPeriod At(ReviewMoment moment, DateTimeOffset? from)
        {
            var cell = settings.Review[moment].HasFlag(Reviewed.Attempt) ? settings.Review[moment] : Reviewed.Nothing;
            return new(moment, cell, settings.RightAnswersWait && moment != ReviewMoment.AfterClose && cell.HasFlag(Reviewed.RightAnswers), from);
        }
    }
}

/// <summary>When the result of an attempt is told that begins now.</summary>
/// <param name="IsByHand">When somebody releases it.</param>
/// <param name="NotBefore">Not before this; null where nobody chose a date, or it is over.</param>
/// <param name="Marker">Who has to mark something of it after it was handed in; the server for nobody.</param>
public sealed record Telling(bool IsByHand, DateTimeOffset? NotBefore, MarkedBy Marker)
{
    /// <summary>Long after handing in, as far as can be said before. Programs take seconds.</summary>
    public bool IsLate => IsByHand || NotBefore is not null || Marker == MarkedBy.Person;

    /// <param name="rule">How its marks are released; null for at once.</param>
    internal static Telling Of(ReleaseRule? rule, QuizDocument quiz, QuestionKinds kinds, DateTimeOffset now)
    {
        var markers = quiz.Questions.Select(q => kinds[q.Kind].MarkedBy).ToHashSet();
        return new(rule?.Way == ReleaseWay.ByHand, rule is { Way: ReleaseWay.AtDate } && rule.At > now ? rule.At : null, markers.Contains(MarkedBy.Person) ? MarkedBy.Person : markers.Contains(MarkedBy.Job) ? MarkedBy.Job : MarkedBy.Server);
    }
}

/// <summary>What is seen of an attempt when, in words: before it, and beside what is seen now.</summary>
internal static class ReviewInWords
{
    extension(Texts texts)
    {
        /// <summary>"your score, what you answered and the feedback".</summary>
        public string Seen(ReviewPeriod period) => texts.And(
        [
            texts["your score"], .. ReviewMatrix.Aspects.Where(aspect => period.Cell.HasFlag(aspect)).Select(aspect => texts[aspect switch
            {
                Reviewed.Attempt => "what you answered",
                Reviewed.Correctness => "which answers were right",
                Reviewed.Marks => "the points of each question",
                Reviewed.Feedback => "the feedback",
                _ when period.RightAnswersWait => "the right answers, as soon as you have passed or have no attempts left",
                _ => "the right answers",
            }]),
        ]);

        /// <summary>What will be seen when, before an attempt is handed in: when there is something to see, and a sentence for each time.</summary>
        public IEnumerable<string> Announced(IReadOnlyList<ReviewPeriod> periods, Telling telling, Func<DateTimeOffset, string> when)
        {
            IEnumerable<string> seen = periods.Count == 1 ? [texts[telling.IsLate ? "Then you see {0}." : "Afterwards you see {0}.", texts.Seen(periods[0])]]
                : periods.Select((period, index) => texts.Announced(periods, index, telling.IsLate, when)).Select((sentence, index) => index > 0 && periods[index - 1].LosesIn(periods[index]) ? texts["{0} The rest isn't shown any more then.", sentence] : sentence);
            return texts.Told(telling, when) is { } told ? seen.Prepend(told) : seen;
        }

        private string Announced(IReadOnlyList<ReviewPeriod> periods, int index, bool isLate, Func<DateTimeOffset, string> when) => (index, periods[index].Moment) switch
        {
            (0, _) when isLate => texts["Then, until it closes, you see {0}.", texts.Seen(periods[0])],
            (0, _) when periods[1].Moment == ReviewMoment.Later => texts.Count("In the first {0} minutes after handing in you see {1}.", (int)ReleaseGate.JustAfter.TotalMinutes, texts.Seen(periods[0])),
            (0, _) => texts["Until it closes you see {0}.", texts.Seen(periods[0])],
            (_, ReviewMoment.AfterClose) => texts["Once it has closed, {0}, you see {1}.", when(periods[index].From!.Value), texts.Seen(periods[index])],
            _ => texts["After that you see {0}.", texts.Seen(periods[index])],
        };

        /// <summary>When the result is told; null for at once.</summary>
        private string? Told(Telling telling, Func<DateTimeOffset, string> when) => telling switch
        {
            { IsByHand: true } => texts["Your instructor releases the results. Until then you see only that you have handed in."],
            { NotBefore: { } date, Marker: MarkedBy.Server } => texts["Results are released {0}. Until then you see only that you have handed in.", when(date)],
            { NotBefore: { } date } => texts["Results are released {0}, or when all of yours is marked if that is later. Until then you see only that you have handed in.", when(date)],
            { Marker: MarkedBy.Person } => texts["A person marks some of your answers. Until all is marked you see only that you have handed in."],
            { Marker: MarkedBy.Job } => texts["A program marks some of your answers, which takes a moment. Until all is marked you see only that you have handed in."],
            _ => null,
        };

        /// <summary>What becomes of what is seen at a time: a sentence for each change that is still to come.</summary>
        public IEnumerable<string> Following(IReadOnlyList<ReviewPeriod> periods, DateTimeOffset at, Func<DateTimeOffset, string> when) =>
            periods.Zip(periods.Skip(1)).Where(pair => pair.Second.From > at).Select(pair =>
                texts[!pair.First.LosesIn(pair.Second) ? "From {0} on you see {1}." : pair.First.From <= at ? "What is shown here goes away {0}. From then on you see {1}." : "What you see then goes away {0}. From then on you see {1}.", when(pair.Second.From!.Value), texts.Seen(pair.Second)]);
    }
}
