using Lectern.Data;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Demonstration;

internal enum DemonstrationSize { Small, Medium, Large }

/// <summary>Marlow Health, an invented institution: for a first look, for pictures and for load tests.</summary>
internal static partial class DemonstrationInstitution
{
    internal const string Password = "marlow-demo-2026";

    internal static readonly IReadOnlyList<(string Who, string Email)> SignIns =
    [
        ("Administrator", "olivia@marlow.example"),
        ("Manager", "kofi@marlow.example"),
        ("Instructor", "ines@marlow.example"),
        ("Learner", "amara@marlow.example"),
    ];

    /// <summary>Whether this database was filled by <see cref="Fill"/>.</summary>
    internal static async Task<bool> IsHere(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var email = SignIns[0].Email.ToUpperInvariant();
        return await scope.ServiceProvider.GetRequiredService<LecternDb>().People.AnyAsync(p => p.NormalizedEmail == email, cancel);
    }

    internal static async Task Fill(IServiceProvider services, DemonstrationSize size, Action<double> report, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().From = "demonstration";
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        _ = (size, now, report);
        await Task.CompletedTask;
    }
}
