using Lectern.Web.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Web;

/// <summary>What Razor files compile to is written as the framework's own renderer writes it, without what that one keeps.</summary>
public sealed class Plain_renderer
{
    [Fact]
    public async Task Writes_what_the_framework_writes()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        for (var seed = 0; seed < 1000; seed++)
        {
            var piece = Any(new Random(seed), 0);
            await using var framework = new HtmlRenderer(services, NullLoggerFactory.Instance);
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Alone.Content)] = (RenderFragment)piece.Build });
            var expected = await framework.Dispatcher.InvokeAsync(async () => (await framework.RenderComponentAsync<Alone>(parameters)).ToHtmlString());
            Assert.True(expected == await Rendered.Html(piece.Build), $"{piece} is written differently, seed {seed}: {expected}");
        }
    }

    [Fact]
    public async Task A_component_is_given_its_parameters_and_what_the_page_has_for_it() =>
        Assert.Equal("<p title=\"t\">2 of Ada: x</p>", await Rendered.Html(builder =>
        {
            builder.OpenComponent<Taking>(0);
            builder.AddComponentParameter(1, nameof(Taking.Count), 2);
            builder.AddComponentParameter(2, "title", "t");
            builder.AddComponentParameter(3, nameof(Taking.ChildContent), (RenderFragment)(inner => inner.AddContent(0, "x")));
            builder.CloseComponent();
        }, new Person("Ada")));

    [Fact]
    public async Task One_that_takes_no_others_refuses_a_parameter_that_it_does_not_have() =>
        Assert.Contains("no parameter Colour", (await Assert.ThrowsAsync<InvalidOperationException>(() => Rendered.Html<Empty>(("Colour", "red")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_page_that_broke_leaves_nothing_to_the_next()
    {
        await Assert.ThrowsAsync<FormatException>(() => Rendered.Html(builder =>
        {
            builder.OpenElement(0, "select");
            builder.AddAttribute(1, "value", "a");
            builder.OpenComponent<Breaking>(2);
            builder.CloseComponent();
            builder.CloseElement();
        }));
        Assert.Equal("<option value=\"a\">a</option>", await Rendered.Html(new Element("option", [("value", "a")], [new Text("a")]).Build));
    }

    [Theory]
    [InlineData("مرحبا بكم")]
    [InlineData("Zażółć gęślą jaźń – «¿…?»")]
    [InlineData("日本語")]
    public async Task Letters_of_every_script_stand_as_they_are(string text) => Assert.Equal(text, await Rendered.Html(Rendered.Text(text)));

    [Fact]
    public async Task A_text_longer_than_the_memory_at_hand_is_whole()
    {
        var text = string.Concat(Enumerable.Repeat("<é😀", 50_000));
        Assert.Equal(string.Concat(Enumerable.Repeat("&lt;é&#x1F600;", 50_000)), await Rendered.Html(Rendered.Text(text)));
    }

    private static readonly string[] Words = ["", "a", "b", "<b>", "\"quoted\" & 'so'", "x+y", "😀", "\ud800", "</script>", "line\r\n\tline"];
    private static readonly string[] Elements = ["div", "p", "select", "option", "option", "textarea", "script", "br", "input", "img", "svg"];
    private static readonly string[] Attributes = ["value", "class", "href", "hidden"];

    private static Piece Any(Random random, int depth) => random.Next(depth > 4 ? 3 : 8) switch
    {
        0 => new Text(One(random, Words)),
        1 => new Markup(One(random, Words)),
        2 => new Region(new Text(One(random, Words))),
        _ => new Element(
            One(random, Elements),
            [.. Attributes.Where(_ => random.Next(2) == 0).Select(name => (name, random.Next(5) switch { 0 => (object?)null, 1 => true, 2 => false, 3 => random.Next(100), _ => One(random, Words) }))],
            [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth + 1))]),
    };

    private static string One(Random random, string[] all) => all[random.Next(all.Length)];

    private abstract record Piece
    {
        internal abstract void Build(RenderTreeBuilder builder);
    }

    private sealed record Text(string Value) : Piece
    {
        internal override void Build(RenderTreeBuilder builder) => builder.AddContent(0, Value);
    }

    private sealed record Markup(string Value) : Piece
    {
        internal override void Build(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Value);
    }

    private sealed record Region(Piece Inner) : Piece
    {
        internal override void Build(RenderTreeBuilder builder) => builder.AddContent(0, (RenderFragment)Inner.Build);
    }

    private sealed record Element(string Name, (string Name, object? Value)[] Attributes, Piece[] Children) : Piece
    {
        internal override void Build(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, Name);
            foreach (var (name, value) in Attributes) builder.AddAttribute(1, name, value);
            foreach (var child in Children) child.Build(builder);
            builder.CloseElement();
        }
    }

    private sealed record Person(string Name);

    private sealed class Alone : ComponentBase
    {
        [Parameter] public RenderFragment? Content { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }

    private sealed class Taking : PlainComponent
    {
        [Parameter] public int Count { get; set; }
        [Parameter] public RenderFragment? ChildContent { get; set; }
        [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Rest { get; set; }
        [CascadingParameter] public Person? Person { get; set; }

        private string _of = "";

        protected override void OnParametersSet() => _of = $"{Count} of {Person?.Name}: ";

        protected override void BuildRenderTree(RenderTreeBuilder __builder)
        {
            __builder.OpenElement(0, "p");
            __builder.AddMultipleAttributes(1, Rest);
            __builder.AddContent(2, _of);
            __builder.AddContent(3, ChildContent);
            __builder.CloseElement();
        }
    }

    private sealed class Empty : PlainComponent;

    private sealed class Breaking : PlainComponent
    {
        protected override void OnParametersSet() => throw new FormatException();
    }
}
