using System.Globalization;
using Lectern.Grading;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>The rules of a quiz as they stand in the fields of its settings; times are those of the author's own clock.</summary>
internal static class QuizSettingsForm
{
    public static Outcome<QuizSettings> Read(PostedForm form, Visitor author)
    {
        if (!Number(form["PassingPercent"], out var passing)) return new Refusal("pass-mark-out-of-range", "Enter a pass mark from 0 to 100 percent.", nameof(QuizSettings.PassingPercent));
        if (!Number(form["AttemptsAllowed"], out var attempts)) return new Refusal("attempts-out-of-range", "Enter a number of attempts from 1 to 100, or leave it empty for any number.", nameof(QuizSettings.AttemptsAllowed));
        if (!Number(form["TimeLimitMinutes"], out var minutes)) return new Refusal("time-limit-out-of-range", "Enter a number of minutes from 1 to 1,440, or leave it empty for no limit.", nameof(QuizSettings.TimeLimitMinutes));
        if (!Number(form["GraceMinutes"], out var grace)) return new Refusal("grace-out-of-range", "Enter a number of minutes from 1 to 1,440.", nameof(QuizSettings.GraceMinutes));
        if (!Number(form["DelayMinutes"], out var delay)) return new Refusal("delay-out-of-range", "Enter a number of minutes from 1 to 43,200, or leave it empty for no wait.", nameof(QuizSettings.DelayMinutes));
        if (form.Named<Overdue>("Overdue") is not { } overdue) return new Refusal("overdue-unknown", "Choose what happens when the time is over.", nameof(QuizSettings.Overdue));
        if (form.Named<GradingPolicy>("Counts") is not { } counts) return new Refusal("policy-unknown", "Choose which attempt counts.", nameof(QuizSettings.Counts));
        if (form.Named<Navigation>("Navigation") is not { } navigation) return new Refusal("navigation-unknown", "Choose how learners go through the pages.", nameof(QuizSettings.Navigation));
        if (form.Named<PageSize>("PageSize") is not { } size) return new Refusal("page-size-unknown", "Choose how many questions stand on a page.", nameof(QuizSettings.PageSize));
        if (!author.Instant(form["OpensAt"], out var opens)) return new Refusal("date-missing", "Enter a day and a time.", nameof(QuizSettings.OpensAt));
        if (!author.Instant(form["ClosesAt"], out var closes)) return new Refusal("date-missing", "Enter a day and a time.", nameof(QuizSettings.ClosesAt));
        return new QuizSettings
        {
            PassingPercent = passing ?? 0,
            AttemptsAllowed = attempts,
            TimeLimitMinutes = minutes,
            ShuffleQuestions = form.Ticked("ShuffleQuestions"),
            ShuffleChoices = form.Ticked("ShuffleChoices"),
            PageSize = size,
            Navigation = navigation,
            Behaviour = form["Behaviour"],
            Review = ReviewMatrix.Of(moment => Ticked(form, moment)).Tidy(),
            RightAnswersWait = form.Ticked("RightAnswersWait"),
            OpensAt = opens,
            ClosesAt = closes,
            Overdue = overdue,
            GraceMinutes = grace,
            DelayMinutes = delay,
            Counts = counts,
            Password = Line(form, "Password"),
            Networks = Networks(form),
            Honour = Line(form, "Honour"),
            OneDevice = form.Ticked("OneDevice"),
            ExamBrowserKeys = ExamBrowserKeys(form),
        };
    }

    /// <summary>The name of the fields that say what is seen at a moment.</summary>
    internal static string Review(ReviewMoment moment) => $"Review.{moment}";

    internal static Reviewed Ticked(PostedForm form, ReviewMoment moment) => ReviewMatrix.Aspects.Where(aspect => form.All(Review(moment)).Contains(aspect.ToString())).Aggregate(Reviewed.Nothing, (all, aspect) => all | aspect);

    internal static bool Number(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)) return false;
        number = read;
        return true;
    }

    private static string? Line(PostedForm form, string field) => PlainText.Line(form[field]) is { Length: > 0 } line ? line : null;

    private static string? ExamBrowserKeys(PostedForm form) => form["ExamBrowserKeys"] is not { Length: > 0 } written ? null : SafeExamBrowser.Read(written) is { Refusal: null, Value: var read } ? string.Join('\n', read) : written;

    // What can't be read stays as it was written, for its author to mend.
    private static string? Networks(PostedForm form) => form["Networks"] is not { Length: > 0 } written ? null : NetworkRanges.Read(written) is { Refusal: null, Value: var read } ? read.ToString() : written;
}

/// <summary>Instants in fields of type datetime-local, on the clock of whoever sits in front of them.</summary>
internal static class OwnClock
{
    extension(Visitor visitor)
    {
        /// <summary>False when it says something and that is no day and time; null for nothing.</summary>
        public bool Instant(string text, out DateTimeOffset? at)
        {
            at = null;
            if (text.Length == 0) return true;
            if (!DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)) return false;
            at = WallClock.InstantOf(wall, visitor.Zone);
            return true;
        }

        public string? Field(DateTimeOffset? at) => at is { } instant ? visitor.Local(instant).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null;

        /// <summary>The zone in words, to stand below such a field.</summary>
        public string ZoneName => visitor.Zone.Id.Replace('_', ' ');
    }
}
