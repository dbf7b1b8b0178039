namespace Lectern.Web;

/// <summary>A list that a module adds below the navigation of every page with a sidebar: one statement, however much there is.</summary>
public interface ISidebarList
{
    int Position { get; }

    /// <summary>The list for this visitor; null when there is nothing to show.</summary>
    Task<SidebarList?> Show(Visitor visitor, CancellationToken cancel);
}

/// <summary>The heading is already in the visitor's language.</summary>
public sealed record SidebarList(string Title, IReadOnlyList<SidebarLink> Links);

/// <summary><paramref name="Percent"/> is drawn as a ring, and said by <paramref name="Label"/>.</summary>
public sealed record SidebarLink(string Text, string Href, int Percent, string Label);
