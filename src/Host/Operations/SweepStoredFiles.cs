using System.Runtime.CompilerServices;
using Lectern.Data.Jobs;
using Lectern.Files;

namespace Lectern.Host.Operations;

/// <summary>Removes stored files that nothing refers to: of uploads that no form took, of courses that are gone, of refused packages.</summary>
internal sealed partial class SweepStoredFiles(IFileStore store, IEnumerable<INeedsFiles> modules, TimeProvider clock, ILogger<SweepStoredFiles> log) : IJobWork
{
    // An upload may be taken by its form until a day after it was whole, and what the form saves must find it.
    internal static readonly TimeSpan Untouched = TimeSpan.FromDays(2);

    private const int BatchSize = 200;

    public async Task Run(CancellationToken cancel)
    {
        var swept = 0;
        await foreach (var batch in Old(cancel))
        {
            var needed = new HashSet<string>();
            foreach (var module in modules) needed.UnionWith(await module.Among(batch, cancel));
            foreach (var hash in batch.Where(hash => !needed.Contains(hash)))
            {
                if (!IsOld(await store.Find(hash, cancel))) continue;   // the same content has come in again meanwhile
                await store.Delete(hash, cancel);
                swept++;
            }
        }

        if (swept > 0) LogSwept(swept);
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> Old([EnumeratorCancellation] CancellationToken cancel)
    {
        var batch = new List<string>(BatchSize);
        await foreach (var file in store.List(cancel))
        {
            if (!IsOld(file)) continue;
            batch.Add(file.Hash);
            if (batch.Count < BatchSize) continue;
            yield return batch;
            batch = new List<string>(BatchSize);
        }

        if (batch.Count > 0) yield return batch;
    }

    private bool IsOld(StoredFile? file) => file is not null && file.StoredAt < clock.GetUtcNow() - Untouched;

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} stored files that nothing refers to")]
    private partial void LogSwept(int count);
}
