using System.Text.Json;
using Lectern.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Data.Outbox;

/// <summary>A handler as the outbox knows it: by a name that stays the same when code moves.</summary>
public sealed record Handler(string Name, Type Event, Func<IServiceProvider, string, CancellationToken, Task> Deliver);

/// <summary>Who wants to hear of what.</summary>
public sealed class Handlers(IEnumerable<Handler> handlers)
{
    private readonly ILookup<Type, Handler> _byEvent = handlers.ToLookup(h => h.Event);
    private readonly Dictionary<string, Handler> _byName = handlers.ToDictionary(h => h.Name);

    public IEnumerable<Handler> Of(Type @event) => _byEvent[@event];
    public Handler? Named(string name) => _byName.GetValueOrDefault(name);
}

public static class HandlerRegistration
{
    /// <summary>Lets <typeparamref name="THandler"/> hear every <typeparamref name="TEvent"/> once, after it is committed.</summary>
    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services) where TEvent : IEvent where THandler : class, IHandle<TEvent>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new Handler($"{typeof(THandler).FullName}({typeof(TEvent).Name})", typeof(TEvent), (provider, body, cancel) =>
            provider.GetRequiredService<THandler>().Handle(JsonSerializer.Deserialize<TEvent>(body)!, cancel)));
    }
}
