using System.Globalization;

namespace Lectern.Progress.Scheduling.Seeing;

/// <summary>How due dates are spoken of: on the reader's clock, with a weekday when they are near, and without a time where the whole day is meant.</summary>
public static class DueWords
{
    private const int NearDays = 6;

    /// <summary>How long before its date a lesson is called urgent, and its learner reminded.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    extension(Texts texts)
    {
        /// <summary>"Due tomorrow", "Due Friday 14 March, 17:00", "Was due 12 March".</summary>
        public string Due(DateTimeOffset at, Visitor reader, DateTimeOffset now)
        {
            var (local, today) = (reader.Local(at), reader.Local(now));
            var time = IsWholeDay(local) ? null : local.ToString("t", CultureInfo.CurrentCulture);
            return (at < now, (local.Date - today.Date).Days) switch
            {
                (true, _) => texts["Was due {0}", texts.Day(at, reader, now)],
                (_, 0) => time is null ? texts["Due today"] : texts["Due today, {0}", time],
                (_, 1) => time is null ? texts["Due tomorrow"] : texts["Due tomorrow, {0}", time],
                _ => texts["Due {0}", texts.Day(at, reader, now)],
            };
        }

        /// <summary>Why nothing counts at present: "The course ended Friday 14 March."</summary>
        public string Say(Rest rest, Visitor reader, DateTimeOffset now) => rest.Reason switch
        {
            RestReason.NotBegun => texts["The course begins {0}.", texts.Day(rest.At, reader, now)],
            RestReason.Paused => texts["You are taking a break until {0}.", texts.Day(rest.At, reader, now)],
            _ => texts["The course ended {0}.", texts.Day(rest.At, reader, now)],
        };

        /// <summary>"Friday 14 March, 17:00", "14 March 2027".</summary>
        public string Day(DateTimeOffset at, Visitor reader, DateTimeOffset now)
        {
            var (local, today) = (reader.Local(at), reader.Local(now));
            var isNear = Math.Abs((local.Date - today.Date).Days) <= NearDays;
            var day = local.ToString(local.Year != today.Year ? "d MMMM yyyy" : isNear ? "dddd d MMMM" : "d MMMM", CultureInfo.CurrentCulture);
            return IsWholeDay(local) ? day : texts["{0}, {1}", day, local.ToString("t", CultureInfo.CurrentCulture)];
        }
    }

    private static bool IsWholeDay(DateTimeOffset local) => local is { Hour: 23, Minute: 59 };
}
