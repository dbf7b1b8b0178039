using System.Text.Json;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Code;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

/// <summary>On a host that can't shut programs in, nothing is run and all waits for a person; that is then what these tests see.</summary>
public sealed class Running_code
{
    private static readonly CodeRunner Runner = new();

    private static CodeTest Io(string input, string expected, decimal weight = 1, bool hidden = false) => new("t" + weight, "adds up", input, expected, "", hidden, weight);
    private static CodeTest Check(string check) => new("t1", "holds", "", "", check, false);

    private static async Task Ends(string language, string code, CodeTest test, params TestEnd[] ends)
    {
        var runs = await Runner.Run(language, code, [test], TestContext.Current.CancellationToken);
        if (!await Runner.Has(language)) Assert.Null(runs);
        else Assert.True(ends.Contains(runs!.Single().End), $"{runs!.Single()}");
    }

    [Fact]
    public Task passes_what_writes_what_is_expected() => Ends("python", "a, b = map(int, input().split())\nprint(a + b, '  ')\n\n", Io("2 3\n", "5"), TestEnd.Passed);

    [Fact]
    public Task tells_another_output() => Ends("python", "print(6)", Io("", "5"), TestEnd.Wrong);

    [Fact]
    public Task tells_what_breaks() => Ends("python", "print(1/0)", Io("", "5"), TestEnd.Broken);

    [Fact]
    public async Task checks_functions_with_code()
    {
        await Ends("python", "def add(a, b):\n    return a + b", Check("assert add(2, 3) == 5"), TestEnd.Passed);
        await Ends("python", "def add(a, b):\n    return a - b", Check("assert add(2, 3) == 5"), TestEnd.Wrong);
        await Ends("csharp", "public static class Sum { public static int Of(int a, int b) => a + b; }", Check("Check(Sum.Of(2, 3) == 5);"), TestEnd.Passed);
        await Ends("csharp", "public static class Sum { public static int Of(int a, int b) => a - b; }", Check("Check(Sum.Of(2, 3) == 5);"), TestEnd.Broken);
    }

    [Fact]
    public async Task runs_programs_in_CSharp_and_tells_what_does_not_compile()
    {
        await Ends("csharp", "var parts = Console.ReadLine()!.Split(' ').Select(int.Parse); Console.WriteLine(parts.Sum());", Io("2 3\n", "5"), TestEnd.Passed);
        var runs = await Runner.Run("csharp", "int x = \"five\";", [Io("", "5")], TestContext.Current.CancellationToken);
        if (runs is not null) Assert.Contains("CS0029", runs.Single().Errors, StringComparison.Ordinal);
        await Ends("csharp", "while (true) { }", Io("", "5"), TestEnd.TooLong);
        await Ends("csharp", "var all = new List<byte[]>(); while (true) { var more = new byte[1 << 20]; Array.Fill(more, (byte)1); all.Add(more); }", Io("", "5"), TestEnd.Broken, TestEnd.TooMuchMemory);
    }

    [Fact]
    public async Task tries_no_more_tests_with_what_ran_into_its_time_too_often()
    {
        CodeTest[] tests = [Io("", "5"), Io("go", "5", 2), Io("", "5", 3), Io("", "5", 4), Io("go", "5", 5)];
        var runs = await Runner.Run("python", "import sys\nif sys.stdin.read().strip() != 'go':\n    while True: pass\nprint(5)", tests, TestContext.Current.CancellationToken);
        if (await Runner.Has("python")) Assert.Equal([TestEnd.TooLong, TestEnd.Passed, TestEnd.TooLong, TestEnd.TooLong, TestEnd.NotTried], runs!.Select(run => run.End));
    }

    [Fact]
    public async Task is_nobodys_mistake_when_the_host_takes_too_long_in_all()
    {
        using var runner = new CodeRunner { MarkingTime = TimeSpan.Zero };
        if (await runner.Has("python")) await Assert.ThrowsAsync<NotJustNowException>(() => runner.Run("python", "print(5)", [Io("", "5"), Io("", "5", 2)], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("import os\nwhile True:\n    os.fork()")]
    [InlineData("x = []\nwhile True:\n    x.append(bytearray(b'x' * 1000000))")]
    [InlineData("import os\nfor i in range(20):\n    if os.fork() == 0:\n        x = bytearray(b'x' * 90000000)\n        import time\n        time.sleep(60)\nos.wait()")]
    [InlineData("while True:\n    print('x' * 1000)")]
    [InlineData("import sys\nwhile True:\n    sys.stderr.write('x' * 1000)")]
    [InlineData("while True:\n    pass")]
    [InlineData("import time\ntime.sleep(1000)")]
    [InlineData("import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\ntime.sleep(1000)")]
    [InlineData("f = open('/tmp/x', 'wb')\nwhile True:\n    f.write(b'x' * 1000000)\n    f.flush()")]
    [InlineData("import os, signal\nos.kill(-1, signal.SIGKILL)\nos.kill(os.getppid(), signal.SIGKILL)\nwhile True:\n    pass")]
    [InlineData("import ctypes\nctypes.string_at(0)")]
    public async Task ends_programs_that_would_not_end_or_take_too_much(string code)
    {
        await Ends("python", code, Io("", "5"), TestEnd.TooLong, TestEnd.TooMuchMemory, TestEnd.TooMuchOutput, TestEnd.Broken, TestEnd.Wrong);
        // And goes on as before.
        await Ends("python", "print(5)", Io("", "5"), TestEnd.Passed);
    }

    [Theory]
    [InlineData("import mmap\nx = mmap.mmap(-1, 8 << 30)\nwhile True:\n    x.write(b'x' * 1000000)")]
    [InlineData("import mmap, time\nx = mmap.mmap(-1, 300 << 20)\nx.write(b'x' * (300 << 20))\ntime.sleep(60)")]
    [InlineData("import mmap, os, time\nfor i in range(3):\n    if os.fork() == 0:\n        x = mmap.mmap(-1, 100 << 20)\n        x.write(b'x' * (100 << 20))\n        time.sleep(60)\ntime.sleep(60)")]
    public Task counts_memory_that_is_shared(string code) => Ends("python", code, Io("", "5"), TestEnd.TooMuchMemory);

    [Theory]
    [InlineData("import os\nf = os.memfd_create('x')\ntry:\n    os.ftruncate(f, 8 << 20)\nexcept OSError:\n    print('no')", "no")]
    [InlineData("import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.shmget(0, 1 << 20, 0o1600), libc.msgget(0, 0o1600))", "-1 -1")]
    [InlineData("try:\n    open('/proc/sys/kernel/shmall', 'w')\nexcept OSError:\n    print('no')", "no")]
    public Task gives_no_memory_that_no_process_has(string code, string expected) => Ends("python", code, Io("", expected), TestEnd.Passed);

    [Fact]
    public async Task begins_no_more_tests_when_those_before_took_all_the_time()
    {
        using var runner = new CodeRunner { TryingTime = TimeSpan.Zero };
        var runs = await runner.Try("python", "print(5)", [Io("", "5"), Io("", "5", 2)], TestContext.Current.CancellationToken);
        if (await runner.Has("python")) Assert.Equal([TestEnd.Passed, TestEnd.NotTried], runs!.Select(run => run.End));
        else Assert.Null(runs);
    }

    [Fact]
    public async Task begins_every_test_of_what_is_marked_however_long_those_before_took()
    {
        using var runner = new CodeRunner { TryingTime = TimeSpan.Zero };
        var runs = await runner.Run("python", "if input() == 'slow':\n    while True: pass\nprint(5)", [Io("slow", "5"), Io("quick", "5", 2)], TestContext.Current.CancellationToken);
        if (await runner.Has("python")) Assert.Equal([TestEnd.TooLong, TestEnd.Passed], runs!.Select(run => run.End));
        else Assert.Null(runs);
    }

    [Theory]
    [InlineData("import os\nprint(os.path.exists('/etc/passwd'), os.path.exists('/root'), os.path.exists('/home'), os.path.exists('/var'), os.listdir('/old'))", "False False False False []")]
    [InlineData("import os\nprint(sorted(n for n in os.environ if n not in ('PATH', 'HOME', 'LANG', 'PYTHONUTF8', 'PYTHONHASHSEED', 'MALLOC_ARENA_MAX', 'PWD', 'OLDPWD', 'SHLVL', '_', 'LC_CTYPE')))", "[]")]
    [InlineData("import os\nprint([p for p in os.listdir('/proc') if p.isdigit()])", "['1']")]
    [InlineData("import socket\nfor to in (('1.1.1.1', 53), ('127.0.0.1', 80)):\n    try:\n        socket.create_connection(to, 2)\n        print('connected')\n    except OSError:\n        print('none')", "none\nnone")]
    [InlineData("def tried(path):\n    try:\n        open(path, 'w')\n        return True\n    except OSError:\n        return False\nprint(tried('/tmp/x'), tried('/usr/x'), tried('/code/main.py'), tried('/x'), tried('/proc/sys/kernel/core_pattern'), tried('/dev/x'))", "True False False False False False")]
    [InlineData("print([l for l in open('/proc/self/status') if l.startswith(('CapEff', 'CapPrm', 'CapBnd', 'NoNewPrivs'))])", "['CapPrm:\\t0000000000000000\\n', 'CapEff:\\t0000000000000000\\n', 'CapBnd:\\t0000000000000000\\n', 'NoNewPrivs:\\t1\\n']")]
    [InlineData("import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None), libc.sethostname(b'x', 1), libc.chroot(b'/tmp'))", "-1 -1 -1")]
    [InlineData("import os\nopen('/tmp/prog', 'w').write('#!/bin/sh\\necho ran\\n')\nos.chmod('/tmp/prog', 0o755)\ntry:\n    os.execv('/tmp/prog', ['prog'])\nexcept OSError:\n    print('no')", "no")]
    public Task shows_a_program_nothing_of_the_host(string code, string expected) => Ends("python", code, Io("", expected), TestEnd.Passed);

    [Theory]
    [InlineData("import sys\nsys.exit(0)")]
    [InlineData("import os\nos._exit(0)")]
    [InlineData("print('passed')\nquit()")]
    [InlineData("import builtins\nbuiltins.exec = builtins.compile = builtins.dict = lambda *a, **k: None")]
    [InlineData("import __main__, sys\nfor name, value in vars(__main__).items():\n    if isinstance(value, str):\n        sys.stdout.write(value)\nsys.stdout.flush()\nimport os\nos._exit(0)")]
    [InlineData("import builtins\nbuiltins.exec = lambda *a: None\nraise SystemExit")]
    public Task does_not_take_an_early_end_for_a_pass(string code) => Ends("python", code, Check("assert add(2, 3) == 5"), TestEnd.Wrong, TestEnd.Broken);

    [Fact]
    public async Task gives_shares_by_weight_or_all_or_nothing()
    {
        CodeTest[] tests = [Io("", "5", 1), Io("", "6", 3, hidden: true)];
        foreach (var (all, expected) in new[] { (false, 0.25m), (true, 0m) })
        {
            var question = Question("code", new { language = "python", tests, allOrNothing = all });
            var data = Kinds["code"].ReadData(JsonDocument.Parse(question.Data).RootElement).Value;
            var mark = await ((IMarkLater)Kinds["code"]).Mark(data, "\"print(5)\"", TestContext.Current.CancellationToken);
            if (!await Runner.Has("python"))
            {
                Assert.Null(mark);
                continue;
            }

            Assert.Equal(expected, mark!.Value.Fraction);
            Assert.Contains("1 / 2", mark.Value.Remark, StringComparison.Ordinal);
            Assert.DoesNotContain("6", mark.Value.Remark, StringComparison.Ordinal);   // what a hidden test expects
        }
    }

    [Fact]
    public void tells_learners_nothing_of_hidden_tests()
    {
        var question = Question("code", new { language = "python", tests = new[] { Io("1", "1"), Io("secret-input", "secret-output", 2, hidden: true) }, solution = "secret-solution", scheme = "<p>secret-scheme</p>" });
        Assert.DoesNotContain("secret", Kinds["code"].ForLearners(question.Data, "q", 1).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"language\":\"perl\",\"tests\":[]}", "language-unknown")]
    [InlineData("{\"language\":\"python\",\"tests\":[{\"name\":\"x\",\"weight\":0}]}", "weight-out-of-range")]
    public void is_refused_with_a_reason(string data, string code) => Assert.Equal(code, Kinds["code"].ReadData(JsonDocument.Parse(data).RootElement).Refusal!.Code);
}
