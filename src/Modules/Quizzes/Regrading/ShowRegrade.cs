using System.Globalization;
using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Access;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Regrading;

/// <summary>Marking questions of a quiz anew: which differ from what attempts have met, whom a decision concerns, and deciding.</summary>
public static class ShowRegrade
{
    private const int MostShown = 50;
    private const int MostEarlier = 20;
    private const string FieldPrefix = "q-";
    private const string VersionsPrefix = "v-";

    internal static async Task<IResult> Handle(Id<Course> id, Id<Activity> activityId, HttpRequest request, RegradeDesk desk, QuestionKinds kinds, LecternDb db, CancellationToken cancel)
    {
        if (await desk.Place(id, activityId, cancel) is not { } place) return TypedResults.NotFound();
        var asked = request.Query.ContainsKey("chosen") ? Read(request.Query, place) : place.Usual;
        return await View(place, asked, request.Query["spares"] == "true", Cursor.Decode(request.Query["after"]), desk, kinds, db, null, cancel);
    }

    /// <summary>All whom it concerns, as a file.</summary>
    internal static async Task Export(Id<Course> id, Id<Activity> activityId, HttpContext http, RegradeDesk desk, Texts texts, CancellationToken cancel)
    {
        if (await desk.Place(id, activityId, cancel) is not { } place)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await using var file = CsvFile.Begin(http.Response, "marked-anew.csv");
        await file.Write([texts["Learner"], texts["Email"], texts["Attempt"], texts["Question"], texts["Version of the question"], texts["Points before"], texts["Points after"], texts["Percent before"], texts["Percent after"], texts["Passed before"], texts["Passed after"]], cancel);
        foreach (var i in await desk.Impacts(place, Read(http.Request.Query, place), cancel))
            await file.Write([i.Name, i.Email, Number(i.Number), Each(i, q => q.Number), Each(i, q => q.Version), Number(i.Change.Before.Points), Number(i.Change.After.Points), Number(i.Change.Before.Percent), Number(i.Change.After.Percent), YesNo(i.Change.Before.IsPassed), YesNo(i.Change.After.IsPassed)], cancel);

        string YesNo(bool value) => texts[value ? "yes" : "no"];
        static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
        static string Each(Impact impact, Func<ChangedQuestion, int> value) => string.Join("; ", impact.Change.Questions.Select(q => Number(value(q))));
    }

    /// <summary>Decides: the first attempts at once, the others by a job.</summary>
    internal static async Task<IResult> Apply(Id<Course> id, Id<Activity> activityId, HttpRequest request, Me me, RegradeDesk desk, QuestionKinds kinds, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (await desk.Place(id, activityId, cancel) is not { } place) return TypedResults.NotFound();
        var (changes, spares, reason) = (Read(form, place), form["spares"] == "true", form["reason"].ToString());
        var seen = int.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var decided = await desk.Decide(place, changes, spares, reason, seen, form["now"].ToString(), me.Id, cancel);
        if (decided.Refusal is { } refusal) return await View(place, changes, spares, null, desk, kinds, db, new Refused(refusal, reason), cancel);
        var done = await desk.GoOn(decided.Value.Id, cancel);
        return Page.SeeOther(Address(id, activityId), texts[done ? "Marked anew" : "It goes on in the background. This page says how far it is."]);
    }

    /// <summary>Asks for the answers to a question to be run by what it is now.</summary>
    internal static async Task<IResult> Try(Id<Course> id, Id<Activity> activityId, HttpRequest request, RegradeDesk desk, TrialDesk trials, QuestionKinds kinds, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        if (await desk.Place(id, activityId, cancel) is not { } place || !Id<Question>.TryParse(form["question"], null, out var question)) return TypedResults.NotFound();
        if (await trials.Ask(place, question, cancel) is { } refusal) return await View(place, [], false, null, desk, kinds, db, new Refused(refusal, ""), cancel);
        return Page.SeeOther(Address(id, activityId), texts["The answers are run. This page says how far it is; no mark changes by it."]);
    }

    internal static string Address(Id<Course> id, Id<Activity> activityId) => $"/courses/{id}/regrade/{activityId}";

    internal static string Field(Id<Question> question) => $"{FieldPrefix}{question}";
    internal static string TrialForm(Id<Question> question) => $"try-{question}";
    internal static string VersionsField(Id<Question> question) => $"{VersionsPrefix}{question}";

    private static IReadOnlyList<RegradeChange> Read(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> sent, RegradePlace place) =>
    [
        .. from field in sent
           where field.Key.StartsWith(FieldPrefix, StringComparison.Ordinal)
           let question = Id<Question>.TryParse(field.Key[FieldPrefix.Length..], null, out var named) ? place.Find(named) : null
           let way = NamedValue.Of<RegradeWay>(field.Value)
           where question is not null && way is not null
           let versions = sent.Where(other => other.Key == VersionsField(question.Id)).Select(other => Versions(other.Value)).FirstOrDefault()
           select question.Settled(new RegradeChange(question.Id, way.Value, versions)),
    ];

    // Also without a number: then somebody has chosen none.
    private static IReadOnlyList<int> Versions(Microsoft.Extensions.Primitives.StringValues sent) => [.. sent.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : (int?)null).OfType<int>()];

    private static async Task<IResult> View(RegradePlace place, IReadOnlyList<RegradeChange> changes, bool spares, string? after, RegradeDesk desk, QuestionKinds kinds, LecternDb db, Refused? refused, CancellationToken cancel)
    {
        var impacts = await desk.Impacts(place, changes, cancel);
        var from = Math.Clamp(int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, 0, impacts.Count);
        var model = new Model(place.CourseId, place.ActivityId, place.Title, place.Questions, kinds, changes, spares, place.Seen, place.Fingerprint, Summary.Of(impacts, spares), [.. impacts.Skip(from).Take(MostShown)], from > 0,
            from + MostShown < impacts.Count ? Cursor.Encode((from + MostShown).ToString(CultureInfo.InvariantCulture)) : null, IsPublished(place, changes), await desk.Open(place, changes, cancel), await Decisions(db, place, cancel), refused);
        return Page.Of<ShowRegradePage>("Mark anew", model, new PageOptions(Crumbs: [new("Teach", "/teach"), new(place.CourseTitle, $"/courses/{place.CourseId}/edit"), new(place.Title, QuizActivity.Editor(place.ActivityId)), new("Mark anew")]),
            refused is null && !changes.Any(c => c.Versions is { Count: 0 }) ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Whether attempts that begin now meet the questions as they are now.</summary>
    private static bool IsPublished(RegradePlace place, IReadOnlyList<RegradeChange> changes)
    {
        if (place.Published is not { } published) return true;
        var there = published.Questions.DistinctBy(q => q.Id).ToDictionary(q => q.Id);
        return changes.Where(c => c.Way == RegradeWay.AsNow).All(c => !there.TryGetValue(c.QuestionId, out var met) || place.Find(c.QuestionId) is not { Now: { } now } || met.Data == now.Data);
    }

    /// <summary>The latest decisions of a quiz, the last first. One statement.</summary>
    internal static Task<List<Decision>> Decisions(LecternDb db, RegradePlace place, CancellationToken cancel)
    {
        var (people, activityId) = (db.Set<Person>(), place.ActivityId);
        return db.Regrades.AsNoTracking().Where(r => r.ActivityId == activityId).OrderByDescending(r => r.Number).Take(MostEarlier).Select(r => new Decision(r, people.Where(p => p.Id == r.ById).Select(p => p.Name).FirstOrDefault())).ToListAsync(cancel);
    }

    /// <param name="By">Null when they are no longer known here.</param>
    public sealed record Decision(Regrade Regrade, string? By);

    public sealed record Refused(Refusal Refusal, string Reason);

    /// <summary>How many attempts change, and become better or worse.</summary>
    /// <param name="Kept">How many would lose and are left out.</param>
    /// <param name="Known">Whether learners know some of these marks.</param>
    /// <param name="Told">How many learners hear that a mark is another, or was taken back.</param>
    /// <param name="TakenBack">How many marks that are known aren't told any more, until all is marked again.</param>
    public sealed record Summary(int Attempts, int Kept, int Gain, int Lose, int PassNow, int FailNow, bool Known, int Told, int TakenBack)
    {
        internal static Summary Of(IReadOnlyList<Impact> all, bool spares)
        {
            var changing = spares ? [.. all.Where(i => !i.Change.Loses)] : all;
            return new(changing.Count, all.Count - changing.Count, changing.Count(i => i.Change.Gains), changing.Count(i => i.Change.Loses), changing.Count(i => i.Change is { Before.IsPassed: false, After.IsPassed: true }),
                changing.Count(i => i.Change is { Before.IsPassed: true, After.IsPassed: false }), changing.Any(i => i.IsTold), changing.Where(i => i is { IsTold: true, Change.IsHeard: true }).DistinctBy(i => i.LearnerId).Count(), changing.Count(i => i is { IsTold: true, Change.Waits: true }));
        }
    }

    /// <param name="IsPublished">Attempts that begin now meet the questions as they are now.</param>
    /// <param name="Open">How many attempts are open that will be marked as they met the questions.</param>
    public sealed record Model(
        Id<Course> CourseId, Id<Activity> ActivityId, string Title, IReadOnlyList<RegradeQuestion> Questions, QuestionKinds Kinds, IReadOnlyList<RegradeChange> Changes, bool Spares, int Seen, string Fingerprint, Summary Summary, IReadOnlyList<Impact> Impacts,
        bool IsFurtherPage, string? Next, bool IsPublished, int Open, IReadOnlyList<Decision> Decisions, Refused? Refused);
}
