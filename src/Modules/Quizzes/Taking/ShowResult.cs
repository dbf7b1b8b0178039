using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Taking;

/// <summary>How an attempt went, as far as its author lets it be seen, and the one thing to do next.</summary>
internal static class ShowResult
{
    internal static async Task<IResult> Handle(Id<Attempt> id, string? show, Me me, LecternDb db, Classroom classroom, AttemptDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await desk.TakeUpAmongAll(id, me.Id, cancel) is not var (hand, attempts)) return TypedResults.NotFound();
        if (!hand.Attempt.IsFinished) return Page.SeeOther(Addresses.Of(id));
        if (hand.Attempt.State == AttemptState.Abandoned) return Page.SeeOther(QuizActivity.Address(hand.Attempt.ActivityId), Attempt.NotHandedIn, texts);
        if (await classroom.Enter(hand.Attempt.ActivityId, me.Visitor, preview: false, cancel, goesOn: true, reads: true, of: hand.Attempt.EnrolmentId) is not { } seat) return TypedResults.NotFound();
        var about = new ShowResultPage.About(seat, hand.Attempt, hand.Sheet, new QuizPages(hand.Sheet.Paper), attempts, await desk.SettingsNow(hand, seat, cancel), kinds, classroom.NextAddress(seat), me.Visitor, show == "review", clock.GetUtcNow());
        return Page.Of<ShowResultPage>(seat.Activity.Title, about, new PageOptions(Crumbs: [new(seat.CourseTitle, seat.CourseAddress), new(seat.Activity.Title, QuizActivity.Address(seat.Activity.Id)), new("Result")]));
    }
}
