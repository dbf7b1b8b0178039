using Lectern.Web.Design;

namespace Lectern.Tests.Web;

public class Design_components
{
    [Fact]
    public async Task refuse_a_button_that_is_only_an_icon_and_has_no_name() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Rendered.Html<Button>(("Square", true), ("Icon", "x")));

    [Fact]
    public async Task keep_a_busy_buttons_words()
    {
        var button = (await Rendered.Document<Button>(("Busy", true), ("ChildContent", Rendered.Text("Saving")))).QuerySelector("button")!;
        Assert.Equal("true", button.GetAttribute("aria-busy"));
        Assert.Equal("Saving", button.TextContent.Trim());
    }

    [Fact]
    public async Task draw_one_tick_a_lesson_and_a_gap_between_modules()
    {
        Tick[][] modules = [[Tick.Done, Tick.Done], [Tick.Now, Tick.Open]];
        var track = (await Rendered.Document<LessonTrack>(("Modules", modules), ("Label", "2 of 4 lessons done"))).QuerySelector(".track")!;
        Assert.Equal(["done", "done", "gap", "now", ""], track.Children.Select(tick => tick.ClassName));
        Assert.Equal("2 of 4 lessons done", track.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task draw_one_tick_a_module_when_there_are_more_than_forty_lessons()
    {
        Tick[][] modules = [[.. Enumerable.Repeat(Tick.Done, 20)], [Tick.Done, .. Enumerable.Repeat(Tick.Open, 19)], [Tick.Open]];
        var track = (await Rendered.Document<LessonTrack>(("Modules", modules), ("Label", "21 of 41"))).QuerySelector(".track")!;
        Assert.Equal(["done", "now", ""], track.Children.Select(tick => tick.ClassName));
    }

    [Fact]
    public async Task open_a_dialog_by_a_link_to_the_same_form_as_a_page()
    {
        var page = await Rendered.Document<Dialog>(("Href", "/people/invite"), ("Title", "Invite people"), ("Trigger", Rendered.Text("Invite")));
        Assert.Equal("/people/invite", page.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("Invite people", page.GetElementById(page.QuerySelector("dialog")!.GetAttribute("aria-labelledby")!)!.TextContent);
    }

    [Fact]
    public async Task announce_a_failure_at_once_and_a_success_politely()
    {
        Assert.NotNull((await Rendered.Document<Notice>(("Tone", Tone.Error), ("Result", true), ("Text", "No"))).QuerySelector("[role=alert]"));
        Assert.NotNull((await Rendered.Document<Notice>(("Tone", Tone.Success), ("Result", true), ("Text", "Yes"))).QuerySelector("[role=status]"));
    }

    [Theory]
    [InlineData("Amara Okafor", "AO"), InlineData("Cher", "C"), InlineData("ana maria de souza", "AS"), InlineData("سارة العلي", "س"), InlineData(" ", "?")]
    public void write_initials_of_names_in_any_script(string name, string initials) => Assert.Equal(initials, Avatar.Initials(name));

    [Fact]
    public async Task are_wired_together_on_the_page_that_shows_them_all()
    {
        var shell = new Lectern.Web.Design.Shells.ShellModel { OrganisationName = "Marlow Health", PageTitle = "Design system" };
        var page = await Rendered.Document<DesignSystemPage>(("Model", shell));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        foreach (var attribute in new[] { "aria-describedby", "aria-labelledby", "aria-controls", "for" })
            foreach (var element in page.QuerySelectorAll($"[{attribute}]"))
                Assert.All(element.GetAttribute(attribute)!.Split(' '), id => Assert.Contains(id, ids));
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
            Assert.True(control.HasAttribute("aria-label") || control.Closest("label") is not null || page.QuerySelector($"label[for='{control.Id}']") is not null, control.OuterHtml);
        foreach (var button in page.QuerySelectorAll("button, summary, a"))
            Assert.True(button.HasAttribute("aria-label") || button.TextContent.Trim().Length > 0, button.OuterHtml);
    }
}
