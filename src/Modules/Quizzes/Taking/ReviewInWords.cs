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
    public static IReadOnlyList<ReviewPeriod> Of(QuizSettings settings, DateTimeOffset? submittedAt, DateTimeOffset? closesAt)
    {
        var later = submittedAt + ReleaseGate.JustAfter;
        List<ReviewPeriod> periods = [At(ReviewMoment.JustAfter, submittedAt)];
        if (closesAt is null || later is null || later < closesAt) Add(At(ReviewMoment.Later, later));
        if (closesAt is not null) Add(At(ReviewMoment.AfterClose, later > closesAt ? later : closesAt));
        return periods;

        void Add(ReviewPeriod next)
        {
            if ((next.Cell, next.RightAnswersWait) != (periods[^1].Cell, periods[^1].RightAnswersWait)) periods.Add(next);
        }

        ReviewPeriod At(ReviewMoment moment, DateTimeOffset? from)
        {
            var cell = settings.Review[moment].HasFlag(Reviewed.Attempt) ? settings.Review[moment] : Reviewed.Nothing;
            return new(moment, cell, settings.RightAnswersWait && moment != ReviewMoment.AfterClose && cell.HasFlag(Reviewed.RightAnswers), from);
        }
    }
}

/// <summary>What is seen of an attempt when, in words: before it, and beside what is seen now.</summary>
internal static class ReviewInWords
{
    extension(Texts texts)
    {
        /// <summary>"your score, what you answered, the feedback".</summary>
        public string Seen(ReviewPeriod period) => string.Join(texts[", "],
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

        /// <summary>What will be seen when, before an attempt is handed in: a sentence for each time.</summary>
        public IEnumerable<string> Announced(IReadOnlyList<ReviewPeriod> periods, Func<DateTimeOffset, string> when)
        {
            if (periods.Count == 1) return [texts["Afterwards you see {0}.", texts.Seen(periods[0])]];
            return periods.Select((period, index) => (index, period.Moment) switch
            {
                (0, _) => periods[1].Moment == ReviewMoment.Later ? texts.Count("In the first {0} minutes after handing in you see {1}.", (int)ReleaseGate.JustAfter.TotalMinutes, texts.Seen(period)) : texts["Until it closes you see {0}.", texts.Seen(period)],
                (_, ReviewMoment.AfterClose) => texts["Once it has closed, {0}, you see {1}.", when(period.From!.Value), texts.Seen(period)],
                _ => texts["After that you see {0}.", texts.Seen(period)],
            }).Select((sentence, index) => index > 0 && periods[index - 1].LosesIn(periods[index]) ? texts["{0} The rest isn't shown any more then.", sentence] : sentence);
        }

        /// <summary>What becomes of what is seen at a time: a sentence for each change that is still to come.</summary>
        public IEnumerable<string> Following(IReadOnlyList<ReviewPeriod> periods, DateTimeOffset at, Func<DateTimeOffset, string> when) =>
            periods.Zip(periods.Skip(1)).Where(pair => pair.Second.From > at).Select(pair =>
                texts[pair.First.LosesIn(pair.Second) ? "What is shown here goes away {0}. From then on you see {1}." : "From {0} on you see {1}.", when(pair.Second.From!.Value), texts.Seen(pair.Second)]);
    }
}
