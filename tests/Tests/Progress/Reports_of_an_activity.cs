using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Progress;
using Lectern.Progress.Completion;
using Lectern.Progress.Scheduling;

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
                // What was waived is no achievement, and may be taken back.
                if (before.Values.Any(p => (p.IsBegun && after[p.ActivityId].LastAt < p.LastAt) || (p.Status.IsDone && after[p.ActivityId].Status < p.Status) || (p.Status == ActivityStatus.Failed && after[p.ActivityId].Status == ActivityStatus.Started))) return false;
                if (Achieved(after.Values) < Achieved(before.Values)) return false;
            }

            return true;

            static int Achieved(IEnumerable<ActivityProgress> folded) => Standing.Of(Version, [.. folded], LearnersDates.None) is var standing ? standing.Done - standing.Waived : 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void waive_what_isnt_done_until_each_waiver_is_taken_back_and_never_make_up_a_mark() =>
        Prop.ForAll(AnyReports, reports =>
        {
            var (all, without) = (Fold(reports).ToDictionary(p => p.ActivityId), Fold([.. reports.Where(r => !r.IsWaiver)]).ToDictionary(p => p.ActivityId));
            foreach (var (id, progress) in all)
            {
                var own = reports.Where(r => Activities[r.Activity].Id == id).ToList();
                var isWaived = own.Exists(r => r.Verb == LearningVerb.Waived && !own.Exists(other => other.Verb == LearningVerb.Unwaived && other.Attempt == r.Attempt));
                var achieved = without.GetValueOrDefault(id);
                if (progress.Score != achieved?.Score || progress.IsBegun != (achieved is { IsBegun: true })) return false;
                if (progress.Status != (achieved is { Status.IsDone: true } ? achieved.Status : isWaived ? ActivityStatus.Waived : achieved?.Status ?? ActivityStatus.Started)) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void complete_the_course_exactly_when_all_that_is_required_is_done_or_waived() =>
        Prop.ForAll(AnyReports, reports =>
        {
            var folded = Fold(reports);
            var done = folded.Where(p => p.IsSettled).Select(p => p.ActivityId).ToHashSet();
            return Standing.Of(Version, folded, LearnersDates.None).CompletedAt is not null == Activities.Where(a => a.IsRequired).All(a => done.Contains(a.Id));
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<ActivityProgress> Fold(Said[] reports) =>
        ProgressVerification.Fold(Course, reports.Select(r => new LearningRecord
        {
            EnrolmentId = Enrolment, ActivityId = Activities[r.Activity].Id, Verb = r.Verb, Value = r.Percent, OutOf = 100, AttemptId = r.Attempt, ById = r.IsWaiver || r.Verb == LearningVerb.Confirmed ? Somebody : null, At = DateTimeOffset.UnixEpoch.AddSeconds(r.At),
        }), Outline, new CompletionRules([]), _ => DateTimeOffset.UnixEpoch.AddDays(1));

    private static string Told(IReadOnlyList<ActivityProgress> folded) =>
        string.Join(';', folded.OrderBy(p => p.ActivityId.Value).Select(p => $"{p.ActivityId} {p.Standing}")) + Standing.Of(Version, folded, LearnersDates.None);

    private static readonly Id<Lectern.People.Person> Somebody = Id<Lectern.People.Person>.New();
    private static readonly Guid[] Waivers = [Guid.NewGuid(), Guid.NewGuid()];

    private sealed record Said(int Activity, LearningVerb Verb, int Percent, int At)
    {
        public bool IsWaiver => Verb is LearningVerb.Waived or LearningVerb.Unwaived;
        public Guid? Attempt => IsWaiver ? Waivers[Percent % 2] : null;
    }
}
