using Lectern.Web.Design;

namespace Lectern.Tests.Web;

public class A_field
{
    [Fact]
    public async Task points_from_its_control_to_its_hint_and_its_error()
    {
        var page = await Rendered.Document<Field>(("Name", "Marks.Pass"), ("Label", "Pass mark"), ("Type", "number"), ("Hint", "In percent"), ("Error", "Choose a number from 0 to 100"));
        var control = page.QuerySelector("input")!;
        Assert.Equal("true", control.GetAttribute("aria-invalid"));
        var described = control.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.GetElementById(id)!.TextContent.Trim());
        Assert.Equal(["In percent", "Choose a number from 0 to 100"], described);
    }

    [Theory]
    [InlineData("text"), InlineData("email"), InlineData("password"), InlineData("number"), InlineData("date"), InlineData("file"), InlineData("select"), InlineData("textarea")]
    public async Task has_one_control_that_its_label_names(string type)
    {
        var page = await Rendered.Document<Field>(("Name", "it"), ("Label", "It"), ("Type", type), ("required", true));
        var control = Assert.Single(page.QuerySelectorAll("input, select, textarea"));
        Assert.Equal(control.Id, page.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("it", control.GetAttribute("name"));
        Assert.True(control.HasAttribute("required"));
        Assert.False(control.HasAttribute("aria-invalid"));
        Assert.False(control.HasAttribute("aria-describedby"));
    }

    [Fact]
    public async Task never_writes_a_password_back() =>
        Assert.DoesNotContain("secret", await Rendered.Html<Field>(("Name", "p"), ("Label", "Password"), ("Type", "password"), ("Value", "secret")), StringComparison.Ordinal);

    [Theory]
    [InlineData("One line"), InlineData("\nAn empty line first"), InlineData("</textarea><script>alert(1)</script>"), InlineData("")]
    public async Task keeps_what_a_person_wrote_as_it_was(string words)
    {
        var page = await Rendered.Document<Field>(("Name", "about"), ("Label", "About"), ("Type", "textarea"), ("Value", words));
        Assert.Equal(words, page.QuerySelector("textarea")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task selects_the_option_that_is_its_value()
    {
        var page = await Rendered.Document<Field>(("Name", "language"), ("Label", "Language"), ("Type", "select"), ("Value", "ar"), ("Options", new Option[] { new("en", "English"), new("ar", "العربية") }));
        Assert.Equal("ar", Assert.Single(page.QuerySelectorAll("option[selected]")).GetAttribute("value"));
    }
}
