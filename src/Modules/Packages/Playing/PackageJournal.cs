using Lectern.Files;
using Lectern.People;
using Lectern.Web.Journals;
using Microsoft.AspNetCore.DataProtection;

namespace Lectern.Packages.Playing;

/// <summary>The keys with which players seal what content committed, until the server has confirmed it.</summary>
internal sealed class PackageJournal(IDataProtectionProvider protection, ContentAddress addresses) : JournalKeys(protection, "Lectern.Packages.Journal")
{
    /// <summary>A new key for a page of this person.</summary>
    internal JournalKey For(Id<Person> personId) => For(personId.ToString(), addresses.For(PackageAddresses.Journal, personId.ToString(), "keys"));

    /// <summary>The keys that belong to tickets of this person; null for anybody else's, or none at all.</summary>
    internal string?[] Find(IEnumerable<string?> tickets, Id<Person> personId) => Find(tickets, personId.ToString());
}
