using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Data.Jobs;

/// <summary>Work that returns by itself: it finds what is due and calls the entity. Runs on one node at a time, in a scope of its own, and may be run twice without harm.</summary>
public interface IJobWork
{
    Task Run(CancellationToken cancel);
}

/// <summary>When work returns.</summary>
public sealed record JobSchedule(string Name, TimeSpan Every, Type Work);

public static class JobRegistration
{
    public static IServiceCollection AddJob<TWork>(this IServiceCollection services, TimeSpan every) where TWork : class, IJobWork =>
        services.AddScoped<TWork>().AddSingleton(new JobSchedule(typeof(TWork).FullName!, every, typeof(TWork)));
}
