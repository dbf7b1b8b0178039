using System.Security.Cryptography;
using Lectern.Files;
using Lectern.People;
using Microsoft.AspNetCore.DataProtection;

namespace Lectern.Packages.Playing;

/// <summary>
/// The keys with which players seal what they keep in the browser until the server has confirmed it (journal.ts). Each page has a key of its
/// own, and with it a ticket for which only the same person is given the key once more: nothing is stored here, and nothing that lies in a
/// shared browser can be read by, or sent for, anybody else.
/// </summary>
internal sealed class JournalKeys(IDataProtectionProvider protection, ContentAddress addresses)
{
    private const int KeyBytes = 32;
    private readonly IDataProtector _seal = protection.CreateProtector("Lectern.Packages.Journal");

    /// <summary>A new key for a page of this person.</summary>
    internal JournalKey For(Id<Person> personId)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        return new(key, _seal.Protect($"{personId} {key}"), addresses.For(PackageAddresses.Journal, personId.ToString(), "keys"));
    }

    /// <summary>The key that belongs to a ticket of this person; null for anybody else's, or none at all.</summary>
    internal string? Find(string ticket, Id<Person> personId)
    {
        try
        {
            return _seal.Unprotect(ticket).Split(' ') is [var owner, var key] && owner == personId.ToString() ? key : null;
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
internal sealed record JournalKey(string Key, string Ticket, string Keys);
