using System.Text.Json;
using Lectern.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Data.Outbox;

/// <summary>
/// A handler as the outbox knows it: by the names of its module, its class and the event, so that it may move between the
/// folders of its module. Messages are stored under this name: a class that is renamed, or leaves its module, is registered
/// with its former names, under which messages may still wait.
/// </summary>
public sealed record Handler(string Name, Type Event, Func<IServiceProvider, string, CancellationToken, Task> Deliver)
{
    public IReadOnlyList<string> Formerly { get; init; } = [];
}

/// <summary>Who wants to hear of what.</summary>
public sealed class Handlers(IEnumerable<Handler> handlers)
{
    private readonly ILookup<Type, Handler> _byEvent = handlers.ToLookup(h => h.Event);
    private readonly Dictionary<string, Handler> _byName = handlers.SelectMany(h => h.Formerly.Append(h.Name).Select(name => (Name: name, Handler: h))).ToDictionary(h => h.Name, h => h.Handler);

    /// <summary>Every name that this node can deliver to. What waits for others is for a node of another version.</summary>
    public IReadOnlyList<string> Names => _byName.Keys.ToList();

    public IEnumerable<Handler> Of(Type @event) => _byEvent[@event];
    public Handler Named(string name) => _byName[name];
}

public static class HandlerRegistration
{
    /// <summary>Lets <typeparamref name="THandler"/> hear every <typeparamref name="TEvent"/> once, after it is committed.</summary>
    /// <param name="services">The program's.</param>
    /// <param name="formerly">Names under which it was known before it was renamed, as they stand in the outbox.</param>
    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services, params string[] formerly) where TEvent : IEvent where THandler : class, IHandle<TEvent>
    {
        services.AddScoped<THandler>();
        var handler = typeof(THandler);
        return services.AddSingleton(new Handler($"{handler.Assembly.GetName().Name}.{handler.Name}({typeof(TEvent).Name})", typeof(TEvent), (provider, body, cancel) =>
            provider.GetRequiredService<THandler>().Handle(JsonSerializer.Deserialize<TEvent>(body)!, cancel))
        { Formerly = [.. formerly, .. Older(handler, typeof(TEvent))] });
    }

    // Messages of the first versions stand under the full name of the class.
    private static IEnumerable<string> Older(Type handler, Type @event) =>
        handler.FullName == $"{handler.Assembly.GetName().Name}.{handler.Name}" ? [] : [$"{handler.FullName}({@event.Name})"];
}
