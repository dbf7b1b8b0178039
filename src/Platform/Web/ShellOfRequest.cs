using Lectern.Web.Design.Shells;
using Lectern.Web.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web;

/// <summary>Draws up what stands around a page for whoever asked for it.</summary>
public sealed class ShellOfRequest(IEnumerable<NavigationItem> navigation, IEnumerable<PublicLink> links, IBrand brand, Texts texts)
{
    private static readonly IReadOnlyList<ShellLanguage> Languages = [new("en", "English"), new("ar", "العربية")];
    private readonly List<NavigationItem> _navigation = [.. navigation.OrderBy(item => item.Position)];
    private readonly List<PublicLink> _links = [.. links.OrderBy(link => link.Position)];

    public async Task<ShellModel> For(HttpContext http, string title, PageOptions options)
    {
        var visitor = http.Visitor;
        var lists = new List<SidebarList>();
        if (visitor.IsSignedIn && options.Frame == Frame.App)
            foreach (var list in http.RequestServices.GetServices<ISidebarList>().OrderBy(list => list.Position))
                if (await list.Show(visitor, http.RequestAborted) is { } shown) lists.Add(shown);

        var path = http.Request.Path.Value ?? "/";
        var here = path + http.Request.QueryString;
        return new ShellModel
        {
            OrganisationName = brand.OrganisationName,
            Brand = brand.Brand,
            PageTitle = title,
            Description = options.Description,
            Language = visitor.Culture.TwoLetterISOLanguageName,
            Direction = visitor.Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr",
            Theme = http.Request.Cookies["lectern.theme"] is "lectern" or "lectern-dark" ? http.Request.Cookies["lectern.theme"] : null,
            Nonce = ContentSecurityPolicy.NonceOf(http),
            Person = visitor.IsSignedIn ? new ShellPerson(visitor.Name) : null,
            Navigation = [.. Items(visitor).Select(item => new ShellLink(texts[item.Text], item.Href, item.Icon, IsUnder(path, item.Href)))],
            Sidebar = lists,
            AccountLinks = visitor.IsSignedIn ? [new(texts["Your account"], "/account", "user-round")] : [],
            FooterLinks = [.. _links.Select(link => new ShellLink(texts[link.Text], link.Href, link.Icon))],
            Breadcrumbs = options.Crumbs?.Select(crumb => new Crumb(texts[crumb.Text], crumb.Href)).ToList() ?? [new Crumb(title)],
            Languages = Languages,
            SearchHref = "/catalog",
            NotificationsHref = visitor.IsSignedIn ? "/notifications" : null,
            Unread = visitor.Unread,
            SignInHref = $"/sign-in?return={Uri.EscapeDataString(here)}",
            RegisterHref = "/register",
            SignOutAction = "/sign-out",
            ReturnTo = HttpMethods.IsGet(http.Request.Method) ? here : "/",
            Flash = Flash.Take(http),
        };
    }

    private IEnumerable<NavigationItem> Items(Visitor visitor) => visitor.IsSignedIn
        ? _navigation.Where(item => item.IsFor(visitor))
        : _navigation.Where(item => item.Href == "/catalog").Concat(_links.Select(link => new NavigationItem(link.Position, link.Text, link.Href, link.Icon)));

    private static bool IsUnder(string path, string href) =>
        href == "/" ? path == "/" : path == href || path.StartsWith(href + "/", StringComparison.Ordinal);
}
