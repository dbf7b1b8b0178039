using Lectern.Data;
using Lectern.Data.Jobs;
using Lectern.Data.Outbox;
using Lectern.Web.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lectern.Host.Operations;

/// <summary>What those who run it look at: health, telemetry.</summary>
internal static class OperationsSetup
{
    internal static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", tags: ["ready"]);
        services.AddHostedService<MemoryAtRest>();
        services.AddJob<SweepStoredFiles>(TimeSpan.FromHours(6));
        return services;
    }

    internal static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).OpenToAll("Says only that the process answers.");
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).OpenToAll("Says only whether requests can be served.");
    }
}

/// <summary>Ready means: the database answers and has every table this program needs.</summary>
internal sealed class DatabaseAnswers(LecternDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Set<OutboxMessage>().AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database doesn't answer.");
        }
    }
}
