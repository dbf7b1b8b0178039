using Lectern.Web.Access;
using Microsoft.Extensions.Configuration;

namespace Lectern.People.SigningIn;

/// <summary>
/// How often one may try, so that passwords can't be guessed nor mail be sent in heaps. Counted by network, wide enough for a
/// classroom behind one, and by account, whether the account exists or not: so the limit itself gives nothing away. What a
/// guesser gains by several nodes the lock on the account (in the database) takes back.
/// </summary>
internal sealed class Limits(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan NetworkWindow = TimeSpan.FromMinutes(1), AccountWindow = TimeSpan.FromMinutes(15);

    private readonly bool _off = configuration.GetValue("RateLimits:Off", false);   // for load tests
    private readonly Allowance _byNetwork = new(configuration.GetValue("People:Limits:TriesPerAddressAndMinute", 120), NetworkWindow);
    private readonly Allowance _byAccount = new(configuration.GetValue("People:Limits:FailuresPerAccount", 10), AccountWindow);
    private readonly Allowance _mails = new(configuration.GetValue("People:Limits:MailsPerAccount", 5), AccountWindow);

    /// <summary>One try from this network; false when there were too many.</summary>
    public bool AllowsTry(string network) => _byNetwork.Takes(network) || _off;

    /// <summary>Whether this account may be tried still; counts nothing.</summary>
    public bool AllowsAccount(string email) => _byAccount.Takes(Key(email), times: 0) || _off;

    public void CountFailure(string email) => _byAccount.Takes(Key(email));

    /// <summary>One mail to this address that somebody asked for without having signed in.</summary>
    public bool AllowsMail(string email) => _mails.Takes(Key(email)) || _off;

    public void Dispose()
    {
        _byNetwork.Dispose();
        _byAccount.Dispose();
        _mails.Dispose();
    }

    private static string Key(string email) => email.Length > 256 ? email[..256].ToUpperInvariant() : email.ToUpperInvariant();
}
