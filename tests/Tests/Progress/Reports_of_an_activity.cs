using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Progress;
using Lectern.Progress.Completion;

namespace Lectern.Tests.Progress;

public sealed class Reports_of_an_activity
{
    private static readonly Id<CourseEnrolment> Enrolment = Id<CourseEnrolment>.New();
    private static readonly Id<Course> Course = Id<Course>.New();
    private static readonly List<OutlineActivity> Activities = [.. Enumerable.Range(1, 4).Select(n => new OutlineActivity(Id<Activity>.New(), "reading", $"Reading {n}", 5, n < 4, Guid.NewGuid()))];
    private static readonly Outline Outline = new([new OutlineModule(Id<CourseModule>.New(), "Module", Activities)]);

    private static readonly CourseVersion Version = new() { CourseId = Course, Number = 1, PublishedAt = DateTimeOffset.UnixEpoch, PublishedById = null, OutlineJson = Outline.Write() };

    // Which activity, what of it, how much in percent, how many seconds after the start of the day.
    private static Arbitrary<Said[]> AnyReports => (
        from activity in Gen.Choose(0, 3)
        from verb in Gen.Elements(Enum.GetValues<LearningVerb>())
        from percent in Gen.Choose(0, 100)
        from at in Gen.Choose(0, 50)
        select new Said(activity, verb, percent, at)).ArrayOf().ToArbitrary();

    [Fact]
    public void add_up_to_the_same_in_any_order_and_however_often_they_are_repeated() =>
        Prop.ForAll(AnyReports, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (reports, seed) =>
        {
            var random = new System.Random(seed);
            var repeated = reports.Concat(reports.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(repeated);
            return Told(Fold(reports)) == Told(Fold(repeated));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void never_take_back_what_was_achieved() =>
        Prop.ForAll(AnyReports, reports =>
        {
            for (var length = 1; length < reports.Length; length++)
            {
                var before = Fold(reports[..length]).ToDictionary(p => p.ActivityId);
                var after = Fold(reports[..(length + 1)]).ToDictionary(p => p.ActivityId);
                if (before.Values.Any(p => after[p.ActivityId].Status < p.Status || after[p.ActivityId].LastAt < p.LastAt || (p.IsDone && !after[p.ActivityId].IsDone))) return false;
                if (Standing.Of(Version, [.. after.Values]).Done < Standing.Of(Version, [.. before.Values]).Done) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void complete_the_course_exactly_when_all_that_is_required_is_done() =>
        Prop.ForAll(AnyReports, reports =>
        {
            var folded = Fold(reports);
            var done = folded.Where(p => p.IsDone).Select(p => p.ActivityId).ToHashSet();
            return Standing.Of(Version, folded).CompletedAt is not null == Activities.Where(a => a.IsRequired).All(a => done.Contains(a.Id));
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<ActivityProgress> Fold(Said[] reports) =>
        ProgressVerification.Fold(Course, reports.Select(r => new LearningRecord
        {
            EnrolmentId = Enrolment, ActivityId = Activities[r.Activity].Id, Verb = r.Verb, Value = r.Percent, OutOf = 100, At = DateTimeOffset.UnixEpoch.AddSeconds(r.At),
        }), Outline, new CompletionRules([]), _ => DateTimeOffset.UnixEpoch.AddDays(1));

    private static string Told(IReadOnlyList<ActivityProgress> folded) =>
        string.Join(';', folded.OrderBy(p => p.ActivityId.Value).Select(p => $"{p.ActivityId} {p.Standing}")) + Standing.Of(Version, folded);

    private sealed record Said(int Activity, LearningVerb Verb, int Percent, int At);
}
