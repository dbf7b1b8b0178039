using System.Collections.Concurrent;
using Lectern.People;
using Lectern.Quizzes.Taking;
using Lectern.Web.Access;
using Lectern.Web.Api;

namespace Lectern.Quizzes.QuestionTypes.Code;

/// <summary>How often a learner may run code: as often as somebody who thinks in between, and one thing after the other.</summary>
internal sealed class RunsPerPerson : IDisposable
{
    private readonly Allowance _runs = new(10, TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<Id<Person>, byte> _running = new();

    public bool Allows(Id<Person> person) => _runs.Takes(person.ToString());

    /// <summary>Whether nothing of theirs is running; then something is until <see cref="End"/>.</summary>
    public bool Begins(Id<Person> person) => _running.TryAdd(person, 0);
    public void End(Id<Person> person) => _running.TryRemove(person, out _);
    public void Dispose() => _runs.Dispose();
}

/// <summary>A learner runs the code of an open attempt with the visible tests. What the page says is saved first; nothing is marked.</summary>
internal static class RunCode
{
    internal static async Task<IResult> Handle(Id<Attempt> id, Id<Question> questionId, Me me, HttpRequest request, LecternDb db, AttemptDesk desk, QuestionKinds kinds, CodeRunner runner, RunsPerPerson limit, Texts texts, CancellationToken cancel)
    {
        var form = await request.ReadFormAsync(cancel);
        var isScript = request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);
        if (await desk.TakeUp(id, me.Id, cancel) is not { } first || first.Sheet.Question(questionId) is not { } question || kinds[question.Kind] is not Code) return TypedResults.NotFound();
        if (!limit.Allows(me.Id)) return Answer(new Refusal("too-many-runs", "You run it very often. Wait a minute, and think in between."));
        var code = "";
        var refusal = await db.Retried(async () =>
        {
            if (await desk.TakeUp(id, me.Id, cancel) is not { } hand) return new Refusal("attempt-unknown", "This attempt is not there any more.");
            if (await desk.Save(hand, AnswerForm.Read(form, hand.Sheet, kinds), cancel) is { } late) return late;
            await db.SaveChangesAsync(cancel);
            code = hand.Sheet.Response(questionId) ?? "";
            return null;
        });
        if (refusal is not null) return Answer(refusal);
        if (code.Length == 0) return Answer(new Refusal("code-missing", "Write some code first."));
        var data = Code.Read(question.Data);
        if (!limit.Begins(me.Id)) return Answer(new Refusal("run-under-way", "Your code is still running. Wait until it ends, and try again."));
        IReadOnlyList<TestRun>? runs;
        try
        {
            runs = await runner.Try(data.Language, Code.Written(code), [.. data.Visible], cancel);
        }
        catch (NotJustNowException)
        {
            return Answer(new Refusal("too-busy", "The server is busy. Your code is saved: try again in a minute."));
        }
        finally
        {
            limit.End(me.Id);
        }

        if (runs is null) return Answer(new Refusal("code-not-run", "Code can't be run on this server. It is saved, and a person marks it."));
        var summary = texts["Tests passed: {0} of {1}", runs.Count(run => run.Passed), runs.Count];
        return isScript ? TypedResults.Ok(new Ran(summary, [.. runs.Select(run => new RanTest(run.Test.Name, run.Passed, Words(run.End, texts), run.Passed ? "" : string.Join('\n', new[] { run.Output, run.Errors }.Where(t => t.Length > 0))))]))
            : Page.SeeOther(Addresses.Of(first, questionId), summary);

        IResult Answer(Refusal no) => isScript ? no.ToProblem(texts) : Page.SeeOther(Addresses.Of(first, questionId), no, texts);
    }

    internal static string Words(TestEnd end, Texts texts) => end switch
    {
        TestEnd.Passed => texts["passed"],
        TestEnd.Wrong => texts["another output than expected"],
        TestEnd.TooLong => texts["it took too long"],
        TestEnd.TooMuchOutput => texts["it wrote too much"],
        TestEnd.TooMuchMemory => texts["it used too much memory"],
        TestEnd.NotTried => texts["not tried: the tests before it took too long"],
        _ => texts["the program broke"],
    };

    internal sealed record Ran(string Summary, IReadOnlyList<RanTest> Tests);

    internal sealed record RanTest(string Name, bool Passed, string Words, string Output);
}
