using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Lectern.Quizzes.QuestionTypes.Code;

/// <summary>How a test ended.</summary>
public enum TestEnd
{
    Passed,
    /// <summary>Another output than expected, or a check that did not hold.</summary>
    Wrong,
    /// <summary>The program broke.</summary>
    Broken,
    TooLong,
    TooMuchOutput,
    TooMuchMemory,
    /// <summary>It was not begun any more: too many before it ran into their limit of time (<see cref="CodeRunner.MostTooLong"/>) or, where somebody looks on, took the time for that.</summary>
    NotTried,
}

/// <summary>Whether a host can run a language.</summary>
public enum HostState
{
    Can,
    /// <summary>It is too busy: it may be able to in a while.</summary>
    NotJustNow,
    Cannot,
}

internal static class HostStates
{
    /// <summary>What a program tells of the host that should have written this.</summary>
    internal static HostState Of(SandboxRun run, string expected) => run switch
    {
        { End: SandboxEnd.Ended } when run.Text == expected => HostState.Can,
        { End: SandboxEnd.TooLong or SandboxEnd.NotStartedNow } => HostState.NotJustNow,
        _ => HostState.Cannot,
    };
}

/// <summary>Nothing is known of the program: the host could not run it at this moment, and may in a while.</summary>
public sealed class NotJustNowException() : Exception("The host can't run programs just now.");

/// <summary>One test of a piece of code.</summary>
/// <param name="Output">What it wrote, shortened.</param>
/// <param name="Errors">What it wrote to its errors, shortened; the compiler's words where there is no program.</param>
public sealed record TestRun(CodeTest Test, TestEnd End, string Output, string Errors)
{
    public bool Passed => End == TestEnd.Passed;
}

/// <summary>
/// Runs learners' code against tests: on each node one program at a time for marking and one for those who try their code, so
/// that neither waits for the other and together they never take the machine from those who learn.
/// </summary>
public sealed partial class CodeRunner : IDisposable
{
    private const int Shown = 2000;

    /// <summary>A host that could not run it before is asked again after this long: it may have been busy, or been given what it lacked.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);
    /// <summary>And one that could not just then after this long.</summary>
    private static readonly TimeSpan AskSoon = TimeSpan.FromSeconds(15);

    /// <summary>A program that ran into its limit of time this often isn't tried with the tests that are left: others wait for their turn.</summary>
    public const int MostTooLong = 3;

    /// <summary>What marking an answer may take in all. Beyond that, when it isn't the program that takes too long, the host is too busy.</summary>
    internal TimeSpan MarkingTime { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>What trying one's code may take in all. The last test that is begun may take longer.</summary>
    internal TimeSpan TryingTime { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How long somebody waits for their turn to try.</summary>
    internal TimeSpan TurnWithin { get; init; } = TimeSpan.FromSeconds(20);
    private const int MostWaiting = 20;

    private readonly SemaphoreSlim _marking = new(1);
    private readonly SemaphoreSlim _trying = new(1);
    private int _waiting;
    private readonly ConcurrentDictionary<string, (Task<HostState> State, long Since)> _asked = new();
    private readonly Dictionary<string, IToolchain> _chains;
    private readonly ILogger<CodeRunner>? _log;

    /// <param name="configuration">"Code:Run" = false runs nothing on this server.</param>
    public CodeRunner(IConfiguration? configuration = null, ILogger<CodeRunner>? log = null)
    {
        _log = log;
        IToolchain[] chains = configuration?["Code:Run"] is { } run && !bool.Parse(run) ? [] : [new PythonToolchain(), new CSharpToolchain()];
        _chains = chains.ToDictionary(chain => chain.Language.Name);
    }

    /// <summary>Whether code in this language can be run here, be it not just now. Otherwise a person must mark it.</summary>
    public async Task<bool> Has(string language) => await State(language) != HostState.Cannot;

    /// <summary>Runs the tests to mark an answer, all of them unless <see cref="MostTooLong"/> of them ran into their limit of time; null when this host can't, or its compiler can't with this code.</summary>
    /// <exception cref="NotJustNowException">It can't at this moment, or not in <see cref="MarkingTime"/>.</exception>
    public async Task<IReadOnlyList<TestRun>?> Run(string language, string code, IReadOnlyList<CodeTest> tests, CancellationToken cancel)
    {
        if (!await IsUp(language)) return null;
        await _marking.WaitAsync(cancel);
        try
        {
            return await Each(language, code, tests, MarkingTime, _ => throw new NotJustNowException(), cancel);
        }
        finally
        {
            _marking.Release();
        }
    }

    /// <summary>Runs the tests for somebody who tries their code and looks on; null as with <see cref="Run"/>.</summary>
    /// <exception cref="NotJustNowException">It can't at this moment, or too many others are trying theirs.</exception>
    public async Task<IReadOnlyList<TestRun>?> Try(string language, string code, IReadOnlyList<CodeTest> tests, CancellationToken cancel)
    {
        if (!await IsUp(language)) return null;
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting || !await _trying.WaitAsync(TurnWithin, cancel)) throw new NotJustNowException();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Each(language, code, tests, TryingTime, NotTried, cancel);
        }
        finally
        {
            _trying.Release();
        }
    }

    public void Dispose()
    {
        _marking.Dispose();
        _trying.Dispose();
    }

    private async Task<HostState> State(string language)
    {
        if (!_chains.TryGetValue(language, out var chain)) return HostState.Cannot;
        return await _asked.AddOrUpdate(language, _ => Ask(), (_, known) => IsOld(known.State, Stopwatch.GetElapsedTime(known.Since)) ? Ask() : known).State;

        (Task<HostState>, long) Ask() => (StateOf(chain), Stopwatch.GetTimestamp());
    }

    private static bool IsOld(Task<HostState> state, TimeSpan age) =>
        state.IsCompleted && (!state.IsCompletedSuccessfully || state.Result == HostState.NotJustNow ? age > AskSoon : state.Result == HostState.Cannot && age > AskAgain);

    private async Task<bool> IsUp(string language) => await State(language) switch
    {
        HostState.NotJustNow => throw new NotJustNowException(),
        var state => state == HostState.Can,
    };

    private async Task<IReadOnlyList<TestRun>?> Each(string language, string code, IReadOnlyList<CodeTest> tests, TimeSpan time, Func<CodeTest, TestRun> late, CancellationToken cancel)
    {
        var chain = _chains[language];
        List<TestRun> runs = [];
        Outcome<ReadyProgram>? plain = null;   // the same for all tests that only give it input
        var began = Stopwatch.GetTimestamp();
        foreach (var test in tests)
        {
            if (runs.Count(run => run.End == TestEnd.TooLong) >= MostTooLong)
            {
                runs.Add(NotTried(test));
                continue;
            }

            if (runs.Count > 0 && Stopwatch.GetElapsedTime(began) > time)
            {
                runs.Add(late(test));
                continue;
            }

            var isCheck = test.Check.Length > 0;
            var program = isCheck ? await chain.Prepare(code, test.Check, cancel) : plain ??= await chain.Prepare(code, null, cancel);
            if (program is not { } ready) return null;
            runs.Add(ready.Refusal is { } broken ? new TestRun(test, TestEnd.Broken, "", Short(broken.Sentence)) : await One(ready.Value, test, isCheck, cancel));
        }

        return runs;
    }

    private static TestRun NotTried(CodeTest test) => new(test, TestEnd.NotTried, "", "");

    // In Python's and .NET's words: the limits on memory let it say so itself.
    private static bool SaysMemoryIsShort(string errors) => errors.Contains("MemoryError", StringComparison.Ordinal) || errors.Contains("Cannot allocate memory", StringComparison.Ordinal) || errors.Contains("OutOfMemoryException", StringComparison.Ordinal) || errors.StartsWith("Out of memory.", StringComparison.Ordinal);

    private static async Task<TestRun> One(ReadyProgram program, CodeTest test, bool isCheck, CancellationToken cancel)
    {
        var word = System.Security.Cryptography.RandomNumberGenerator.GetHexString(24);
        var input = isCheck ? word + "\n" : test.Input;
        var run = await Sandbox.Run(program.Files, program.Command, System.Text.Encoding.UTF8.GetBytes(input), program.Limits, program.Environment, cancel);
        if (run.End is SandboxEnd.NotStarted or SandboxEnd.NotStartedNow) throw new NotJustNowException();   // others ran here before
        var end = run.End switch
        {
            SandboxEnd.TooLong => TestEnd.TooLong,
            SandboxEnd.TooMuchOutput => TestEnd.TooMuchOutput,
            SandboxEnd.TooMuchMemory => TestEnd.TooMuchMemory,
            _ when run.ExitCode != 0 && SaysMemoryIsShort(run.Errors) => TestEnd.TooMuchMemory,
            _ when run.ExitCode != 0 => isCheck && run.Errors.Contains("AssertionError", StringComparison.Ordinal) ? TestEnd.Wrong : TestEnd.Broken,
            _ => (isCheck ? run.Text.EndsWith(word, StringComparison.Ordinal) : Same(run.Text, test.Expected)) ? TestEnd.Passed : TestEnd.Wrong,
        };
        return new TestRun(test, end, Short(isCheck ? run.Text.Replace(word, "", StringComparison.Ordinal) : run.Text), Short(run.Errors));
    }

    /// <summary>Whether two outputs are the same but for blanks at the ends of lines and empty lines at the end, which nobody sees.</summary>
    internal static bool Same(string output, string expected) => Lines(output).SequenceEqual(Lines(expected));

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd());

    // PostgreSQL keeps no NUL, and JSON no half characters.
    private static string Short(string text) => string.Concat((text.Length > Shown ? text[..Shown] + "…" : text).EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' or >= ' ').Select(rune => rune.ToString()));

    private async Task<HostState> StateOf(IToolchain chain)
    {
        if (await Sandbox.Obstacle(CancellationToken.None) is { } obstacle)
        {
            if (_log is not null) LogObstacle(_log, obstacle.Why);
            return obstacle.MayPass ? HostState.NotJustNow : HostState.Cannot;
        }

        try
        {
            return await chain.IsThere(CancellationToken.None);
        }
        catch (NotJustNowException)
        {
            return HostState.NotJustNow;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Learners' code can't be run here and waits. {Obstacle}")]
    private static partial void LogObstacle(ILogger log, string obstacle);
}
