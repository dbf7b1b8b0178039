using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.People;

namespace Lectern.Tests.Courses;

public sealed class Changing_a_draft
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void keeps_every_activity_in_exactly_one_place_however_it_is_moved()
    {
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 999)).ToArbitrary(), moves =>
        {
            var (course, activities) = ACourse(3, 3);
            foreach (var move in moves)
            {
                var activity = activities[move % activities.Count];
                var modules = course.DraftModules.ToList();
                if (move % 7 == 0) course.Place(modules[move % modules.Count], move % 5, Noon);
                else if (move % 11 == 0 && activity.RemovedAt is null) course.Remove(activity, Noon);
                else if (move % 13 == 0) course.Restore(activity, Noon);
                else if (course.ActivityOf(activity.Id) is not null) course.Place(activity, modules[move / 7 % modules.Count], move % 4, Noon);
                // A moved activity is fixed up by the database's side of the relation; here that is the module's list.
                Resettle(course);
            }

            var drawn = course.DraftOutline().Activities.Select(a => a.Id).ToList();
            return drawn.Count == drawn.Distinct().Count() && drawn.ToHashSet().SetEquals(activities.Where(a => a.RemovedAt is null).Select(a => a.Id));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void counts_as_unpublished_what_learners_do_not_see_yet()
    {
        var (course, activities) = ACourse(2, 2);
        var published = course.DraftOutline();
        Assert.Equal(0, new DraftChanges(course, published).Count);

        Assert.Null(course.Describe(activities[0], "Renamed", 5, true, Noon));
        course.Place(course.DraftModules.Last(), 0, Noon);
        course.Remove(activities[3], Noon);
        Assert.Equal(3, new DraftChanges(course, published).Count);
    }

    [Fact]
    public void shows_the_first_edit_of_each_content_since_publishing_and_disturbs_no_more_than_every_two_minutes()
    {
        var (course, activities) = ACourse(1, 2);
        var outline = course.DraftOutline();
        course.Published(new CourseVersion { CourseId = course.Id, Number = 1, PublishedAt = Noon, PublishedById = null, OutlineJson = outline.Write() });
        var revision = course.Revision;

        course.ContentChanged(activities[0], Noon.AddSeconds(1));
        course.ContentChanged(activities[1], Noon.AddSeconds(2));
        Assert.Equal(revision + 2, course.Revision);
        Assert.All(activities, activity => Assert.NotNull(activity.ChangedAt));

        course.ContentChanged(activities[0], Noon.AddSeconds(60));
        Assert.Equal(revision + 2, course.Revision);
        course.ContentChanged(activities[0], Noon.AddSeconds(200));
        Assert.Equal((revision + 3, Noon.AddSeconds(200)), (course.Revision, course.DraftChangedAt));
    }

    [Fact]
    public void is_refused_without_a_title()
    {
        var (course, activities) = ACourse(1, 1);
        Assert.Equal("title-missing", course.Describe(activities[0], "  ", 5, true, Noon)?.Code);
        Assert.Equal("title-missing", course.Rename(course.DraftModules.First(), "", Noon)?.Code);
        Assert.Equal("cover-unknown", course.Describe("T", "", "", "../../etc", "", EnrolmentPolicy.Open, null)?.Code);
    }

    private static (Course Course, List<Activity> Activities) ACourse(int modules, int each)
    {
        var course = new Course(Id<Scope>.New(), "Course", "course", Noon);
        for (var m = 0; m < modules; m++)
        {
            var module = course.AddModule($"Module {m}", Noon);
            for (var a = 0; a < each; a++) module.Add("page", $"{m}.{a}", 5);
        }

        return (course, [.. course.Modules.SelectMany(m => m.Activities)]);
    }

    private static void Resettle(Course course)
    {
        var all = course.Modules.SelectMany(m => m.Activities).Distinct().ToList();
        var lists = typeof(CourseModule).GetField("_activities", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        foreach (var module in course.Modules)
        {
            var list = (List<Activity>)lists.GetValue(module)!;
            list.Clear();
            list.AddRange(all.Where(a => a.ModuleId == module.Id));
        }
    }
}
