using Lectern.Web;
using Lectern.Web.Design.Shells;

namespace Lectern.Tests.Web;

public class The_document
{
    private static readonly ShellModel Arabic = new()
    {
        OrganisationName = "Marlow Health",
        PageTitle = "الرئيسية",
        Language = "ar",
        Direction = "rtl",
        Theme = "lectern-dark",
        Nonce = "n0nce",
        Brand = new Brand { Colour = "#0e7c74", Radius = 0.5m },
        Person = new ShellPerson("سارة العلي"),
        SignOutAction = "/sign-out",
        Navigation = [.. Enumerable.Range(1, 7).Select(n => new ShellLink($"Link {n}", $"/{n}", "house", n == 1))],
        Breadcrumbs = [new Crumb("Home", "/"), new Crumb("Here")],
    };

    [Fact]
    public async Task says_its_language_direction_and_theme()
    {
        var page = await Rendered.Document<AppShell>(("Model", Arabic));
        Assert.StartsWith("<!DOCTYPE html>", await Rendered.Html<AppShell>(("Model", Arabic)), StringComparison.Ordinal);
        Assert.Equal(("ar", "rtl", "lectern-dark"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir"), page.DocumentElement.GetAttribute("data-theme")));
        Assert.Equal("الرئيسية · Marlow Health", page.Title);
        Assert.Equal(Rendered.Client.Script, page.QuerySelector("script[type=module]")!.GetAttribute("src"));
        Assert.Equal(Rendered.Client.Style, page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task writes_the_brand_as_one_style_with_the_nonce()
    {
        var style = Assert.Single((await Rendered.Document<PublicShell>(("Model", Arabic))).QuerySelectorAll("style"));
        Assert.Equal("n0nce", style.GetAttribute("nonce"));
        Assert.Equal(":root{--brand:#0e7c74;--brand-radius:0.5;}", style.TextContent);
    }

    [Fact]
    public void leaves_out_brand_values_that_are_not_what_they_claim()
    {
        var hostile = new Brand { Colour = "red;}</style><script>alert(1)</script>", Accent = "#12345", Font = "x\";}body{display:none", Logo = "//evil.example/x.svg\")" };
        Assert.Null(hostile.ToCss());
    }

    [Fact]
    public async Task lets_the_keyboard_skip_to_the_content()
    {
        foreach (var page in new[] { await Rendered.Document<AppShell>(("Model", Arabic)), await Rendered.Document<PublicShell>(("Model", Arabic)), await Rendered.Document<FocusShell>(("Model", Arabic), ("Title", "Quiz")), await Rendered.Document<SplitShell>(("Model", Arabic)) })
        {
            Assert.Equal("#main", page.QuerySelector("body > a")!.GetAttribute("href"));
            Assert.Equal("-1", Assert.Single(page.QuerySelectorAll("main#main")).GetAttribute("tabindex"));
        }
    }

    [Fact]
    public async Task signs_out_by_a_form_with_the_token()
    {
        var form = (await Rendered.Document<AppShell>(("Model", Arabic))).QuerySelector("form[action='/sign-out']")!;
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"));
    }

    [Fact]
    public async Task offers_a_phone_four_places_and_the_rest_behind_one_more()
    {
        var bar = (await Rendered.Document<AppShell>(("Model", Arabic))).QuerySelector(".tabbar")!;
        Assert.Equal(5, bar.Children.Length);
        Assert.Equal(3, bar.QuerySelectorAll("details .menu-item").Length);
    }
}
