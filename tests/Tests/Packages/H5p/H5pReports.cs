using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Packages;
using Lectern.Packages.H5p;
using Lectern.People;
using static Lectern.Tests.Packages.H5p.AnH5pPackage;

namespace Lectern.Tests.Packages.H5p;

public sealed class Reports_of_H5P
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Whatever arrives twice, late or in another order: what is kept is the same.</summary>
    [Fact]
    public void come_to_the_same_in_every_order_and_however_often()
    {
        string[] verbs = ["completed", "answered", "failed", "mastered", "progressed"];
        var report = from sequence in Gen.Choose(1, 8)
                     from verb in Gen.Elements(verbs)
                     from raw in Gen.Choose(0, 10)
                     from success in Gen.Elements<bool?>(null, true, false)
                     select H5pReport.Of(1, sequence, new Dictionary<string, string>
                     {
                         [$"statement/{sequence}"] = Statement(verb, Scored(raw, 10, success)),
                         ["state/0/state"] = $"{sequence}",
                         [$"state/part/{sequence % 3}"] = $"{sequence}",
                         ["time"] = $"{sequence * 7}",
                         ["score"] = sequence > 4 ? "1" : "0",
                     });
        var reports = from all in Gen.ListOf(report)
                      let once = all.GroupBy(r => r.Sequence).Select(same => same.First()).ToList()   // a number is given once
                      from shuffled in Gen.Shuffle(once.Concat(once.Take(3)).ToArray())
                      select (once, shuffled);
        Prop.ForAll(reports.ToArbitrary(), pair => Assert.Equal(After(pair.once.OrderBy(r => r.Sequence)), After(pair.shuffled))).QuickCheckThrowOnFailure();
    }

    private static string After(IEnumerable<H5pReport> reports)
    {
        var attempt = new H5pAttempt(Id<CourseEnrolment>.New(), Id<Course>.New(), Id<Person>.New(), Id<Activity>.New(), Id<Package>.New(), Noon);
        attempt.Open(Noon);
        foreach (var report in reports) attempt.Take(report, Noon.AddHours(1));
        return string.Join(';', attempt.Status, attempt.Score, attempt.Time, attempt.GivesScore,
            string.Join(',', attempt.States.OrderBy(s => s.Key).Select(s => $"{s.Key}={s.Value}")), string.Join(',', attempt.Statements.Select(s => s.Number).Order()));
    }
}
