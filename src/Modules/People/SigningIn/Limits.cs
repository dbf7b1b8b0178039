using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace Lectern.People.SigningIn;

/// <summary>
/// How often one may try, so that passwords can't be guessed nor mail be sent in heaps. Counted by address, wide enough for a
/// classroom behind one, and by account, whether the account exists or not: so the limit itself gives nothing away. Each node
/// counts for itself; what a guesser gains by several nodes the lock on the account (in the database) takes back.
/// </summary>
internal sealed class Limits(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(1), AccountWindow = TimeSpan.FromMinutes(15);

    private readonly bool _off = configuration.GetValue("RateLimits:Off", false);   // for load tests
    private readonly PartitionedRateLimiter<string> _byAddress = Window(configuration.GetValue("People:Limits:TriesPerAddressAndMinute", 120), AddressWindow);
    private readonly PartitionedRateLimiter<string> _byAccount = Window(configuration.GetValue("People:Limits:FailuresPerAccount", 10), AccountWindow);
    private readonly PartitionedRateLimiter<string> _mails = Window(configuration.GetValue("People:Limits:MailsPerAccount", 5), AccountWindow);

    /// <summary>One try from this address; false when there were too many.</summary>
    public bool AllowsTry(string address)
    {
        using var lease = _byAddress.AttemptAcquire(address);
        return _off || lease.IsAcquired;
    }

    /// <summary>Whether this account may be tried still; counts nothing.</summary>
    public bool AllowsAccount(string email)
    {
        using var lease = _byAccount.AttemptAcquire(Key(email), permitCount: 0);
        return _off || lease.IsAcquired;
    }

    public void CountFailure(string email)
    {
        using var lease = _byAccount.AttemptAcquire(Key(email));
    }

    /// <summary>One mail to this address that somebody asked for without having signed in.</summary>
    public bool AllowsMail(string email)
    {
        using var lease = _mails.AttemptAcquire(Key(email));
        return _off || lease.IsAcquired;
    }

    public void Dispose()
    {
        _byAddress.Dispose();
        _byAccount.Dispose();
        _mails.Dispose();
    }

    private static string Key(string email) => email.Length > 256 ? email[..256].ToUpperInvariant() : email.ToUpperInvariant();

    private static PartitionedRateLimiter<string> Window(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = window, SegmentsPerWindow = 6 }));
}
