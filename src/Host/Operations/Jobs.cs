using Lectern.Data;
using Lectern.Data.Jobs;
using Lectern.Host.Stores;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace Lectern.Host.Operations;

/// <summary>
/// Runs the modules' jobs on Quartz with its store in the same database: any number of nodes, each job on one of them.
/// Quartz keeps its own tables (QRTZ_) and brings them up to date itself.
/// </summary>
internal static class Jobs
{
    internal static void AddJobs(this IServiceCollection services, string connection)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                if (PostgreSql.IsMeant(connection))
                {
                    store.UsePostgres(NpgsqlFactory.Instance, connection);
                    store.UseClustering(_ => { });
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, connection);   // one process, so no cluster
                }
            });
        });
        services.AddQuartzHostedService(options =>
        {
            options.AwaitApplicationStarted = true;     // the first page waits for no schedule
            options.WaitForJobsToComplete = true;
        });
        services.AddHostedService<ScheduleJobs>();
    }
}

/// <summary>Puts the schedule that the modules declare into the store when this node has started: it listens by then, so that no page waits for it.</summary>
internal sealed class ScheduleJobs(ISchedulerFactory schedulers, IEnumerable<JobSchedule> schedules) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var schedule in schedules)
        {
            var job = JobBuilder.Create<RunJob>().WithIdentity(schedule.Name).UsingJobData(RunJob.Work, schedule.Name).StoreDurably().Build();
            var trigger = TriggerBuilder.Create().WithIdentity(schedule.Name).ForJob(job)
                .StartNow().WithSimpleSchedule(simple => simple.WithInterval(schedule.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
            await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Runs one piece of work in a scope of its own; never two of the same at once.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RunJob(IServiceScopeFactory scopes, IEnumerable<JobSchedule> schedules, ILogger<RunJob> log) : IJob
{
    internal const string Work = "work";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.MergedJobDataMap.GetString(Work)!;
        if (schedules.FirstOrDefault(schedule => schedule.Name == name) is not { } schedule) return;   // of an older version
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().From = "job";
        try
        {
            await ((IJobWork)scope.ServiceProvider.GetRequiredService(schedule.Work)).Run(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(name, failure);   // it comes back at its next time
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private partial void LogFailed(string job, Exception failure);
}
