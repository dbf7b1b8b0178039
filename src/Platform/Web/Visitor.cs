using System.Globalization;
using Lectern.Kernel;
using Microsoft.AspNetCore.Http;

namespace Lectern.Web;

/// <summary>A role that the visitor has been given at a scope. <paramref name="Path"/> is the scope's place in the tree: the ids from the root, each followed by a slash.</summary>
public sealed record Grant(Role Role, Guid ScopeId, string Path);

/// <summary>Whoever sent this request: who, what they may do, and how they want to read. Loaded once per request by People.</summary>
public sealed record Visitor
{
    public static readonly Visitor Nobody = new();

    /// <summary>Null for someone who is not signed in.</summary>
    public Guid? PersonId { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyList<Grant> Grants { get; init; } = [];
    /// <summary>Things that wait to be read, for the bell.</summary>
    public int Unread { get; init; }
    public CultureInfo Culture { get; init; } = CultureInfo.GetCultureInfo("en");
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public bool IsSignedIn => PersonId is not null;

    /// <summary>Whether the capability is held at any scope at all.</summary>
    public bool Holds(Capability capability) => Grants.Any(grant => capability.HeldBy.Contains(grant.Role));

    /// <summary>Whether the capability is held at the scope with this path or above it.</summary>
    public bool HoldsAt(Capability capability, string path) =>
        Grants.Any(grant => capability.HeldBy.Contains(grant.Role) && path.StartsWith(grant.Path, StringComparison.Ordinal));

    /// <summary>Whether the capability is held at the root of the tree: what concerns the institution as a whole is not for a branch.</summary>
    public bool HoldsEverywhere(Capability capability) => Grants.Any(grant => capability.HeldBy.Contains(grant.Role) && IsRoot(grant.Path));

    /// <summary>Whether a path is the root of the tree: one id and its slash.</summary>
    public static bool IsRoot(string path) => path.Length > 0 && path.IndexOf('/', StringComparison.Ordinal) == path.Length - 1;

    /// <summary>The paths at and below which the capability is held; for lists.</summary>
    public IReadOnlyList<string> PathsOf(Capability capability) => [.. Grants.Where(grant => capability.HeldBy.Contains(grant.Role)).Select(grant => grant.Path).Distinct()];

    /// <summary>The instant on the visitor's own clock.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>For endpoints that ask for it by parameter.</summary>
    public static ValueTask<Visitor> BindAsync(HttpContext http) => new(http.Visitor);
}

public static class VisitorOfRequest
{
    extension(HttpContext http)
    {
        public Visitor Visitor
        {
            get => http.Features.Get<Visitor>() ?? Visitor.Nobody;
            set => http.Features.Set(value);
        }
    }
}
