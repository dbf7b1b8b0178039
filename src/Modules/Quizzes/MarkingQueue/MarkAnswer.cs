using System.Globalization;
using Lectern.Courses;
using Lectern.Grading;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>One answer after the other: what was answered, the mark scheme, points and a comment, kept as a draft.</summary>
public static class MarkAnswer
{
    /// <summary>The answer that is asked for, or the first that waits; with "given" the one that was marked last.</summary>
    internal static async Task<IResult> Show(Id<Course> id, Id<Activity> activityId, string? question, string? at, string? given, LecternDb db, MarkingDesk desk, CancellationToken cancel)
    {
        Id<Question>? only = Id<Question>.TryParse(question, null, out var one) ? one : null;
        Id<AwaitedMark>? asked = Id<AwaitedMark>.TryParse(at, null, out var named) ? named : null;
        asked ??= (given == "true" ? await desk.GivenInOrder(id, activityId, only, cancel) : await desk.InOrder(id, activityId, only, cancel)).Select(a => (Id<AwaitedMark>?)a).FirstOrDefault();
        if (asked is not { } answer) return Page.SeeOther($"/courses/{id}/marking");
        return await View(id, activityId, only, answer, db, desk, null, cancel) ?? TypedResults.NotFound();
    }

    /// <summary>Another mark in place of one that is given.</summary>
    internal static Task<IResult> PutRight(Id<Course> id, Id<AwaitedMark> answerId, HttpRequest request, Me me, LecternDb db, MarkingDesk desk, Texts texts, CancellationToken cancel) => db.Retried(async () =>
    {
        var form = await request.ReadFormAsync(cancel);
        Id<Question>? only = Id<Question>.TryParse(form["question"], null, out var one) ? one : null;
        if (await desk.TakeUp(id, answerId, cancel) is not { } hand) return TypedResults.NotFound();
        var (activityId, written) = (hand.Awaited.ActivityId, Written.Of(form));
        var comment = CommentOf(written);
        if ((comment.Refusal ?? await desk.PutRight(hand, written.Points, comment.Refusal is null ? comment.Value : "", written.Revision, me.Id, cancel)) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return await View(id, activityId, only, answerId, db, desk, new Refused(refusal, written), cancel) ?? TypedResults.NotFound();
        }

        await db.SaveChangesAsync(cancel);
        return Page.SeeOther(Address(id, activityId, only, answerId), texts["The mark was put right"]);
    });

    /// <summary>The form's buttons: keeps the draft and goes on to the next one ("next"), to the one before ("previous") or stays ("stay").</summary>
    internal static async Task<IResult> Save(Id<Course> id, Id<AwaitedMark> answerId, HttpRequest request, Me me, LecternDb db, MarkingDesk desk, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        Id<Question>? only = Id<Question>.TryParse(form["question"], null, out var one) ? one : null;
        // The draft that this page sends in the background may be on its way at the same moment: then it is looked at again, and is this window's own.
        return await db.Retried<IResult>(async () =>
        {
            if (await desk.TakeUp(id, answerId, cancel) is not { } hand) return TypedResults.NotFound();
            var (activityId, written) = (hand.Awaited.ActivityId, Written.Of(form));
            // What this window drafted last is not somebody else's.
            if (hand.Awaited.WasDraftedIn(written.Window, me.Id)) written = written with { Revision = hand.Awaited.Revision };
            if (Keep(hand, written, me, clock) is { } refusal)
            {
                db.ChangeTracker.Clear();
                return await View(id, activityId, only, answerId, db, desk, new Refused(refusal, written), cancel) ?? TypedResults.NotFound();
            }

            await db.SaveChangesAsync(cancel);
            var order = await desk.InOrder(id, activityId, only, cancel);
            var place = order.IndexOf(answerId);
            var next = form["go"].ToString() switch { "previous" => place - 1, "stay" => place, _ => place + 1 };
            return next >= 0 && next < order.Count ? Page.SeeOther(Address(id, activityId, only, order[next])) : Page.SeeOther($"/courses/{id}/marking", texts["Drafts are saved. Give the marks when you are through."]);
        });
    }

    /// <summary>For the script that saves while it is written.</summary>
    internal static async Task<IResult> Autosave(Id<Course> id, Id<AwaitedMark> answerId, HttpRequest request, Me me, LecternDb db, MarkingDesk desk, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (await desk.TakeUp(id, answerId, cancel) is not { } hand) return TypedResults.NotFound();
        if ((Keep(hand, Written.Of(form), me, clock) ?? await Saved(db, cancel)) is { } refusal) return refusal.ToProblem(texts);
        return TypedResults.Ok(new Told(hand.Awaited.Revision));
    }

    internal static string Address(Id<Course> id, Id<Activity> activityId, Id<Question>? question, Id<AwaitedMark> at) =>
        $"/courses/{id}/marking/{activityId}?{(question is { } one ? $"question={one}&" : "")}at={at}";

    internal static Refusal? Keep(AnswerInHand hand, Written written, Me me, TimeProvider clock)
    {
        if (hand.Awaited.GivenAt is not null) return new Refusal("mark-given", "This mark was given meanwhile.");
        if (written.Points is null && written.PointsAsWritten.Length > 0) return OutOfRange(hand);
        var comment = CommentOf(written);
        return comment.Refusal ?? hand.Awaited.Draft(written.Points, hand.Placed.Question.Points, comment.Value, written.Revision, written.Window, me.Id, clock.GetUtcNow());
    }

    internal static Outcome<string> CommentOf(Written written)
    {
        var comment = RichText.Read(written.Comment, RichTextRules.Default);
        return comment.Refusal is { } unreadable ? unreadable with { Field = "comment" } : RichText.IsEmpty(comment.Value) ? "" : comment.Value;
    }

    private static Refusal OutOfRange(AnswerInHand hand) => new("points-out-of-range", "Enter points from 0 to {0}.", "points", hand.Placed.Question.Points);

    /// <summary>Two who save at the same moment: the later one is told.</summary>
    internal static async Task<Refusal?> Saved(LecternDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return AwaitedMark.MarkedMeanwhile;
        }
    }

    private static async Task<IResult?> View(Id<Course> id, Id<Activity> activityId, Id<Question>? only, Id<AwaitedMark> answerId, LecternDb db, MarkingDesk desk, Refused? refused, CancellationToken cancel)
    {
        if (await desk.TakeUp(id, answerId, cancel) is not { } hand || hand.Awaited.ActivityId != activityId) return null;
        var order = hand.Awaited.GivenAt is null ? await desk.InOrder(id, activityId, only, cancel) : await desk.GivenInOrder(id, activityId, only, cancel);
        var rule = await db.ReleaseRuleOf(id, activityId, cancel);
        var step = hand.Hand.Sheet.Latest(hand.Placed.Question.Id);
        var (people, activities) = (db.Set<Person>(), db.Activities);
        var learnerId = hand.Hand.Attempt.LearnerId;
        var drafter = hand.Awaited.GivenAt is null ? hand.Awaited.DraftById : step?.MarkedById;
        var names = await (
            from course in db.Courses.AsNoTracking()
            where course.Id == id
            select new
            {
                Course = course.Title,
                Activity = activities.Where(a => a.Id == activityId).Select(a => a.Title).FirstOrDefault(),
                Learner = people.Where(p => p.Id == learnerId).Select(p => p.Name).FirstOrDefault(),
                Drafter = people.Where(p => p.Id == drafter).Select(p => p.Name).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancel);
        if (names is null) return null;
        var place = order.IndexOf(answerId);
        var model = new Model(id, only, hand.Awaited, hand.Hand.Attempt, hand.Placed, hand.Kind, step?.Response, hand.Awaited.GivenAt is null ? null : step, hand.Kind.MarkScheme(hand.Placed.Question.Data), names.Activity ?? "",
            rule.HidesNames ? null : names.Learner, rule.HidesNames ? null : names.Drafter, place + 1, order.Count, place > 0 ? order[place - 1] : null, place >= 0 && place + 1 < order.Count ? order[place + 1] : null, refused);
        return Page.Of<MarkAnswerPage>(names.Activity ?? "", model, new PageOptions(Crumbs: [new(names.Course, $"/courses/{id}/marking"), new("Marking", $"/courses/{id}/marking"), new(names.Activity ?? "")], Wide: true),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <param name="Points">Null when there are none, or none that can be read.</param>
    public sealed record Written(decimal? Points, string PointsAsWritten, string Comment, int Revision, string Window)
    {
        internal static Written Of(IFormCollection form)
        {
            var points = form["points"].ToString().Trim().Replace(',', '.');
            return new(decimal.TryParse(points, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : null, points, form["comment"].ToString(),
                int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : -1, form["window"].ToString());
        }
    }

    public sealed record Refused(Refusal Refusal, Written Written);

    /// <param name="Only">The question whose answers are being marked; null for attempt after attempt.</param>
    /// <param name="Given">The mark, where it is given; it can be put right.</param>
    /// <param name="Scheme">Sanitised HTML; "" for none.</param>
    /// <param name="Learner">Null where names are hidden.</param>
    /// <param name="Drafter">Who drafted it last, or gave it.</param>
    public sealed record Model(Id<Course> CourseId, Id<Question>? Only, AwaitedMark Awaited, Attempt Attempt, Taking.PlacedQuestion Placed, QuestionTypes.IQuestionKind Kind, string? Response, AttemptStep? Given, string Scheme, string Quiz, string? Learner, string? Drafter,
        int Place, int Of, Id<AwaitedMark>? Previous, Id<AwaitedMark>? Next, Refused? Refused);

    internal sealed record Told(int Revision);
}
