using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.Quizzes.QuestionTypes.Code;

/// <summary>What a program may use.</summary>
/// <param name="CpuSeconds">Of the processor.</param>
/// <param name="WallSeconds">By the clock on the wall.</param>
/// <param name="Megabytes">Of memory that it writes to, of each process and of all together.</param>
/// <param name="Processes">And threads.</param>
/// <param name="OutputBytes">Of what it writes to its two outputs together.</param>
/// <param name="AddressMegabytes">Of addresses, of each process, with shared memory and what is only reserved; null for runtimes that reserve far more than they use.</param>
/// <param name="OpenFiles">Of each process.</param>
/// <param name="FileMegabytes">Of each file, also of files that are nowhere but in memory (memfd_create(2)).</param>
public sealed record SandboxLimits(int CpuSeconds, int WallSeconds, int Megabytes, int Processes, int OutputBytes, int? AddressMegabytes = null, int OpenFiles = 64, int FileMegabytes = 1);

/// <summary>How a run ended.</summary>
public enum SandboxEnd
{
    /// <summary>By itself, whatever its exit code.</summary>
    Ended,
    TooLong,
    TooMuchOutput,
    TooMuchMemory,
    /// <summary>The host could not start it: nothing is known of the program.</summary>
    NotStarted,
    /// <summary>The same, for want of processes or memory that the host may have in a while.</summary>
    NotStartedNow,
}

/// <param name="ExitCode">Meaningful when it <see cref="SandboxEnd.Ended"/>.</param>
/// <param name="Output">What it wrote, cut at the limit.</param>
public sealed record SandboxRun(SandboxEnd End, int ExitCode, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>
/// Runs programs that nobody trusts, with what Linux offers to everybody: namespaces of their own for users, files, processes
/// and the network (user_namespaces(7), made by unshare(1)), of the files of the host only /usr, read-only, no privileges that
/// could be had back, and limits on everything (setrlimit(2)). They see no network, no home, no data folder and no other
/// process, and write only to 16 MB of memory that end with them. Where a host forbids this, nothing is run.
/// </summary>
public static class Sandbox
{
    private const string Nobody = "65534";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);
    /// <summary>What EAGAIN and ENOMEM are called.</summary>
    private static readonly string[] Passing = ["Resource temporarily unavailable", "Cannot fork", "Cannot allocate memory"];
    /// <summary>What unshare of util-linux 2.38 says when it can't end by the signal that killed its child.</summary>
    private const string Stumbled = "unshare: sigprocmask unblock failed: Invalid argument";
    /// <summary>Seconds after which a run ends whose server is gone.</summary>
    private const int Forsaken = 5;

    // Inside the new namespaces, as their root: a root folder in memory, then everything given up before the program begins. The
    // word that it says then, and that no program can find, tells a program that broke from a host that could not begin it.
    private const string Script = """
        set -eu
        root=$1/root; code=$1/code; limits=$2; word=$3; shift 3
        mount -t tmpfs -o size=1m,mode=755,nosuid,nodev none "$root"
        cd "$root"
        mkdir usr proc tmp code old dev
        for d in /usr /bin /sbin /lib /lib32 /lib64; do
          if [ -L $d ]; then cp -P $d .; elif [ -d $d ]; then mkdir -p .$d; mount --rbind $d .$d; mount -o remount,bind,ro,nosuid,nodev .$d; fi
        done
        mount --bind "$code" code
        mount -o remount,bind,ro,nosuid,nodev,noexec code
        mount -t proc -o nosuid,nodev,noexec proc proc
        # Memory that belongs to no process, and that no limit of one counts (sysvipc(7), mq_overview(7)): none of it.
        for f in kernel/shmall kernel/msgmni fs/mqueue/queues_max; do { echo 0 > proc/sys/$f; } 2>/dev/null || :; done
        mount --bind proc/sys proc/sys
        mount -o remount,bind,ro,nosuid,nodev,noexec proc/sys
        mount -t tmpfs -o size=16m,mode=1777,nosuid,nodev,noexec none tmp
        for d in null zero urandom; do : > dev/$d; mount --bind /dev/$d dev/$d; done
        mount -o remount,bind,ro "$root"
        pivot_root . old
        umount -l /old
        cd /tmp
        echo "$word" >&2
        exec setpriv --no-new-privs --inh-caps=-all --ambient-caps=-all --bounding-set=-all --securebits=+noroot,+noroot_locked,+no_setuid_fixup,+no_setuid_fixup_locked prlimit $limits "$@"
        """;

    /// <summary>Why nothing can be run on this host, for administrators, and whether that may pass; null when all is well. Tries it out.</summary>
    public static async Task<(string Why, bool MayPass)?> Obstacle(CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux()) return ("Programs are run in a sandbox on Linux only.", false);
        var word = RandomNumberGenerator.GetHexString(8);
        var run = await Run(new Dictionary<string, byte[]>(), ["/bin/sh", "-c", "echo \"$1\"; ls /root /home /etc 2>/dev/null | wc -l", "probe", word], [], new(2, 5, 64, 16, 4096), new Dictionary<string, string>(), cancel);
        return run is { End: SandboxEnd.Ended, ExitCode: 0 } && run.Text.Split('\n') is [var said, "0", ..] && said == word ? null
            : run.End is SandboxEnd.TooLong or SandboxEnd.NotStartedNow ? ($"This host is too busy just now to run programs: {run.End}, {run.Errors.Trim()}", true)
            : ($"This host doesn't let programs be shut in (unshare, mount, setpriv and prlimit of util-linux, and user namespaces, are needed): {run.End}, {run.Errors.Trim()}", false);
    }

    /// <summary>Runs a program. Only where there is no <see cref="Obstacle"/>.</summary>
    /// <param name="files">By name, without folders; the program finds them in /code.</param>
    /// <param name="command">The program by its full path, and its arguments.</param>
    /// <param name="input">What it reads.</param>
    public static async Task<SandboxRun> Run(IReadOnlyDictionary<string, byte[]> files, IReadOnlyList<string> command, byte[] input, SandboxLimits limits, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var place = Directory.CreateTempSubdirectory("lectern-run-").FullName;
        try
        {
            Prepare(place, files);
            var word = RandomNumberGenerator.GetHexString(24);
            using var process = new Process { StartInfo = Start(place, word, command, limits, environment) };
            if (TryStart(process) is { } no) return new SandboxRun(no, -1, [], "");
            return await Watch(process, word + "\n", input, limits, cancel);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static void Prepare(string place, IReadOnlyDictionary<string, byte[]> files)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();   // Obstacle says so before
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(place, readable);
        Directory.CreateDirectory(Path.Combine(place, "root"), readable);
        var code = Directory.CreateDirectory(Path.Combine(place, "code"), readable).FullName;
        File.SetUnixFileMode(code, readable);
        File.SetUnixFileMode(Path.Combine(place, "root"), readable);
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(code, Path.GetFileName(name));
            File.WriteAllBytes(path, content);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    private static ProcessStartInfo Start(string place, string word, IReadOnlyList<string> command, SandboxLimits limits, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        // Killed without a word, the server can't end it any more.
        List<string> words = ["timeout", "-s", "KILL", (limits.WallSeconds + Forsaken).ToString(CultureInfo.InvariantCulture)];
        // As root of the host it would still be somebody: limits on processes don't hold for root.
        if (Environment.IsPrivilegedProcess) words.AddRange(["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]);
        words.AddRange(["unshare", "--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--uts", "--cgroup", "--fork", "--kill-child", "/bin/sh", "-c", Script, "sandbox", place]);
        words.Add(string.Create(CultureInfo.InvariantCulture, $"--cpu={limits.CpuSeconds} --data={limits.Megabytes * 1048576L} --nproc={limits.Processes} --fsize={limits.FileMegabytes * 1048576L} --nofile={limits.OpenFiles} --core=0 --stack=8388608{(limits.AddressMegabytes is { } addresses ? $" --as={addresses * 1048576L}" : "")}"));
        words.Add(word);
        words.AddRange(command);
        start.FileName = words[0];
        foreach (var argument in words[1..]) start.ArgumentList.Add(argument);
        start.Environment.Clear();   // keys and connection strings of the server are in ours
        start.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["HOME"] = "/tmp";
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }

    private static SandboxEnd? TryStart(Process process)
    {
        try
        {
            process.Start();
            return null;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return failure.NativeErrorCode is 11 or 12 ? SandboxEnd.NotStartedNow : SandboxEnd.NotStarted;   // EAGAIN, ENOMEM; otherwise there is no such program on this host
        }
    }

    private static async Task<SandboxRun> Watch(Process process, string begin, byte[] input, SandboxLimits limits, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var end = SandboxEnd.Ended;
        var left = limits.OutputBytes;

        void Stop(SandboxEnd why)
        {
            if (end == SandboxEnd.Ended) end = why;
            End(process);
        }

        // The first bytes may be ours and not the program's.
        async Task<byte[]> Read(Stream from, int ours)
        {
            using var kept = new MemoryStream();
            var buffer = new byte[8192];
            int count;
            while ((count = await from.ReadAsync(buffer, CancellationToken.None)) > 0)
            {
                var theirs = Math.Max(0, count - ours);
                ours -= count - theirs;
                var room = Interlocked.Add(ref left, -theirs) + theirs;
                kept.Write(buffer, 0, count - theirs + Math.Clamp(room, 0, theirs));
                if (room < theirs) Stop(SandboxEnd.TooMuchOutput);
            }

            return kept.ToArray();
        }

        // It may end, or never read, before all is written: that is its own affair.
        async Task Write()
        {
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(input, over.Token);
                process.StandardInput.Close();
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
            }
        }

        var (output, errors, writing) = (Read(process.StandardOutput.BaseStream, 0), Read(process.StandardError.BaseStream, begin.Length), Write());
        var ended = process.WaitForExitAsync(CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        while (!ended.IsCompleted)
        {
            await Task.WhenAny(ended, Task.Delay(LookEvery, CancellationToken.None));
            if (ended.IsCompleted) break;
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(limits.WallSeconds) || cancel.IsCancellationRequested) Stop(SandboxEnd.TooLong);
            else if (MemoryOf(process.Id) > limits.Megabytes * 1048576L) Stop(SandboxEnd.TooMuchMemory);
        }

        await ended;
        await over.CancelAsync();
        End(process);   // whatever it left behind
        await Task.WhenAll(output, errors, writing);
        cancel.ThrowIfCancellationRequested();
        var said = Encoding.UTF8.GetString(await errors);
        if (!said.StartsWith(begin, StringComparison.Ordinal)) return new SandboxRun(end == SandboxEnd.TooLong || Passing.Any(words => said.Contains(words, StringComparison.Ordinal)) ? SandboxEnd.NotStartedNow : SandboxEnd.NotStarted, process.ExitCode, [], said);
        // Killed by the limit on the processor's time: the signal is its exit code (signal(7)), unless unshare stumbles over it.
        if (end == SandboxEnd.Ended && (process.ExitCode is 128 + 9 or 128 + 24 || (process.ExitCode == 1 && said.TrimEnd().EndsWith(Stumbled, StringComparison.Ordinal)))) end = SandboxEnd.TooLong;
        return new SandboxRun(end, process.ExitCode, await output, said[begin.Length..]);
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // it has ended by itself
        }
    }

    // Bytes in memory of a process and all below it, its own and shared ones, without files such as the interpreter itself
    // (proc(5)). What ends meanwhile isn't counted.
    private static long MemoryOf(int pid)
    {
        long bytes = 0;
        foreach (var child in ChildrenOf(pid)) bytes += MemoryOf(child);
        try
        {
            long[] kilobytes = [.. File.ReadLines($"/proc/{pid}/status").Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))];
            if (kilobytes.Length > 0) return bytes + kilobytes.Sum() * 1024;
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');   // a kernel that doesn't tell them apart
            return bytes + (long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture)) * Environment.SystemPageSize;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return bytes;
        }
    }

    private static List<int> ChildrenOf(int pid)
    {
        List<int> children = [];
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{pid}/task"))
                children.AddRange(File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // it has ended
        }

        return children;
    }
}
