using Lectern.People;

namespace Lectern.Courses;

/// <summary>An editor publishes the draft: from the next page on, learners meet the new version.</summary>
internal static class PublishCourse
{
    internal static async Task<IResult> Handle(Id<Course> id, Me me, Builder builder, LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (course, problems) = await Publish(db, kinds, id, me, clock, cancel);
        if (course is null) return TypedResults.NotFound();
        return problems.Count == 0
            ? Page.SeeOther($"/courses/{id}/edit", texts["Version {0} is published. Learners meet it from now on.", course.PublishedNumber])
            : await builder.Show(id, me.Visitor, new() { Problems = problems }, cancel);
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, Me me, LecternDb db, ActivityKinds kinds, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var (course, problems) = await Publish(db, kinds, id, me, clock, cancel);
        if (course is null) return TypedResults.NotFound();
        if (problems.Count == 0) return TypedResults.Ok(new VersionListed(course.PublishedNumber, course.PublishedAt!.Value, course.PublishedActivities, course.PublishedMinutes));
        return TypedResults.Problem(
            title: texts["The course can't be published yet."], statusCode: StatusCodes.Status409Conflict, type: "/problems/not-ready-to-publish",
            extensions: new Dictionary<string, object?>
            {
                ["problems"] = problems.Select(p => new { code = p.Refusal.Code, title = texts[p.Refusal.Sentence, p.Refusal.Arguments], address = p.Href }).ToList(),
            });
    }

    private static async Task<(Course? Course, IReadOnlyList<PublishingProblem> Problems)> Publish(LecternDb db, ActivityKinds kinds, Id<Course> id, Me me, TimeProvider clock, CancellationToken cancel)
    {
        IReadOnlyList<PublishingProblem> problems = [];
        var outcome = await db.Change(id, async course =>
        {
            problems = await CoursePublishing.Publish(db, kinds, course, me.Id, clock.GetUtcNow(), cancel);
            return problems.Count > 0 ? problems[0].Refusal : null;
        }, cancel);
        if (outcome is null) return (null, []);
        return problems.Count > 0 ? (await db.Draft(id, cancel), problems) : (outcome.Value.Value, []);
    }
}

public sealed record VersionListed(int Number, DateTimeOffset PublishedAt, int Activities, int Minutes);
