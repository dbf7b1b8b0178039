using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Lectern.Web.Live;

/// <summary>Carries the names of changed topics from node to node; each node hears every topic, its own included.</summary>
public interface ILiveBus
{
    Task Publish(string topic, CancellationToken cancel);
    event Action<string>? Heard;
}

/// <summary>One process: what is published is heard here.</summary>
public sealed class InProcessBus : ILiveBus
{
    public event Action<string>? Heard;

    public Task Publish(string topic, CancellationToken cancel)
    {
        Heard?.Invoke(topic);
        return Task.CompletedTask;
    }
}

/// <summary>Pages that are open and want to know when what they show has changed.</summary>
public sealed class LiveUpdates
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<bool>, bool>> _listeners = new();
    private readonly ILiveBus _bus;

    public LiveUpdates(ILiveBus bus)
    {
        _bus = bus;
        bus.Heard += topic =>
        {
            if (_listeners.TryGetValue(topic, out var channels))
                foreach (var channel in channels.Keys) channel.Writer.TryWrite(true);
        };
    }

    /// <summary>Tells every open page on every node that shows <paramref name="topic"/> to refresh itself. Call after the commit (from a handler).</summary>
    public Task Publish(string topic, CancellationToken cancel) => _bus.Publish(topic, cancel);

    /// <summary>Yields once for each burst of changes until cancelled.</summary>
    public async IAsyncEnumerable<bool> Listen(string topic, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var channels = _listeners.GetOrAdd(topic, _ => new());
        channels[channel] = true;
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancel)) yield return change;
        }
        finally
        {
            channels.TryRemove(channel, out _);
        }
    }
}
