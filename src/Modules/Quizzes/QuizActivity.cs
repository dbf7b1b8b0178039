using Lectern.Courses;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>The quiz as a kind of activity.</summary>
internal sealed class QuizActivity(LecternDb db, QuestionKinds kinds, DraftAssembly assembly, CopyingQuizzes copying, TimeProvider clock) : IActivityKind
{
    public const string Kind = "quiz";

    public string Name => Kind;
    public string Label => "Quiz";
    public string Icon => "circle-help";
    public IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Submitted, LearningVerb.Scored, LearningVerb.Completed, LearningVerb.Passed];
    public int UsualMinutes => 10;

    public static string Address(Id<Activity> activityId) => $"/quizzes/{activityId}";
    public static string Editor(Id<Activity> activityId) => $"/quizzes/{activityId}/edit";

    public string EditorAddress(Activity activity) => Editor(activity.Id);
    public string PlayerAddress(Id<Activity> activityId) => Address(activityId);

    public async Task Create(Activity activity, CancellationToken cancel)
    {
        await db.BankOf(activity.CourseId, cancel);
        db.Add(new Quiz(activity.Id));
    }

    public async Task Copy(Activity from, Activity to, CancellationToken cancel)
    {
        var quizzes = db.Quizzes;
        var original = await quizzes.AsNoTracking().InFull().SingleAsync(q => q.ActivityId == from.Id, cancel);
        await copying.Copy(original, from, quizzes.Local.Single(q => q.ActivityId == to.Id), to, cancel);
    }

    public async Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var quizzes = await db.Quizzes.InFull().Where(q => ids.Contains(q.ActivityId)).ToDictionaryAsync(q => q.ActivityId, cancel);
        var sealedIds = quizzes.Values.Select(q => q.SealedId).ToList();
        var contents = await db.QuizContents.AsNoTracking().Where(c => sealedIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.DocumentJson, cancel);
        var drafts = await assembly.Assemble(quizzes.Values, cancel);
        var now = clock.GetUtcNow();

        Dictionary<Id<Activity>, Guid> result = [];
        foreach (var activity in activities)
        {
            var quiz = quizzes[activity.Id];
            var (document, held) = drafts[quiz.Id];
            if (Readiness.Of(document, activity.Title, kinds) is { } refusal) return refusal;
            foreach (var question in held)
                if (question.Seal(now) is { } version)
                    db.Add(version);
            var json = document.Write();
            // Read and written again: what was sealed by an earlier version of the program may lack what has its usual value.
            if (quiz.SealedId is { } last && contents.GetValueOrDefault(last) is { } before && QuizDocument.Read(before).Write() == json)
            {
                result[activity.Id] = last.Value;
                continue;
            }

            var content = new QuizContent { ActivityId = activity.Id, SealedAt = now, DocumentJson = json };
            db.Add(content);
            quiz.Sealed(content);
            result[activity.Id] = content.Id.Value;
        }

        return result;
    }
}
