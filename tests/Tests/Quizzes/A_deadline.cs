using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes;

namespace Lectern.Tests.Quizzes;

public sealed class A_deadline
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(QuizSettings Rules, int Extra, DateTimeOffset? CourseEnds)> Any =
        from limit in Gen.Choose(0, 200)
        from extra in Gen.Choose(0, 300)
        from closes in Gen.Choose(-100, 1000)
        from ends in Gen.Choose(-100, 1000)
        from overdue in Gen.Elements(Overdue.Submit, Overdue.Grace, Overdue.Abandon)
        from grace in Gen.Choose(1, 60)
        select (new QuizSettings { TimeLimitMinutes = limit == 0 ? null : limit, ClosesAt = closes <= 0 ? null : Noon.AddMinutes(closes), Overdue = overdue, GraceMinutes = grace }, extra, ends <= 0 ? (DateTimeOffset?)null : Noon.AddMinutes(ends));

    [Fact]
    public void is_the_earliest_of_the_time_with_its_extra_and_the_close_and_the_end_of_the_course() => Prop.ForAll(Any.ToArbitrary(), any =>
    {
        var deadline = Deadline.Of(any.Rules, any.Extra, Noon, any.CourseEnds);
        var all = new[] { any.Rules.TimeLimitMinutes is { } minutes ? Noon.AddSeconds(Math.Ceiling(minutes * 60 * (100 + any.Extra) / 100m is var seconds ? (double)seconds : 0)) : (DateTimeOffset?)null, any.Rules.ClosesAt, any.CourseEnds };
        return deadline.DueAt == all.Min() && (deadline.EndedBy == EndedBy.Nothing) == (deadline.DueAt is null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void leaves_a_grace_period_after_it_and_never_after_the_course() => Prop.ForAll(Any.ToArbitrary(), any =>
    {
        var deadline = Deadline.Of(any.Rules, any.Extra, Noon, any.CourseEnds);
        if (any.Rules.Overdue != Overdue.Grace || deadline.EndedBy == EndedBy.Nothing) return deadline.GraceEndsAt is null;
        if (any.Rules is { TimeLimitMinutes: null, ClosesAt: null }) return deadline.GraceEndsAt is null;   // only the course ends it
        var withoutCourse = Deadline.Of(any.Rules, any.Extra, Noon, null).DueAt + any.Rules.Grace;
        return deadline.GraceEndsAt == (any.CourseEnds < withoutCourse ? any.CourseEnds : withoutCourse) && deadline.GraceEndsAt >= deadline.DueAt;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void is_never_brought_forward_by_extra_time() => Prop.ForAll(Any.ToArbitrary(), any =>
        !(Deadline.Of(any.Rules, any.Extra, Noon, any.CourseEnds).DueAt < Deadline.Of(any.Rules, 0, Noon, any.CourseEnds).DueAt)).QuickCheckThrowOnFailure();

    [Fact]
    public void with_a_quarter_more_of_half_an_hour_comes_after_thirty_seven_minutes_and_a_half() =>
        Assert.Equal(Noon.AddMinutes(37.5), Deadline.Of(new QuizSettings { TimeLimitMinutes = 30 }, 25, Noon, null).DueAt);

    [Fact]
    public void is_that_of_the_override_where_there_is_one()
    {
        var agreed = new QuizOverride(Id<CourseEnrolment>.New(), Id<Activity>.New());
        Assert.Null(agreed.Set(new OverriddenRules { TimeLimitMinutes = 0, ClosesAt = Noon.AddDays(1) }, "Ill", Id<Person>.New(), Noon));
        var deadline = Deadline.Of(agreed.Applied(new QuizSettings { TimeLimitMinutes = 10, ClosesAt = Noon.AddMinutes(5) }), 25, Noon, null);
        Assert.Equal((Noon.AddDays(1), EndedBy.Close), (deadline.DueAt!.Value, deadline.EndedBy));
    }
}

public sealed class Network_ranges
{
    [Fact]
    public void hold_exactly_the_addresses_that_begin_with_their_bits() => Prop.ForAll(
        (from v6 in Gen.Elements(true, false)
         from one in Gen.ArrayOf(Gen.Choose(0, 255), 16)
         from other in Gen.ArrayOf(Gen.Choose(0, 255), 16)
         from same in Gen.Choose(0, 16)
         from prefix in Gen.Choose(0, v6 ? 128 : 32)
         select (v6, one, other, same, prefix)).ToArbitrary(), any =>
    {
        var length = any.v6 ? 16 : 4;
        var network = any.one.Take(length).Select(b => (byte)b).ToArray();
        var address = network.Take(Math.Min(any.same, length)).Concat(any.other.Take(length).Select(b => (byte)b).Skip(Math.Min(any.same, length))).ToArray();
        if (any.v6) (network[0], address[0]) = ((byte)(network[0] | 0x20), (byte)(address[0] | 0x20));   // none of the mapped ones
        var expected = Enumerable.Range(0, any.prefix).All(bit => ((network[bit / 8] ^ address[bit / 8]) & (0x80 >> (bit % 8))) == 0);
        return NetworkRanges.Read($"{new IPAddress(network)}/{any.prefix}").Value.Contains(new IPAddress(address)) == expected;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("10.1.2.3/8", "10.200.0.1", true)]
    [InlineData("192.0.2.0/24, 2001:db8::/32", "2001:db8:1::9", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.9", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    public void are_read_as_people_write_them(string written, string address, bool holds) => Assert.Equal(holds, NetworkRanges.Read(written).Value.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10")]
    [InlineData("10.0.0/8")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("exam-room")]
    [InlineData(" ")]
    public void that_nobody_can_read_are_refused(string written) => Assert.Equal(nameof(QuizSettings.Networks), NetworkRanges.Read(written).Refusal!.Field);
}
