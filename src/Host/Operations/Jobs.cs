using Lectern.Data;
using Lectern.Data.Jobs;
using Lectern.Host.Stores;
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
                    store.UseSqlite(PatientSqlite.Instance, connection);   // one process, so no cluster
                }
            });
        });
        services.AddHostedService<RunSchedule>();
    }
}

/// <summary>
/// Puts the schedule that the modules declare into the store and runs it, some seconds after this node has started: getting ready
/// for it takes a third as much of the processor as everything before, and the first visitor would wait for it. When it can't, the
/// node ends, for whoever keeps it running to start it anew: Quartz begins once or never.
/// </summary>
internal sealed class RunSchedule(ISchedulerFactory schedulers, IEnumerable<JobSchedule> schedules, IHostApplicationLifetime life) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private IScheduler? _running;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (life.ApplicationStarted.Register(started.SetResult)) await started.Task.WaitAsync(stoppingToken);
        await Task.Delay(Pause, stoppingToken);
        try
        {
            await Begin(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped meanwhile, whatever Quartz makes of it.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_running is not null) await _running.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }

    private async Task Begin(CancellationToken cancel)
    {
        var scheduler = _running = await schedulers.GetScheduler(cancel);
        foreach (var schedule in schedules)
        {
            var job = JobBuilder.Create<RunJob>().WithIdentity(schedule.Name).UsingJobData(RunJob.Work, schedule.Name).StoreDurably().Build();
            var trigger = TriggerBuilder.Create().WithIdentity(schedule.Name).ForJob(job)
                .StartNow().WithSimpleSchedule(simple => simple.WithInterval(schedule.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
            await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancel);
        }

        await scheduler.Start(cancel);
    }
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
