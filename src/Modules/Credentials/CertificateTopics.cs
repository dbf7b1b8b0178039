using Lectern.People;

namespace Lectern.Credentials;

/// <summary>The topic that a learner's own pages of certificates listen to.</summary>
internal static class CertificateTopics
{
    internal static string OfHolder(Id<Person> learner) => $"person/{learner}/certificates";
}
