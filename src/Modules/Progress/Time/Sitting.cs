using System.Security.Cryptography;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;
using Microsoft.AspNetCore.DataProtection;

namespace Lectern.Progress.Time;

/// <summary>
/// Somebody sat down in front of an activity: the page of it was opened, at this moment by the server's clock. What a browser
/// reports is counted from there by a clock that only goes forward, so that it doesn't matter what time the device believes it is, and
/// a report that comes late or twice says the same.
/// </summary>
/// <param name="GoesOn">The activity was closed already, and they were let in to bring to its end what they had begun.</param>
internal sealed record Sitting(Id<CourseEnrolment> EnrolmentId, Id<Activity> ActivityId, Id<Person> LearnerId, DateTimeOffset OpenedAt, bool GoesOn)
{
    /// <summary>How long a page can be open and still report.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long a device may keep what it couldn't report: as long as the journal of packages, a laptop that was shut over the holidays.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>A page that is shown now to whoever sits here. Null in a preview, and while nothing counts.</summary>
    internal static Sitting? At(Seat seat, DateTimeOffset now) => !seat.Counts || seat.IsOfEarlierCycle ? null
        : new(seat.EnrolmentId!.Value, seat.Activity.Id, seat.LearnerId, Whole(now), seat.Locks.ContainsKey(seat.Activity.Id));

    /// <summary>The same seat, from now on.</summary>
    internal Sitting Renewed(DateTimeOffset now) => this with { OpenedAt = Whole(now) };

    /// <summary>In whole milliseconds, which both databases keep as they are: stretches that touch still do when they were kept.</summary>
    internal static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
}

/// <summary>Seals sittings, so that a browser reports only time of a page that it was shown, and only of its own learner.</summary>
internal sealed class Sittings(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("Lectern.StudyTime").ToTimeLimitedDataProtector();

    internal string Seal(Sitting sitting) => _seal.Protect(JsonSerializer.Serialize(sitting), sitting.OpenedAt + Sitting.Kept);

    /// <summary>Null when it isn't one of ours, is somebody else's, or is older than a device keeps it.</summary>
    internal Sitting? Open(string text, Visitor visitor)
    {
        try
        {
            var sitting = JsonSerializer.Deserialize<Sitting>(_seal.Unprotect(text, out var until))!;
            return visitor.PersonId == sitting.LearnerId.Value && clock.GetUtcNow() <= until ? sitting : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
