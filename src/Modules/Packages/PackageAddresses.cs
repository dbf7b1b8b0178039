using System.Text.Json;
using Lectern.Courses;
using Lectern.Files;
using Lectern.People;

namespace Lectern.Packages;

/// <summary>Addresses on the content origin, and what each gives the right to.</summary>
internal static class PackageAddresses
{
    /// <summary>A package's files: whoever has the address may read all of them.</summary>
    internal const string Files = "package";

    /// <summary>The page that hosts the run-time around one part, for one person.</summary>
    internal const string Player = "scorm";

    /// <summary>Where one launch of one part reports to.</summary>
    internal const string Commits = "scorm-commits";

    /// <summary>Where a person's players ask for the keys of what they left in the browser.</summary>
    internal const string Journal = "package-journal";

    /// <summary>Our own scripts of the run-time: the same for everybody.</summary>
    internal const string RunTime = "scorm-run-time";

    /// <summary>Whose part it is, and of which package. In an editor's preview nothing is recorded.</summary>
    internal sealed record Part(Id<Activity> ActivityId, Id<Person> PersonId, Id<Package> PackageId, string Item, string Language, bool IsPreview);

    /// <summary>The one launch that may be written to, and when it began.</summary>
    internal sealed record Launch(Id<ScoRecord> RecordId, int Number, DateTimeOffset At);

    extension(ContentAddress addresses)
    {
        internal string OfFile(Id<Package> packageId, string path) => addresses.For(Files, packageId.ToString(), path);
        internal string OfPlayer(Part part) => addresses.For(Player, JsonSerializer.Serialize(part), "player.html");
        /// <summary>Works long enough for what a browser has kept in its journal: a laptop that was shut over the holidays.</summary>
        internal string OfCommits(Launch launch) => addresses.For(Commits, JsonSerializer.Serialize(launch), "commit", TimeSpan.FromDays(30));
        /// <summary>Of a script under /build/, by the name that the client's build gave it.</summary>
        internal string OfRunTime(string name) => addresses.For(RunTime, "scripts", name);
    }

    extension(ContentCapability capability)
    {
        internal T Read<T>() => JsonSerializer.Deserialize<T>(capability.Payload)!;
    }
}
