namespace Lectern.Web.Design.Shells;

/// <summary>A link of the shell. <paramref name="Text"/> is already in the visitor's language; <paramref name="Badge"/> 0 shows none.</summary>
public sealed record ShellLink(string Text, string Href, string Icon, bool IsCurrent = false, int Badge = 0);

/// <summary>Who is signed in. <paramref name="Note"/> is a word about them, such as their role.</summary>
public sealed record ShellPerson(string Name, string? Note = null, string? Picture = null);

/// <summary>A language to switch to, named in itself.</summary>
public sealed record ShellLanguage(string Code, string Name);

/// <summary>Everything around a page's own content. All texts are already in the visitor's language.</summary>
public sealed record ShellModel
{
    public required string OrganisationName { get; init; }
    public required string PageTitle { get; init; }
    public Brand Brand { get; init; } = Brand.Lectern;

    public string Language { get; init; } = "en";
    /// <summary>ltr or rtl.</summary>
    public string Direction { get; init; } = "ltr";
    /// <summary>lectern, lectern-dark, or null to follow the system.</summary>
    public string? Theme { get; init; }
    /// <summary>Of the content security policy, for the one inline style.</summary>
    public string? Nonce { get; init; }
    /// <summary>For search engines; pages without one are not indexed.</summary>
    public string? Description { get; init; }

    /// <summary>Null for a visitor who is not signed in.</summary>
    public ShellPerson? Person { get; init; }
    public IReadOnlyList<ShellLink> Navigation { get; init; } = [];
    /// <summary>Below the navigation: the visitor's courses.</summary>
    public IReadOnlyList<SidebarList> Sidebar { get; init; } = [];
    public IReadOnlyList<ShellLink> AccountLinks { get; init; } = [];
    public IReadOnlyList<ShellLink> FooterLinks { get; init; } = [];
    public IReadOnlyList<Crumb> Breadcrumbs { get; init; } = [];
    public IReadOnlyList<ShellLanguage> Languages { get; init; } = [];

    public string HomeHref { get; init; } = "/";
    /// <summary>Where the search form goes, by GET with q; null hides it.</summary>
    public string? SearchHref { get; init; }
    public string? NotificationsHref { get; init; }
    public int Unread { get; init; }
    public string? SignInHref { get; init; }
    public string? RegisterHref { get; init; }
    /// <summary>Posted to with the antiforgery token; null hides it.</summary>
    public string? SignOutAction { get; init; }
    /// <summary>Posted to with theme=lectern or lectern-dark, and returnTo. Changes nothing but a cookie, so it carries no token.</summary>
    public string ThemeAction { get; init; } = "/theme";
    /// <summary>Posted to with language=code, and returnTo. Changes nothing but a cookie, so it carries no token.</summary>
    public string LanguageAction { get; init; } = "/language";
    /// <summary>This page's path and query, to come back to.</summary>
    public string? ReturnTo { get; init; }
    /// <summary>What the last request did, or why it did nothing, as a toast: "4 reminders sent".</summary>
    public Said? Flash { get; init; }
}

/// <summary>A sentence about what was just asked for, in the visitor's language; <paramref name="IsRefusal"/> when it was not done.</summary>
public sealed record Said(string Text, bool IsRefusal = false);
