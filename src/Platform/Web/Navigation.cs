using Lectern.Kernel;

namespace Lectern.Web;

/// <summary>
/// An entry of the sidebar. Without a capability it is for everyone who is signed in. <paramref name="Text"/> is the English
/// key, <paramref name="Icon"/> a Lucide name.
/// </summary>
public sealed record NavigationItem(int Position, string Text, string Href, string Icon, Capability? Capability = null)
{
    /// <summary>The page is about the whole institution: the capability must be held at its root.</summary>
    public bool IsInstitutionWide { get; init; }

    public bool IsFor(Visitor visitor) => Capability is null || (IsInstitutionWide ? visitor.HoldsEverywhere(Capability) : visitor.Holds(Capability));
}

/// <summary>A link for everyone: at the foot of public pages, and in their head for whoever is not signed in. <paramref name="Text"/> is the English key.</summary>
public sealed record PublicLink(int Position, string Text, string Href, string Icon);

/// <summary>A step of the way to a page, from the top; the last one is the page itself and has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);
