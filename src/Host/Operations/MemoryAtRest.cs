using System.Runtime;
using System.Runtime.InteropServices;

namespace Lectern.Host.Operations;

/// <summary>
/// Gives memory back to the machine when work has ended. The collector collects when something is allocated, so after a busy hour
/// a program that nobody asks keeps all that the hour needed.
/// </summary>
internal sealed class MemoryAtRest(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = new Rest();
        using var timer = new PeriodicTimer(Glance, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (rest.Begins(GC.GetTotalAllocatedBytes())) GiveBack();
    }

    private static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // GNU's C library keeps what native code has freed; others give it back by themselves and have no such function.
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
            Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
    }

    private delegate int MallocTrim(nuint keep);

    /// <summary>Tells when work has ended.</summary>
    internal sealed class Rest
    {
        /// <summary>Between two glances, by what goes on when nobody asks for anything.</summary>
        private const long Little = 4 << 20;   // bytes
        /// <summary>Since memory was given back last.</summary>
        private const long Much = 64 << 20;    // bytes

        private long _last;
        private long _given;

        /// <param name="allocated">Bytes since the program started.</param>
        internal bool Begins(long allocated)
        {
            var quiet = allocated - _last < Little;
            _last = allocated;
            if (!quiet || allocated - _given < Much) return false;
            _given = allocated;
            return true;
        }
    }
}
