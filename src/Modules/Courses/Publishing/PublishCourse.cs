using Lectern.People;

namespace Lectern.Courses;

/// <summary>
/// An editor publishes the draft: from the next page on, learners meet the new version. Where lessons count as done by another
/// rule than before, and that means something for somebody, it first says for whom and asks what is to become of them.
/// </summary>
internal static class PublishCourse
{
    private static readonly Refusal ChoiceMissing = new("rule-choice-missing", "Lessons count as done by another rule than before, and learners would be changed by it. Say what is to become of them: keep, upwards or recompute.", "Rules");

    /// <summary>The question, as a page.</summary>
    internal static async Task<IResult> Show(Id<Course> id, Visitor visitor, LecternDb db, IEnumerable<IPublishingReview> reviews, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course) return TypedResults.NotFound();
        if (await WhoChanges(db, reviews, course, cancel) is not { Count: > 0 } parts) return Page.SeeOther($"/courses/{id}/edit");
        var heading = tabs.Heading(course, await db.PathOf(course, cancel), "edit", visitor);
        return Page.Of<AskAboutRulesPage>(course.Title, new AskAboutRules(heading, parts),
            new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title, heading.Address), new(texts["Publish"])]));
    }

    internal static async Task<IResult> Handle(Id<Course> id, [FromForm] string? rules, Me me, Builder builder, LecternDb db, ActivityKinds kinds, IEnumerable<IPublishingReview> reviews, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        RuleChange? choice = Enum.TryParse<RuleChange>(rules, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : null;
        return await Publish(db, kinds, [.. reviews], id, choice, me, clock, cancel) switch
        {
            { Course: null } => TypedResults.NotFound(),
            { IsUndecided: true } => Page.SeeOther($"/courses/{id}/publish"),
            { Problems: { Count: > 0 } problems } => await builder.Show(id, me.Visitor, new() { Problems = problems }, cancel),
            { Course: var course } => Page.SeeOther($"/courses/{id}/edit", texts["Version {0} is published. Learners meet it from now on.", course.PublishedNumber]),
        };
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, NewVersion? asked, Me me, LecternDb db, ActivityKinds kinds, IEnumerable<IPublishingReview> reviews, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Publish(db, kinds, [.. reviews], id, asked?.Rules, me, clock, cancel) switch
        {
            { Course: null } => TypedResults.NotFound(),
            { IsUndecided: true } => ForPrograms.Problem(ChoiceMissing, texts),
            { Problems: { Count: > 0 } problems } => TypedResults.Problem(
                title: texts["The course can't be published yet."], statusCode: StatusCodes.Status409Conflict, type: "/problems/not-ready-to-publish",
                extensions: new Dictionary<string, object?>
                {
                    ["problems"] = problems.Select(p => new { code = p.Refusal.Code, title = texts[p.Refusal.Sentence, p.Refusal.Arguments], address = p.Href }).ToList(),
                }),
            { Course: var course } => TypedResults.Ok(new VersionListed(course.PublishedNumber, course.PublishedAt!.Value, course.PublishedActivities, course.PublishedMinutes)),
        };

    /// <param name="IsUndecided">Learners would be changed by another rule, and nobody said what is to become of them.</param>
    private sealed record Attempted(Course? Course, IReadOnlyList<PublishingProblem> Problems, bool IsUndecided = false);

    private static async Task<Attempted> Publish(LecternDb db, ActivityKinds kinds, IReadOnlyList<IPublishingReview> reviews, Id<Course> id, RuleChange? choice, Me me, TimeProvider clock, CancellationToken cancel)
    {
        IReadOnlyList<PublishingProblem> problems = [];
        var isUndecided = false;
        var outcome = await db.Change(id, async course =>
        {
            problems = [.. reviews.SelectMany(review => review.Problems(course))];
            isUndecided = problems.Count == 0 && choice is null && await WhoChanges(db, reviews, course, cancel) is { Count: > 0 };
            if (isUndecided) return ChoiceMissing;
            if (problems.Count == 0) problems = await CoursePublishing.Publish(db, kinds, course, me.Id, clock.GetUtcNow(), cancel, choice ?? RuleChange.Recompute);
            return problems.Count > 0 ? problems[0].Refusal : null;
        }, cancel);
        if (outcome is null) return new(null, []);
        return isUndecided || problems.Count > 0 ? new(await db.Draft(id, cancel), problems, isUndecided) : new(outcome.Value.Value, []);
    }

    private static async Task<IReadOnlyList<BuilderPart>> WhoChanges(LecternDb db, IEnumerable<IPublishingReview> reviews, Course course, CancellationToken cancel)
    {
        if (course.PublishedVersionId is not { } last) return [];
        var published = await db.CourseVersions.AsNoTracking().SingleAsync(v => v.Id == last, cancel);
        var parts = new List<BuilderPart>();
        foreach (var review in reviews)
            if (await review.WhoChanges(course, published, cancel) is { } part) parts.Add(part);
        return parts;
    }
}

public sealed record VersionListed(int Number, DateTimeOffset PublishedAt, int Activities, int Minutes);

/// <summary>What a program may send to publish: what becomes of learners where lessons count as done by another rule than before.</summary>
public sealed record NewVersion(RuleChange? Rules);

public sealed record AskAboutRules(CourseHeading Heading, IReadOnlyList<BuilderPart> Parts);
