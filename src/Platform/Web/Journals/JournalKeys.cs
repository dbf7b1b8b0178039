using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Lectern.Web.Journals;

/// <summary>
/// The keys with which pages seal what they keep in the browser until the server has confirmed it (journal.ts). Each page has a key of its
/// own, and with it a ticket for which only the same person is given the key once more: nothing is stored here, and nothing that lies in a
/// shared browser can be read by, or sent for, anybody else.
/// </summary>
/// <param name="purpose">What is kept; the tickets of one purpose are worth nothing for another.</param>
public abstract class JournalKeys(IDataProtectionProvider protection, string purpose)
{
    /// <summary>How many tickets a page asks about at once.</summary>
    public const int MostTickets = 200;

    private const int KeyBytes = 32;
    private readonly IDataProtector _seal = protection.CreateProtector(purpose);

    /// <summary>A new key for a page of this person.</summary>
    /// <param name="keys">The address at which the page asks for the keys of tickets that it finds.</param>
    protected JournalKey For(string personId, string keys)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        return new(key, _seal.Protect($"{personId} {key}"), keys);
    }

    /// <summary>The keys that belong to tickets of this person; null for anybody else's, or none at all.</summary>
    protected string?[] Find(IEnumerable<string?> tickets, string personId) => [.. tickets.Select(ticket => ticket is null ? null : Find(ticket, personId))];

    private string? Find(string ticket, string personId)
    {
        try
        {
            return _seal.Unprotect(ticket).Split(' ') is [var owner, var key] && owner == personId ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What a page is given to seal its journal with.</summary>
/// <param name="Key">32 bytes in base64.</param>
/// <param name="Ticket">For which the key is given back.</param>
/// <param name="Keys">Where.</param>
public sealed record JournalKey(string Key, string Ticket, string Keys);
