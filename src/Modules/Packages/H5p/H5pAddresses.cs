using System.Text.Json;
using Lectern.Courses;
using Lectern.Files;
using Lectern.People;

namespace Lectern.Packages.H5p;

/// <summary>Addresses of H5P content on the content origin, and what each gives the right to. Its files are those of any package.</summary>
internal static class H5pAddresses
{
    /// <summary>The page that plays the content, for one person.</summary>
    internal const string Player = "h5p";

    /// <summary>Where one launch reports to.</summary>
    internal const string Reports = "h5p-reports";

    /// <summary>Who plays what. Without a package it is the learner's attempt at the published one; with one, an editor's preview of that.</summary>
    internal sealed record Play(Id<Activity> ActivityId, Id<Person> PersonId, string Language, Id<Package>? Preview);

    /// <summary>The one launch that may be written to.</summary>
    internal sealed record Launch(Id<H5pAttempt> AttemptId, int Number);

    extension(ContentAddress addresses)
    {
        internal string OfH5p(Play play) => addresses.For(Player, JsonSerializer.Serialize(play), "player.html");
        internal string OfReports(Launch launch) => addresses.For(Reports, JsonSerializer.Serialize(launch), "report");
    }
}
