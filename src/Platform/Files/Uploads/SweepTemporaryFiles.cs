using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lectern.Files.Uploads;

/// <summary>Removes what broken uploads and crashes left behind: at start, and every hour.</summary>
public sealed partial class SweepTemporaryFiles(IEnumerable<TemporaryFiles> folders, UploadFolder uploads, TimeProvider clock, ILogger<SweepTemporaryFiles> log) : BackgroundService
{
    // Another node may be writing into a shared folder right now; nothing takes this long between two writes.
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(1);

    /// <summary>Sweeps once.</summary>
    public async Task<int> Sweep(CancellationToken cancel) =>
        folders.Sum(folder => folder.Sweep(clock.GetUtcNow() - Untouched)) + await uploads.Sweep(cancel);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                var swept = await Sweep(stoppingToken);
                if (swept > 0) Swept(log, swept);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Another node swept the same file, or a file isn't ours to delete: the next round finds what is left. Nothing here is worth ending the program.
                Failed(log, failure);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} temporary files")]
    private static partial void Swept(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sweeping temporary files was interrupted")]
    private static partial void Failed(ILogger logger, Exception exception);
}
