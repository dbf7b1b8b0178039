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
}

/// <summary>One test of a piece of code.</summary>
/// <param name="Output">What it wrote, shortened.</param>
/// <param name="Errors">What it wrote to its errors, shortened; the compiler's words where there is no program.</param>
public sealed record TestRun(CodeTest Test, TestEnd End, string Output, string Errors)
{
    public bool Passed => End == TestEnd.Passed;
}

/// <summary>Runs learners' code against tests, one program at a time on each node, so that marking never takes the machine from those who learn.</summary>
public sealed partial class CodeRunner : IDisposable
{
    private const int Shown = 2000;

    /// <summary>A host that could not run it before is asked again after this long: it may have been busy, or been given what it lacked.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, (Task<bool> IsThere, long Since)> _asked = new();
    private readonly Dictionary<string, IToolchain> _chains;
    private readonly ILogger<CodeRunner>? _log;

    /// <param name="configuration">"Code:Run" = false runs nothing on this server.</param>
    public CodeRunner(IConfiguration? configuration = null, ILogger<CodeRunner>? log = null)
    {
        _log = log;
        IToolchain[] chains = configuration?["Code:Run"] is { } run && !bool.Parse(run) ? [] : [new PythonToolchain(), new CSharpToolchain()];
        _chains = chains.ToDictionary(chain => chain.Language.Name);
    }

    /// <summary>Whether code in this language can be run here. Otherwise a person must mark it.</summary>
    public async Task<bool> Has(string language)
    {
        if (!_chains.TryGetValue(language, out var chain)) return false;
        var asked = _asked.AddOrUpdate(language, _ => Ask(), (_, known) => known.IsThere is { IsCompleted: true } and not { IsCompletedSuccessfully: true, Result: true } && Stopwatch.GetElapsedTime(known.Since) > AskAgain ? Ask() : known);
        return await asked.IsThere;

        (Task<bool>, long) Ask() => (IsUsable(chain), Stopwatch.GetTimestamp());
    }

    /// <summary>Runs the tests; null when this host can't.</summary>
    public async Task<IReadOnlyList<TestRun>?> Run(string language, string code, IReadOnlyList<CodeTest> tests, CancellationToken cancel)
    {
        if (!await Has(language)) return null;
        await _one.WaitAsync(cancel);
        try
        {
            var chain = _chains[language];
            List<TestRun> runs = [];
            Outcome<ReadyProgram>? plain = null;   // the same for all tests that only give it input
            foreach (var test in tests)
            {
                var isCheck = test.Check.Length > 0;
                var program = isCheck ? await chain.Prepare(code, test.Check, cancel) : plain ??= await chain.Prepare(code, null, cancel);
                if (program is not { } ready) return null;
                if (ready.Refusal is { } broken)
                {
                    runs.Add(new TestRun(test, TestEnd.Broken, "", Short(broken.Sentence)));
                    continue;
                }

                if (await One(ready.Value, test, isCheck, cancel) is not { } run) return null;
                runs.Add(run);
            }

            return runs;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<TestRun?> One(ReadyProgram program, CodeTest test, bool isCheck, CancellationToken cancel)
    {
        var word = System.Security.Cryptography.RandomNumberGenerator.GetHexString(24);
        var input = isCheck ? word + "\n" : test.Input;
        var run = await Sandbox.Run(program.Files, program.Command, System.Text.Encoding.UTF8.GetBytes(input), program.Limits, program.Environment, cancel);
        if (run.End == SandboxEnd.NotStarted) return null;
        var end = run.End switch
        {
            SandboxEnd.TooLong => TestEnd.TooLong,
            SandboxEnd.TooMuchOutput => TestEnd.TooMuchOutput,
            SandboxEnd.TooMuchMemory => TestEnd.TooMuchMemory,
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

    private async Task<bool> IsUsable(IToolchain chain)
    {
        if (await Sandbox.Obstacle(CancellationToken.None) is { } obstacle)
        {
            if (_log is not null) LogObstacle(_log, obstacle);
            return false;
        }

        return await chain.IsThere(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Learners' code can't be run here and waits for a person. {Obstacle}")]
    private static partial void LogObstacle(ILogger log, string obstacle);
}
