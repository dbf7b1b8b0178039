using System.Text;

namespace Lectern.Quizzes.QuestionTypes.Code;

/// <summary>A language that learners may write in.</summary>
/// <param name="Name">Kept with the question: "python".</param>
/// <param name="Label">Its own name, the same in every language.</param>
/// <param name="File">The name of the learner's file.</param>
public sealed record CodeLanguage(string Name, string Label, string File)
{
    /// <summary>What one test may take of the processor.</summary>
    public const int ComputingSeconds = 5;
    /// <summary>And by the clock on the wall.</summary>
    public const int Seconds = 10;

    public static CodeLanguage Python { get; } = new("python", "Python", "main.py");
    public static CodeLanguage CSharp { get; } = new("csharp", "C#", "main.cs");
    public static IReadOnlyList<CodeLanguage> All { get; } = [Python, CSharp];

    public static CodeLanguage? Find(string? name) => All.FirstOrDefault(language => language.Name == name);
}

/// <summary>A program that can be run: what to put into its folder, how to begin it.</summary>
/// <param name="Files">By name.</param>
/// <param name="Command">The interpreter by its full path, and its arguments.</param>
internal sealed record ReadyProgram(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, SandboxLimits Limits);

/// <summary>A language as this host has it.</summary>
internal interface IToolchain
{
    CodeLanguage Language { get; }

    /// <summary>Whether the host has what it takes. Asked once; tried out in the sandbox.</summary>
    Task<HostState> IsThere(CancellationToken cancel);

    /// <summary>The learner's program; with an assertion, one that checks it and writes the word it reads from its input when all holds. A refusal says in the compiler's words why there is none; null when the compiler came to no end.</summary>
    /// <exception cref="NotJustNowException">The compiler could not begin.</exception>
    Task<Outcome<ReadyProgram>?> Prepare(string code, string? assertion, CancellationToken cancel);
}

/// <summary>Python 3, when it lies under /usr: only that is inside the sandbox.</summary>
internal sealed class PythonToolchain : IToolchain
{
    private static readonly string[] Places = ["/usr/bin/python3", "/usr/local/bin/python3"];
    private static readonly SandboxLimits Limits = new(CodeLanguage.ComputingSeconds, CodeLanguage.Seconds, 192, 24, 64 * 1024, AddressMegabytes: 512);

    // The word comes by the input and not with the files, so that a program can't find it by looking around: whoever ends the
    // program early, or prints what it likes, has not passed. It is no global either, and what the checker needs is taken before
    // the learner's code can put its own in place. Who climbs through the frames of their process reaches it all the same.
    private const string Checker = """
        import sys
        def _keep(word, out):
            def say():
                out.write(word)
                out.flush()
            return say
        def _read():
            with open("/code/check.py", encoding="utf-8") as file:
                return compile(file.read(), "check.py", "exec")
        def _try(say, check, run, copy):
            sys.stdin = open("/dev/null")
            import main
            run(check, copy(main.__dict__))
            say()
        _try(_keep(sys.stdin.readline().strip(), sys.stdout), _read(), exec, dict)
        """;

    private readonly string? _interpreter = Places.FirstOrDefault(File.Exists);

    public CodeLanguage Language => CodeLanguage.Python;

    public async Task<HostState> IsThere(CancellationToken cancel) =>
        _interpreter is null ? HostState.Cannot : HostStates.Of(await Sandbox.Run(new Dictionary<string, byte[]>(), [_interpreter, "-I", "-c", "print(6*7)"], [], Limits, Settings, cancel), "42\n");

    public Task<Outcome<ReadyProgram>?> Prepare(string code, string? assertion, CancellationToken cancel)
    {
        Dictionary<string, byte[]> files = new() { [Language.File] = Encoding.UTF8.GetBytes(code) };
        if (assertion is null) return Task.FromResult<Outcome<ReadyProgram>?>(new ReadyProgram(files, [_interpreter!, "-I", "-B", "/code/" + Language.File], Settings, Limits));
        files["check.py"] = Encoding.UTF8.GetBytes(assertion);
        files["run.py"] = Encoding.UTF8.GetBytes(Checker);
        return Task.FromResult<Outcome<ReadyProgram>?>(new ReadyProgram(files, [_interpreter!, "-s", "-E", "-B", "/code/run.py"], Settings, Limits));
    }

    private static Dictionary<string, string> Settings { get; } = new() { ["PYTHONUTF8"] = "1", ["PYTHONHASHSEED"] = "0", ["MALLOC_ARENA_MAX"] = "1" };
}

/// <summary>C#, when the .NET SDK lies under /usr: its compiler runs in the sandbox, too.</summary>
internal sealed class CSharpToolchain : IToolchain
{
    private static readonly string[] Places = ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/local/share/dotnet", "/usr/local/dotnet"];
    private static readonly SandboxLimits Limits = new(CodeLanguage.ComputingSeconds, CodeLanguage.Seconds, 256, 64, 64 * 1024);
    private static readonly SandboxLimits Compiling = new(20, 30, 1024, 96, 8 << 20, OpenFiles: 512, FileMegabytes: 8);

    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Text; global using System.Threading; global using System.Threading.Tasks;";

    private readonly string? _root = Places.FirstOrDefault(root => Newest(root, "sdk") is not null && Newest(root, "shared/Microsoft.NETCore.App") is not null);

    public CodeLanguage Language => CodeLanguage.CSharp;

    public async Task<HostState> IsThere(CancellationToken cancel)
    {
        if (_root is null) return HostState.Cannot;
        if (await Prepare("Console.Write(6 * 7);", null, cancel) is not { } prepared) return HostState.NotJustNow;
        return prepared is { Refusal: null, Value: var program } ? HostStates.Of(await Sandbox.Run(program.Files, program.Command, [], program.Limits, program.Environment, cancel), "42") : HostState.Cannot;
    }

    public async Task<Outcome<ReadyProgram>?> Prepare(string code, string? assertion, CancellationToken cancel)
    {
        var (sdk, runtime) = (Newest(_root!, "sdk")!, Newest(_root!, "shared/Microsoft.NETCore.App")!);
        var dotnet = Path.Combine(_root!, "dotnet");
        Dictionary<string, byte[]> sources = new() { ["main.cs"] = Encoding.UTF8.GetBytes(code), ["usings.cs"] = Encoding.UTF8.GetBytes(Usings) };
        if (assertion is not null) sources["check.cs"] = Encoding.UTF8.GetBytes(Checker(assertion));
        sources["references.rsp"] = Encoding.UTF8.GetBytes(string.Join('\n', Directory.EnumerateFiles(runtime, "*.dll").Where(IsReference).Select(path => $"-r:\"{path}\"")));
        // The compiler's own output goes to the errors, and the program out by the output: nothing is written to the host.
        var names = string.Join(' ', sources.Keys.Where(name => name.EndsWith(".cs", StringComparison.Ordinal)).Select(name => $"/code/{name}"));
        var script = $"{dotnet} exec {Path.Combine(sdk, "Roslyn/bincore/csc.dll")} -nologo -noconfig -nostdlib+ -optimize+ -deterministic+ -debug- -nullable:disable -langversion:latest -out:/tmp/main.dll {(assertion is null ? "" : "-main:LecternCheck ")}@/code/references.rsp {names} 1>&2 && cat /tmp/main.dll";
        var compiled = await Sandbox.Run(sources, ["/bin/sh", "-c", script], [], Compiling, Settings(512), cancel);
        if (compiled.End is SandboxEnd.NotStarted or SandboxEnd.NotStartedNow) throw new NotJustNowException();
        if (compiled.End != SandboxEnd.Ended) return null;
        if (compiled.ExitCode != 0) return new Refusal("code-not-compiled", compiled.Errors.Replace("/code/", "", StringComparison.Ordinal));
        var version = Path.GetFileName(runtime);
        var config = $"{{\"runtimeOptions\":{{\"framework\":{{\"name\":\"Microsoft.NETCore.App\",\"version\":\"{version}\"}},\"configProperties\":{{\"System.Globalization.Invariant\":true}}}}}}";
        return new ReadyProgram(new Dictionary<string, byte[]> { ["main.dll"] = compiled.Output, ["main.runtimeconfig.json"] = Encoding.UTF8.GetBytes(config) }, [dotnet, "exec", "/code/main.dll"], Settings(128), Limits);
    }

    private static string Checker(string assertion) => $$"""
        static class LecternCheck
        {
            static void Check(bool holds, string what = "") { if (!holds) throw new Exception(what.Length > 0 ? what : "A check did not hold."); }
            static void Main()
            {
                var word = Console.In.ReadLine();
                Console.SetIn(TextReader.Null);
                Run();
                Console.Out.Write(word);
                Console.Out.Flush();
            }
            static void Run()
            {
        #line 1 "check.cs"
        {{assertion}}
            }
        }
        """;

    // The heap's limit makes it say that memory is short instead of being ended for it.
    private static Dictionary<string, string> Settings(int megabytes) => new()
    {
        ["DOTNET_GCHeapHardLimit"] = $"0x{megabytes * 1048576L:X}", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1", ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_NOLOGO"] = "1", ["DOTNET_TieredPGO"] = "0",
    };

    private static bool IsReference(string path) => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll");

    private static string? Newest(string root, string folder) =>
        Directory.Exists(Path.Combine(root, folder))
            ? Directory.EnumerateDirectories(Path.Combine(root, folder)).Where(path => folder != "sdk" || File.Exists(Path.Combine(path, "Roslyn/bincore/csc.dll"))).MaxBy(path => Version.TryParse(Path.GetFileName(path).Split('-')[0], out var version) ? version : new Version(0, 0)) : null;
}
