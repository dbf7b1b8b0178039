using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Progress.Availability;
using Lectern.Progress.Availability.Conditions;
using Lectern.Progress.Scheduling;

namespace Lectern.Tests.Progress;

public sealed class A_time_on_the_wall
{
    // Summer time at two, at midnight, by half an hour, as the exception; a day that never was; a clock that never changes.
    internal static readonly TimeZoneInfo[] Zones = [.. new[]
    {
        "Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Beirut", "America/Nuuk", "America/Sao_Paulo", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "UTC",
    }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    internal static readonly Gen<DateTime> AnyTime = Gen.Choose(0, 30 * 366 * 24 * 60).Select(minutes => new DateTime(2005, 1, 1).AddMinutes(minutes));

    // Near a change of the clock as often as anywhere.
    private static Gen<DateTime> AnyTimeIn(TimeZoneInfo zone) => Gen.OneOf(AnyTime,
        from year in Gen.Choose(2005, 2035)
        from minutes in Gen.Choose(-200, 200)
        let change = ChangeIn(year, zone)
        select (change ?? new DateTime(year, 3, 1)).AddMinutes(minutes));

    private static DateTime? ChangeIn(int year, TimeZoneInfo zone)
    {
        var start = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var hour = 0; hour < 366 * 24; hour++)
            if (zone.GetUtcOffset(start.AddHours(hour)) != zone.GetUtcOffset(start.AddHours(hour + 1))) return TimeZoneInfo.ConvertTime(start.AddHours(hour), zone).DateTime;
        return null;
    }

    [Fact]
    public void is_the_instant_at_which_the_clock_shows_it_or_has_just_jumped_over_it()
    {
        foreach (var zone in Zones)
            foreach (var local in AnyTimeIn(zone).Sample(200, 10))
            {
                var at = WallClock.InstantOf(local, zone);
                var shown = TimeZoneInfo.ConvertTime(at, zone).DateTime;
                Assert.True(shown == local || (shown > local && TimeZoneInfo.ConvertTime(at.AddSeconds(-1), zone).DateTime < local), $"{local:O} in {zone.Id} became {at:O}, when the clock shows {shown:O}");
            }
    }

    [Fact]
    public void that_is_shown_twice_is_the_second_time()
    {
        foreach (var zone in Zones)
            foreach (var local in AnyTimeIn(zone).Sample(200, 10))
            {
                var at = WallClock.InstantOf(local, zone);
                Assert.DoesNotContain(Enumerable.Range(1, 8), halfHours => TimeZoneInfo.ConvertTime(at.AddMinutes(30 * halfHours), zone).DateTime == local);
            }
    }

    [Fact]
    public void never_comes_before_an_earlier_one()
    {
        foreach (var zone in Zones)
        {
            var instants = AnyTimeIn(zone).Sample(400, 10).Order().Select(local => WallClock.InstantOf(local, zone)).ToList();
            Assert.Equal(instants.Order(), instants);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:00:00Z")]   // skipped: 02:00 is 03:00
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30:00Z")]   // twice: summer time at 00:30Z, winter time at 01:30Z
    [InlineData("Africa/Cairo", "2026-04-24T00:15", "2026-04-23T22:00:00Z")]    // no midnight on this day
    [InlineData("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z")]    // no such day
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:59", "2026-11-01T06:59:00Z")]
    [InlineData("UTC", "0001-01-01T00:00", "0001-01-03T12:00:00Z")]
    [InlineData("Asia/Kathmandu", "9999-12-31T23:59", null)]
    public void is_what_the_rules_of_its_zone_say(string zone, string local, string? at)
    {
        var found = WallClock.InstantOf(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));
        if (at is not null) Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), found);
    }
}

public sealed class The_dates_of_a_learner
{
    private sealed record Situation(CourseSchedule Schedule, Outline Outline, DateTimeOffset EnrolledAt, IReadOnlyList<Agreement> Agreed)
    {
        internal LearnersDates Dates => LearnersDates.Of(Schedule, Outline, EnrolledAt, Agreed);
        internal IEnumerable<Id<Activity>> Lessons => Outline.Activities.Select(a => a.Id);
    }

    private static readonly Outline Lessons = new([.. Enumerable.Range(1, 3).Select(m => new OutlineModule(Id<CourseModule>.New(), $"{m}",
        [.. Enumerable.Range(1, 3).Select(l => new OutlineActivity(Id<Activity>.New(), "reading", $"{m}.{l}", 10, true, Guid.Empty))]))]);

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Choose(0, 2 * 366 * 24 * 60).Select(minutes => Start.AddMinutes(minutes));

    private static Gen<Agreement> APause(TimeZoneInfo zone) =>
        from first in Gen.Choose(-10, 400)
        from days in Gen.Choose(1, 40)
        from made in AnyInstant
        let day = new DateOnly(2026, 1, 1).AddDays(first)
        select new Agreement(AdjustmentKind.Pause, made) { First = day, Last = day.AddDays(days - 1), Zone = zone.Id };

    private static Gen<Agreement> AnExtension(TimeZoneInfo zone) =>
        from lesson in Gen.Choose(-1, 8)
        from until in A_time_on_the_wall.AnyTime
        from made in AnyInstant
        select new Agreement(AdjustmentKind.Extension, made) { ActivityId = lesson < 0 ? null : Lessons.Activities.ElementAt(lesson).Id, Until = new DateTime(2026, 1, 1).AddMinutes(until.Minute + (until.DayOfYear * 24 * 60)), Zone = zone.Id };

    private static Gen<Situation> Any =>
        from zone in Gen.Elements(A_time_on_the_wall.Zones)
        from pacing in Gen.Elements(Pacing.SelfPaced, Pacing.Fixed)
        from ends in Gen.Choose(0, 500)
        from days in Gen.Choose(0, 450).ListOf(6)
        from hours in Gen.Choose(0, 23).ListOf(6)
        from enrolledAt in AnyInstant
        from pauses in APause(zone).ListOf(2)
        from extensions in AnExtension(zone).ListOf(2)
        let ids = Lessons.Activities.Take(4).Select(a => a.Id.Value).Concat(Lessons.Modules.Skip(1).Select(m => m.Id.Value)).ToList()
        select new Situation(new CourseSchedule
        {
            Pacing = pacing,
            Zone = zone.Id,
            EndsAfter = pacing == Pacing.SelfPaced && ends > 100 ? ends : null,
            Closes = pacing == Pacing.Fixed && ends > 100 ? new DateTime(2026, 1, 1, 12, 0, 0).AddDays(ends) : null,
            Due = ids.Zip(days, hours).ToDictionary(d => d.First, d => pacing == Pacing.SelfPaced ? new DueDate(After: d.Second) : new DueDate(At: new DateTime(2026, 1, 1).AddDays(d.Second).AddHours(d.Third))),
        }, Lessons, enrolledAt, [.. pauses, .. extensions]);

    [Fact]
    public void of_a_self_paced_course_are_the_ends_of_days_counted_from_enrolment()
    {
        foreach (var s in Any.Sample(300, 10).Where(s => s.Schedule.Pacing == Pacing.SelfPaced))
        {
            var (zone, dates) = (s.Schedule.TimeZone, LearnersDates.Of(s.Schedule with { EndsAfter = null }, s.Outline, s.EnrolledAt, []));
            foreach (var lesson in s.Outline.Modules[0].Activities)
            {
                var days = s.Schedule.Due[lesson.Id.Value].After!.Value;
                var end = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(s.EnrolledAt, zone).DateTime).AddDays(days);
                var at = dates.DueAt(lesson.Id)!.Value;
                // A second later it is another day there, and a second before it was that day, or the clocks had jumped over its end.
                Assert.True(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.AddSeconds(1), zone).DateTime) > end && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.AddSeconds(-1), zone).DateTime) <= end, $"{days} days after {s.EnrolledAt:O} in {zone.Id}: {at:O}");
            }
        }
    }

    [Fact]
    public void are_never_after_the_end_of_the_course()
    {
        foreach (var s in Any.Sample(300, 10))
            if (s.Dates is { EndsAt: { } end } dates) Assert.All(dates.Due.Values, due => Assert.True(due <= end));
    }

    [Fact]
    public void are_never_brought_forward_by_what_is_agreed()
    {
        foreach (var s in Any.Sample(300, 10))
            for (var taken = 0; taken < s.Agreed.Count; taken++)
            {
                var (more, less) = (s.Dates, (s with { Agreed = [.. s.Agreed.Where((_, i) => i != taken)] }).Dates);
                Assert.True(more.EndsAt is null || more.EndsAt >= less.EndsAt);
                foreach (var lesson in s.Lessons) Assert.True(more.DueAt(lesson) is null || more.DueAt(lesson) >= less.DueAt(lesson), $"{s.Schedule.Write()} with {s.Agreed[taken]}");
            }
    }

    [Fact]
    public void that_come_after_the_beginning_of_a_pause_move_by_its_days_and_the_others_stay()
    {
        foreach (var s in Any.Sample(300, 10))
        {
            var pause = s.Agreed[0];
            var (zone, days) = (s.Schedule.TimeZone, pause.Last!.Value.DayNumber - pause.First!.Value.DayNumber + 1);
            var endless = s with { Schedule = s.Schedule with { EndsAfter = null, Closes = null }, Agreed = [] };
            var (before, after) = (endless.Dates, (endless with { Agreed = [pause] }).Dates);
            foreach (var lesson in s.Lessons.Where(l => before.DueAt(l) is not null))
            {
                var (was, now) = (before.DueAt(lesson)!.Value, after.DueAt(lesson)!.Value);
                // Where clocks jump over an hour the instant stands on its other side, so days are compared a little before it; where they repeat one, that little is less, and the instant's own days tell.
                var (wasOn, isOn) = (WallClock.DayOf(was.AddHours(-2), zone), WallClock.DayOf(now.AddHours(-2), zone));
                if (wasOn >= pause.First && WallClock.DayOf(now, zone).DayNumber - WallClock.DayOf(was, zone).DayNumber == days) continue;
                if (WallClock.DayOf(was.AddHours(3), zone) < pause.First) Assert.Equal(was, now);
                else if (wasOn >= pause.First) Assert.InRange(isOn.DayNumber - wasOn.DayNumber, days - (zone.Id == "Pacific/Apia" ? 1 : 0), days);
            }
        }
    }

    [Fact]
    public void keep_their_order_whatever_pauses_there_are()
    {
        foreach (var s in Any.Sample(300, 10))
        {
            var endless = s with { Schedule = s.Schedule with { EndsAfter = null, Closes = null }, Agreed = [] };
            var (before, after) = (endless.Dates, (endless with { Agreed = [.. s.Agreed.Take(2)] }).Dates);
            Assert.All(from one in before.Due from other in before.Due where one.Value <= other.Value select (one.Key, other.Key), pair => Assert.True(after.DueAt(pair.Item1) <= after.DueAt(pair.Item2)));
        }
    }

    [Fact]
    public void say_that_nothing_counts_in_a_pause_and_after_the_end_and_at_no_other_time()
    {
        foreach (var s in Any.Sample(200, 10))
        {
            var dates = s.Dates;
            foreach (var now in AnyInstant.Sample(20, 10))
            {
                var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, s.Schedule.TimeZone).DateTime);
                var isOver = dates.EndsAt is { } end && now > end;
                var isPaused = s.Agreed.Any(a => a.Kind == AdjustmentKind.Pause && a.First <= today && today <= a.Last);
                Assert.Equal(isOver ? RestReason.Ended : isPaused ? RestReason.Paused : null, dates.RestAt(now)?.Reason);
            }
        }
    }
}

public sealed class Days_since_enrolment
{
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T12:00:00+01:00", 1, 23)]   // the night in which the clocks go forward
    [InlineData("Europe/Berlin", "2027-10-30T12:00:00+02:00", 1, 25)]   // and back
    [InlineData("America/New_York", "2027-03-10T09:30:00-05:00", 7, (7 * 24) - 1)]
    [InlineData("UTC", "2027-03-27T12:00:00+00:00", 30, 30 * 24)]
    public void are_those_of_a_clock_on_the_wall(string zone, string enrolled, int days, int hours)
    {
        var (enrolledAt, rule) = (DateTimeOffset.Parse(enrolled, System.Globalization.CultureInfo.InvariantCulture), Rule.Clause("enrolled", ("days", $"{days}")));
        var rules = new AvailabilityRules([new SinceEnrolment()]);
        Assert.False(Judge(enrolledAt.AddHours(hours).AddSeconds(-1)));
        Assert.True(Judge(enrolledAt.AddHours(hours)));

        bool Judge(DateTimeOffset now) => rules.Judge(rule, new(enrolledAt, now, new Dictionary<Id<Activity>, LessonSoFar>(), new HashSet<Guid>()) { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) }).Holds;
    }
}
