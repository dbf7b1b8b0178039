using Lectern.People;
using Lectern.Web.Journals;
using Microsoft.AspNetCore.DataProtection;

namespace Lectern.Quizzes.Taking;

/// <summary>The keys with which pages of an attempt seal what was answered, until the server has confirmed it.</summary>
internal sealed class AnswersJournal(IDataProtectionProvider protection) : JournalKeys(protection, "Lectern.Quizzes.Answers")
{
    /// <summary>A new key for a page of this person.</summary>
    public JournalKey For(Id<Person> personId) => For(personId.ToString(), Addresses.JournalKeys);

    /// <summary>The keys that belong to tickets of this person; null for anybody else's, or none at all.</summary>
    public string?[] Find(IEnumerable<string?> tickets, Id<Person> personId) => Find(tickets, personId.ToString());
}
