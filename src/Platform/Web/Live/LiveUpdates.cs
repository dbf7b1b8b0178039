using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;

namespace Lectern.Web.Live;

/// <summary>Carries the names of changed topics from node to node; each node hears every topic, its own included.</summary>
public interface ILiveBus
{
    Task Publish(string topic, CancellationToken cancel);
    event Action<string>? Heard;

    /// <summary>Topics may have been missed: whoever remembers anything looks again.</summary>
    event Action? Missed;
}

/// <summary>One process: what is published is heard here.</summary>
public sealed class InProcessBus : ILiveBus
{
    public event Action<string>? Heard;

    /// <summary>Nothing is ever missed.</summary>
    public event Action? Missed { add { } remove { } }

    public Task Publish(string topic, CancellationToken cancel)
    {
        Heard?.Invoke(topic);
        return Task.CompletedTask;
    }
}

/// <summary>Pages that are open and want to know when what they show has changed.</summary>
public sealed class LiveUpdates
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<Channel<bool>>> _listeners = new();   // only topics that somebody listens to
    private readonly ILiveBus _bus;

    public LiveUpdates(ILiveBus bus)
    {
        _bus = bus;
        bus.Heard += topic =>
        {
            if (_listeners.TryGetValue(topic, out var channels)) Wake(channels);
        };
        bus.Missed += () =>
        {
            foreach (var channels in _listeners.Values) Wake(channels);
        };
    }

    /// <summary>Tells every open page on every node that shows <paramref name="topic"/> to refresh itself. Call after the commit (from a handler).</summary>
    public Task Publish(string topic, CancellationToken cancel) => _bus.Publish(topic, cancel);

    /// <summary>Yields once for each burst of changes until cancelled.</summary>
    public async IAsyncEnumerable<bool> Listen(string topic, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _listeners.AddOrUpdate(topic, _ => [channel], (_, others) => others.Add(channel));
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancel)) yield return change;
        }
        finally
        {
            Forget(topic, channel);
        }
    }

    /// <summary>How many topics are listened to.</summary>
    internal int Topics => _listeners.Count;

    // Tried again when somebody else came or went at the same moment.
    private void Forget(string topic, Channel<bool> channel)
    {
        while (_listeners.TryGetValue(topic, out var channels))
        {
            var rest = channels.Remove(channel);
            if (rest.IsEmpty ? _listeners.TryRemove(KeyValuePair.Create(topic, channels)) : _listeners.TryUpdate(topic, rest, channels)) return;
        }
    }

    private static void Wake(ImmutableHashSet<Channel<bool>> channels)
    {
        foreach (var channel in channels) channel.Writer.TryWrite(true);
    }
}
