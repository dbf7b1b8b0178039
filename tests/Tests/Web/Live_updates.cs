using Lectern.Web.Live;

namespace Lectern.Tests.Web;

public sealed class Live_updates
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task remember_no_topic_that_nobody_listens_to()
    {
        var live = new LiveUpdates(new Bus());
        using (var leaving = new CancellationTokenSource())
        {
            var listeners = Enumerable.Range(0, 20).Select(i => Listen(live, $"topic/{i % 5}", leaving.Token)).ToList();
            Assert.Equal(5, live.Topics);
            await leaving.CancelAsync();
            await Task.WhenAll(listeners);
        }

        Assert.Equal(0, live.Topics);
    }

    [Fact]
    public async Task wake_everyone_after_some_may_have_been_missed()
    {
        var bus = new Bus();
        var live = new LiveUpdates(bus);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        await using var one = live.Listen("one", patience.Token).GetAsyncEnumerator(patience.Token);
        await using var other = live.Listen("other", patience.Token).GetAsyncEnumerator(patience.Token);
        var (first, second) = (one.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask());
        bus.Reconnect();
        Assert.True(await first);
        Assert.True(await second);
    }

    [Fact]
    public void are_told_at_once_when_it_was_quiet_and_ever_more_seldom_in_a_storm()
    {
        var clock = new MovableClock(stands: true);
        var pace = new LivePace(clock);
        Assert.Null(pace.Wait());
        pace.Told();
        var waits = new List<double>();
        for (var change = 0; change < 8; change++)
        {
            var wait = pace.Wait()!.Value;
            waits.Add(wait.TotalSeconds);
            clock.Advance(wait);
            Assert.Null(pace.Wait());
            pace.Told();
        }

        Assert.Equal([0.25, 0.5, 1, 2, 4, 5, 5, 5], waits);
        clock.Advance(LivePace.Longest * 2);
        Assert.Null(pace.Wait());
        pace.Told();
        Assert.Equal(LivePace.Shortest, pace.Wait());
    }

    private static async Task Listen(LiveUpdates live, string topic, CancellationToken cancel)
    {
        try
        {
            await foreach (var _ in live.Listen(topic, cancel)) { }
        }
        catch (OperationCanceledException)
        {
            // left
        }
    }

    private sealed class Bus : ILiveBus
    {
        public event Action<string>? Heard;
        public event Action? Missed;

        public Task Publish(string topic, CancellationToken cancel)
        {
            Heard?.Invoke(topic);
            return Task.CompletedTask;
        }

        internal void Reconnect() => Missed?.Invoke();
    }
}
