using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Web;

namespace Lectern.Tests.Web;

/// <summary>What anybody may have written is parsed at a cost that its length tells.</summary>
public sealed class Trees_of_html
{
    private static readonly string[] Pieces =
    [
        "<div>", "</div>", "<b>", "</b>", "<i class=a>", "</i>", "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<svg>", "</svg>", "<math>", "</math>",
        "<br>", "<input>", "<a href=x>", "</a>", "<button>", "<option>", "<desc>", "<mi>", "<d<div>iv>", "<div/>", "<mspace/>", "<!--", "-->", "<template>", "<dd>", "<blockquote>", "<span title='>'>", "</span>", "w",
    ];

    [Fact]
    public void are_never_deeper_than_people_write_and_hold_no_more_elements_than_tags_asked_for()
    {
        // Few kinds of pieces in one text, so that they pile up.
        var texts = from some in Gen.ArrayOf(Gen.Elements(Pieces), 4) from order in Gen.ArrayOf(Gen.Choose(0, 3), 40) select string.Concat(Enumerable.Repeat(string.Concat(order.Select(at => some[at])), 100));
        Prop.ForAll(texts.ToArbitrary(), text => IsBounded(text, HtmlTree.Body(text))).QuickCheckThrowOnFailure();
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "elements", Times("<div>") },
        { "items whose end nothing implies", Times("<li><dd>") },
        { "terms in items", Times("<li><dt>x") },
        { "a comment that ends a drawing for some", "<svg><!--</svg>-->" + Times("<li><dd>") },
        { "a comment in a drawing, which is harmless", "<svg><style><!--</svg>" + Times("<div>") + "-->" },
        { "shapes that end themselves in those that don't", "<svg>" + Times("<g/><g>") },
        { "formulas", Times("<math><mi>") },
        { "formulas in drawings", Times("<svg><desc><math><annotation-xml encoding='text/html'>") },
        { "formatting", Times("<b><i>") },
        { "formatting that each paragraph opens anew", "<p>" + Formatting(500) + Times("<p>x") },
        { "a little formatting that very many paragraphs open anew", "<p>" + Formatting(30) + Times("<p>x") },
        { "formatting that grows by the paragraph", string.Concat(Enumerable.Range(0, 20_000).Select(at => $"<p><b id={at}>x")) },
        { "words that a table puts before it, which is harmless", Formatting(30) + "<table>" + Times("x<tr>") },
        { "cells", Times("<table><td>") },
        { "a text that none is", "<textarea><!--</textarea>" + Times("<div>") },
        { "a quoted value that none is", "<i ='><i>" + Times("<div>") },
        { "pages that wait", Times("<template><div>") },
        { "what stands in buttons", Times("<button><applet>") },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void of_a_million_letters_meant_to_harm_are_bounded_and_keep_their_words(string what, string text)
    {
        var (body, isWhole) = HtmlTree.Read(text + "<p>the end</p>");
        Assert.Equal(what.EndsWith("harmless", StringComparison.Ordinal), isWhole);
        Assert.True(IsBounded(text, body), what);
        if (!text.Contains("<!--", StringComparison.Ordinal) && !text.Contains("<template>", StringComparison.Ordinal) && !text.StartsWith("<i =", StringComparison.Ordinal)) Assert.EndsWith("the end", body.TextContent.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void keep_the_words_that_lie_too_deep()
    {
        var deep = HtmlTree.Body(string.Concat(Enumerable.Repeat("<div>in ", 40_000)) + "the end" + string.Concat(Enumerable.Repeat("</div>", 40_000)) + "<p>after</p>");
        Assert.Equal(40_000, deep.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word == "in"));
        Assert.EndsWith("the end", deep.Children[0].TextContent.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("after", deep.Children[^1].TextContent);
    }

    public static TheoryData<string> Honest => new()
    {
        string.Concat(Enumerable.Repeat("<p>One<br>two <b>three</b> <a href=/x>four</a><ul><li>five<li>six</ul><table><tr><td>7<td><i>8</i></table>", 3000)),
        // What word processors put into pastes.
        "<p>Notes</p>" + string.Concat(Enumerable.Repeat("<!--[if gte mso 9]><xml><w:View><div></w:View></xml><![endif]-->", 2000)) + "<p><b>kept</b></p>",
        "<p>a</p><style>" + Times("<div>") + "</style><p><b>kept</b></p>",
        "<p>a</p><textarea>" + Times("<div>") + "</textarea><p><b>kept</b></p>",
        "<p title='" + Times("<div>") + "'>a</p><p><b>kept</b></p>",
        "<svg>" + Times("<path d='M0 0'/>") + "</svg><p><b>kept</b></p>",
        string.Concat(Enumerable.Range(0, 30).Select(at => $"<p><font size={at}>never closed")) + "<p><b>kept</b></p>",
        string.Concat(Enumerable.Repeat("<ul><li>", 40)) + "<b>kept</b>",
    };

    [Theory, MemberData(nameof(Honest))]
    public void have_every_tag_of_honest_texts(string text)
    {
        var (body, isWhole) = HtmlTree.Read(text);
        Assert.True(isWhole);
        var alone = new HtmlParser().ParseDocument("").Body!;
        alone.Append([.. new HtmlParser().ParseFragment(text, alone)]);
        Assert.Equal(alone.InnerHtml, body.InnerHtml);
    }

    private static string Times(string piece) => string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
    private static string Formatting(int count) => string.Concat(Enumerable.Range(0, count).Select(at => $"<b id={at}>"));

    /// <summary>Not much deeper than it may be, and of not many more elements than it has marks: both together are what a text costs.</summary>
    private static bool IsBounded(string text, IElement body)
    {
        var (deepest, count) = (0, 0);
        var rest = new Stack<(IElement, int)>([(body, 0)]);
        while (rest.TryPop(out var at))
        {
            (deepest, count) = (Math.Max(deepest, at.Item2), count + 1);
            foreach (var child in at.Item1.Children) rest.Push((child, at.Item2 + 1));
        }

        return deepest <= HtmlTree.Deepest && count <= 5000 + (3 * text.Count(letter => letter == '<'));
    }
}
