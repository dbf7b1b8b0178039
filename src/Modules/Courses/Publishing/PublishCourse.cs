using Lectern.People;
using Microsoft.AspNetCore.Components;

namespace Lectern.Courses;

/// <summary>
/// An editor publishes the draft: from the next page on, learners meet the new version. Where that changes what they have
/// already done, because lessons count as done by another rule or hold something else, it first says for whom and asks what
/// is to become of them.
/// </summary>
internal static class PublishCourse
{
    private static readonly Refusal RulesUndecided = new("rule-choice-missing", "Lessons count as done by another rule than before, and learners would be changed by it. Say what is to become of them: keep, upwards or recompute.", "Rules");
    private static readonly Refusal AnewUndecided = new("anew-choice-missing", "Lessons that learners have done hold something else now. List those that they are to do again, or none.", "Anew");

    private static readonly Refusal AnewUnknown = new("anew-unknown", "Only lessons that learners have done, and that hold something else now, can be done again.", "Anew");

    /// <summary>The question, as a page.</summary>
    internal static async Task<IResult> Show(Id<Course> id, Visitor visitor, LecternDb db, ActivityKinds kinds, IEnumerable<IPublishingReview> reviews, CourseTabs tabs, Texts texts, CancellationToken cancel)
    {
        if (await db.Draft(id, cancel) is not { } course) return TypedResults.NotFound();
        if (await Ask(db, kinds, [.. reviews], course, cancel) is not { IsAnything: true } question) return Page.SeeOther($"/courses/{id}/edit");
        var heading = tabs.Heading(course, await db.PathOf(course, cancel), "edit", visitor);
        return Page.Of<AskBeforePublishingPage>(course.Title, new AskBeforePublishing(heading, question),
            new PageOptions(Crumbs: [new(texts["Teach"], "/teach"), new(course.Title, heading.Address), new(texts["Publish"])]));
    }

    internal static async Task<IResult> Handle(Id<Course> id, PostedForm form, Me me, Builder builder, LecternDb db, ActivityKinds kinds, IEnumerable<IPublishingReview> reviews, Texts texts, TimeProvider clock, CancellationToken cancel)
    {
        var asked = Lessons(form, "asked");
        var choice = new PublishingChoice(form.Named<RuleChange>("rules"), asked.Count > 0 ? [.. Lessons(form, "anew").Intersect(asked)] : null, asked.Count > 0 ? asked : null);
        return await Publish(db, kinds, [.. reviews], id, choice, me, clock, cancel) switch
        {
            { Course: null } => TypedResults.NotFound(),
            { Undecided: not null } => Page.SeeOther($"/courses/{id}/publish"),
            { Problems: { Count: > 0 } problems } => await builder.Show(id, me.Visitor, new() { Problems = problems }, cancel),
            { Course: var course } => Page.SeeOther($"/courses/{id}/edit", texts["Version {0} is published. Learners meet it from now on.", course.PublishedNumber]),
        };
    }

    internal static async Task<IResult> FromProgram(Id<Course> id, NewVersion? asked, Me me, LecternDb db, ActivityKinds kinds, IEnumerable<IPublishingReview> reviews, Texts texts, TimeProvider clock, CancellationToken cancel) =>
        await Publish(db, kinds, [.. reviews], id, new(asked?.Rules, asked?.Anew), me, clock, cancel) switch
        {
            { Course: null } => TypedResults.NotFound(),
            { Undecided: { } undecided } => ForPrograms.Problem(undecided, texts),
            { Problems: { Count: > 0 } problems } => TypedResults.Problem(
                title: texts["The course can't be published yet."], statusCode: StatusCodes.Status409Conflict, type: "/problems/not-ready-to-publish",
                extensions: new Dictionary<string, object?>
                {
                    ["problems"] = problems.Select(p => new { code = p.Refusal.Code, title = texts[p.Refusal.Sentence, p.Refusal.Arguments], address = p.Href }).ToList(),
                }),
            { Course: var course } => TypedResults.Ok(new VersionListed(course.PublishedNumber, course.PublishedAt!.Value, course.PublishedActivities, course.PublishedMinutes)),
        };

    private static List<Id<Activity>> Lessons(PostedForm form, string field) =>
        [.. form.All(field).Select(value => Id<Activity>.TryParse(value, null, out var lesson) ? lesson : default).Where(lesson => lesson != default)];

    /// <param name="Undecided">Learners would be changed, and nobody said what is to become of them.</param>
    private sealed record Attempted(Course? Course, IReadOnlyList<PublishingProblem> Problems, Refusal? Undecided = null);

    private static async Task<Attempted> Publish(LecternDb db, ActivityKinds kinds, IReadOnlyList<IPublishingReview> reviews, Id<Course> id, PublishingChoice choice, Me me, TimeProvider clock, CancellationToken cancel)
    {
        IReadOnlyList<PublishingProblem> problems = [];
        Refusal? undecided = null;
        var outcome = await db.Change(id, async course =>
        {
            problems = [.. reviews.SelectMany(review => review.Problems(course))];
            undecided = problems.Count == 0 ? await Undecided(db, kinds, reviews, course, choice, cancel) : null;
            if (undecided is not null) return undecided;
            if (problems.Count == 0) problems = await CoursePublishing.Publish(db, kinds, course, me.Id, clock.GetUtcNow(), cancel, choice);
            return problems.Count > 0 ? problems[0].Refusal : null;
        }, cancel);
        if (outcome is null) return new(null, []);
        return undecided is not null || problems.Count > 0 ? new(await db.Draft(id, cancel), problems, undecided) : new(outcome.Value.Value, []);
    }

    private static async Task<Refusal?> Undecided(LecternDb db, ActivityKinds kinds, IReadOnlyList<IPublishingReview> reviews, Course course, PublishingChoice choice, CancellationToken cancel)
    {
        if (choice is { Rules: not null, Anew.Count: 0, Asked: null }) return null;
        var question = await Ask(db, kinds, reviews, course, cancel);
        if (question.Rules.Count > 0 && choice.Rules is null) return RulesUndecided;
        var replaced = question.Replaced.Select(lesson => lesson.Id).ToHashSet();
        if (choice.Anew is not { } anew || (choice.Asked is { } asked && !replaced.IsSubsetOf(asked))) return replaced.Count > 0 ? AnewUndecided : null;
        // A page that was opened before may name a lesson that holds by now what it held; a program is told of its mistake.
        return choice.Asked is not null || replaced.IsSupersetOf(anew) ? null : AnewUnknown;
    }

    private static async Task<QuestionBeforePublishing> Ask(LecternDb db, ActivityKinds kinds, IReadOnlyList<IPublishingReview> reviews, Course course, CancellationToken cancel)
    {
        if (course.PublishedVersionId is not { } last) return new([], []);
        var published = await db.CourseVersions.AsNoTracking().SingleAsync(v => v.Id == last, cancel);
        var rules = new List<RenderFragment>();
        foreach (var review in reviews)
            if (await review.WhoChanges(course, published, cancel) is { } part) rules.Add(part);
        return new(rules, await Replaced(kinds, reviews, course, published, cancel));
    }

    private static async Task<IReadOnlyList<ReplacedLesson>> Replaced(ActivityKinds kinds, IReadOnlyList<IPublishingReview> reviews, Course course, CourseVersion published, CancellationToken cancel)
    {
        var sealedAs = published.Outline.Activities.ToDictionary(a => a.Id, a => a.ContentId);
        var activities = course.DraftModules.SelectMany(m => m.DraftActivities).Where(a => sealedAs.ContainsKey(a.Id)).ToList();
        var replaced = new HashSet<Id<Activity>>();
        foreach (var ofKind in activities.GroupBy(a => a.Kind))
            replaced.UnionWith(await kinds[ofKind.Key].Replaced(ofKind.ToDictionary(a => a.Id, a => sealedAs[a.Id]), cancel));
        if (replaced.Count == 0) return [];
        var done = new Dictionary<Id<Activity>, int>();
        foreach (var review in reviews)
            foreach (var (activity, learners) in await review.HaveDone(course, replaced, cancel)) done[activity] = learners;
        return [.. activities.Where(a => done.GetValueOrDefault(a.Id) > 0).Select(a => new ReplacedLesson(a.Id, a.Title, done[a.Id]))];
    }
}

public sealed record VersionListed(int Number, DateTimeOffset PublishedAt, int Activities, int Minutes);

/// <summary>What a program may send to publish.</summary>
/// <param name="Rules">What becomes of learners where lessons count as done by another rule than before.</param>
/// <param name="Anew">Lessons that learners are to do again although they have done them; an empty list for none.</param>
public sealed record NewVersion(RuleChange? Rules = null, IReadOnlyList<Id<Activity>>? Anew = null);

/// <summary>A lesson that holds something else than what learners have done.</summary>
/// <param name="Learners">Who have done it.</param>
public sealed record ReplacedLesson(Id<Activity> Id, string Title, int Learners);

/// <param name="Rules">Whom other rules change, in the words of the modules that judge.</param>
/// <param name="Replaced">What was replaced after somebody had done it.</param>
public sealed record QuestionBeforePublishing(IReadOnlyList<RenderFragment> Rules, IReadOnlyList<ReplacedLesson> Replaced)
{
    internal bool IsAnything => Rules.Count > 0 || Replaced.Count > 0;
}

public sealed record AskBeforePublishing(CourseHeading Heading, QuestionBeforePublishing Question);
