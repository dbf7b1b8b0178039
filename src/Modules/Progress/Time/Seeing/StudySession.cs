using Lectern.Courses;

namespace Lectern.Progress.Time.Seeing;

/// <summary>Intervals at the same activity one after the other, with short breaks between them, as people read them.</summary>
/// <param name="Time">Without the breaks.</param>
/// <param name="IsLate">Whether some of it was reported later.</param>
public sealed record StudySession(Id<Activity> ActivityId, DateTimeOffset From, DateTimeOffset To, TimeSpan Time, bool IsLate)
{
    /// <summary>A longer break begins another session.</summary>
    internal static readonly TimeSpan Break = TimeSpan.FromMinutes(15);

    /// <summary>The sessions of intervals of one learner, in the order of the intervals, the latest first.</summary>
    internal static IReadOnlyList<StudySession> Of(IEnumerable<StudyInterval> latestFirst)
    {
        var sessions = new List<StudySession>();
        foreach (var interval in latestFirst)
        {
            if (sessions.Count > 0 && sessions[^1] is var later && later.ActivityId == interval.ActivityId && later.From - interval.To <= Break)
                sessions[^1] = later with { From = interval.From, Time = later.Time + interval.Stretch.Length, IsLate = later.IsLate || interval.IsLate };
            else sessions.Add(new(interval.ActivityId, interval.From, interval.To, interval.Stretch.Length, interval.IsLate));
        }

        return sessions;
    }
}
