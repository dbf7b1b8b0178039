using Lectern.Courses;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes;

/// <summary>The quiz as a kind of activity.</summary>
internal sealed class QuizActivity(LecternDb db, QuestionKinds kinds, TimeProvider clock) : IActivityKind
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

    public Task Create(Activity activity, CancellationToken cancel)
    {
        db.Add(new Quiz(activity.Id));
        return Task.CompletedTask;
    }

    public async Task Copy(Activity from, Activity to, CancellationToken cancel)
    {
        var quizzes = db.Quizzes;
        var original = await quizzes.AsNoTracking().Include(q => q.Questions).AsSingleQuery().SingleAsync(q => q.ActivityId == from.Id, cancel);
        var copy = quizzes.Local.Single(q => q.ActivityId == to.Id);
        copy.Change(original.Settings);
        foreach (var question in original.InOrder)
        {
            var made = copy.Add(question.Kind, question.Data).Value;
            made.Write(question.Prompt, question.Points, question.Data, question.Feedback);
            db.Add(made);
        }
    }

    public async Task<Outcome<IReadOnlyDictionary<Id<Activity>, Guid>>> Seal(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var quizzes = await db.Quizzes.Include(q => q.Questions).Where(q => ids.Contains(q.ActivityId)).ToDictionaryAsync(q => q.ActivityId, cancel);
        var sealedIds = quizzes.Values.Select(q => q.SealedId).ToList();
        var contents = await db.QuizContents.AsNoTracking().Where(c => sealedIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.DocumentJson, cancel);

        Dictionary<Id<Activity>, Guid> result = [];
        foreach (var activity in activities)
        {
            var quiz = quizzes[activity.Id];
            var document = quiz.Document();
            if (Readiness.Of(document, activity.Title, kinds) is { } refusal) return refusal;
            var json = document.Write();
            if (quiz.SealedId is { } last && contents.GetValueOrDefault(last) == json)
            {
                result[activity.Id] = last.Value;
                continue;
            }

            var content = new QuizContent { ActivityId = activity.Id, SealedAt = clock.GetUtcNow(), DocumentJson = json };
            db.Add(content);
            quiz.Sealed(content);
            result[activity.Id] = content.Id.Value;
        }

        return result;
    }
}
