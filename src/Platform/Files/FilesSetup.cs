using Lectern.Files.Uploads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lectern.Files;

/// <summary>What the host adds.</summary>
public static class FilesSetup
{
    /// <summary>The store on local disk, uploads and their sweeper, all under the data folder; and the content origin.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new TemporaryFiles(Path.Combine(dataFolder, "files", "temporary")));
        services.TryAddSingleton<IFileStore>(provider => new DiskFileStore(
            Path.Combine(dataFolder, "files"), provider.GetRequiredService<TemporaryFiles>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new UploadFolder(
            Path.Combine(dataFolder, "uploads"),
            provider.GetRequiredService<IFileStore>(),
            provider.GetServices<UploadPurpose>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SweepTemporaryFiles>();
        services.AddHostedService(provider => provider.GetRequiredService<SweepTemporaryFiles>());
        return services.AddContentOrigin();
    }
}
