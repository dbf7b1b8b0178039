using Lectern.Courses;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Authoring;

/// <summary>The draft of a quiz in front of somebody who may edit its course.</summary>
public sealed record QuizInHand(Quiz Quiz, Activity Activity, Course Course)
{
    /// <summary>A question that always comes.</summary>
    public Question? Find(Id<Question> id) => Quiz.SlotOf(id)?.Question;

    /// <summary>Also one that was removed.</summary>
    public SlotDraft? Find(Id<SlotDraft> id) => Quiz.Slots.FirstOrDefault(s => s.Id == id);

    /// <summary>Whether it is of the course's own bank.</summary>
    public bool Owns(Question question) => question.BankId == QuestionBank.Of(Course.Id);

    /// <summary>Null for none of this quiz.</summary>
    public SectionDraft? Section(string? id) => Id<SectionDraft>.TryParse(id, null, out var known) ? Quiz.Sections.FirstOrDefault(s => s.Id == known) : null;

    public string Builder => $"/courses/{Course.Id}/edit";
}

/// <summary>Where quizzes are edited. The callers save.</summary>
internal sealed class EditorDesk(LecternDb db, IScopes scopes, TimeProvider clock)
{
    /// <summary>Null when there is no such quiz, or the visitor may not edit its course.</summary>
    public async Task<QuizInHand?> TakeUp(Id<Activity> activityId, Visitor visitor, CancellationToken cancel)
    {
        if (await db.Activities.SingleOrDefaultAsync(a => a.Id == activityId && a.Kind == QuizActivity.Kind, cancel) is not { } activity) return null;
        if (await scopes.PathOf(activity.CourseId.Value, cancel) is not { } path || !visitor.HoldsAt(CourseCapabilities.EditCourse, path)) return null;
        var quiz = await db.Quizzes.InFull().SingleOrDefaultAsync(q => q.ActivityId == activityId, cancel);
        return quiz is null ? null : new QuizInHand(quiz, activity, await db.Courses.SingleAsync(c => c.Id == activity.CourseId, cancel));
    }

    /// <summary>Whether the quiz's course may use the questions of a bank (<see cref="QuestionBank.IsUsableAt"/>).</summary>
    public async Task<bool> MayUse(QuizInHand hand, QuestionBank bank, CancellationToken cancel) =>
        bank.ArchivedAt is null && await scopes.PathOf(hand.Course.Id.Value, cancel) is { } course && await scopes.PathOf(bank.ScopeId.Value, cancel) is { } path && QuestionBank.IsUsableAt(course, path);

    /// <summary>Saves, and says so to the course (<see cref="Course.ContentChanged"/>).</summary>
    public async Task Save(QuizInHand hand, CancellationToken cancel)
    {
        if (db.ChangeTracker.HasChanges()) hand.Course.ContentChanged(hand.Activity, clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }
}
