using System.Threading.RateLimiting;

namespace Lectern.Web.Access;

/// <summary>How often something may be done within a while, counted for each key by itself (an address, an account, a person). Each node counts for itself.</summary>
public sealed class Allowance(int most, TimeSpan within) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = most, Window = within, SegmentsPerWindow = 6 }));

    /// <summary>Whether it may be done once more, or <paramref name="times"/> more; then it counts. Zero times only asks.</summary>
    public bool Takes(string key, int times = 1)
    {
        if (times > most) return false;
        using var lease = _limiter.AttemptAcquire(key, times);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
