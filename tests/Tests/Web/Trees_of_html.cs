using AngleSharp.Dom;
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
    public void are_never_much_deeper_than_tags_may_be()
    {
        // Few kinds of pieces in one text, so that they pile up.
        var texts = from some in Gen.ArrayOf(Gen.Elements(Pieces), 4) from order in Gen.ArrayOf(Gen.Choose(0, 3), 40) select string.Concat(Enumerable.Repeat(string.Concat(order.Select(at => some[at])), 100));
        Prop.ForAll(texts.ToArbitrary(), text => Depth(HtmlTree.Body(text)) <= (2 * HtmlTree.DeepestTag) + 10).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void keep_the_words_that_lie_too_deep()
    {
        var deep = HtmlTree.Body(string.Concat(Enumerable.Repeat("<div>in ", 40_000)) + "the end" + string.Concat(Enumerable.Repeat("</div>", 40_000)) + "<p>after</p>");
        Assert.Equal(40_000, deep.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word == "in"));
        Assert.EndsWith("the end", deep.Children[0].TextContent.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("after", deep.Children[^1].TextContent);
    }

    [Fact]
    public void have_every_tag_of_long_honest_texts()
    {
        var book = string.Concat(Enumerable.Repeat("<p>One<br>two <b>three</b> <a href=/x>four</a><ul><li>five<li>six</ul><table><tr><td>7<td><i>8</i></table>", 3000));
        Assert.Same(book, HtmlTree.Shallow(book));
    }

    private static int Depth(IElement root)
    {
        var deepest = 0;
        var rest = new Stack<(IElement, int)>([(root, 0)]);
        while (rest.TryPop(out var at))
        {
            deepest = Math.Max(deepest, at.Item2);
            foreach (var child in at.Item1.Children) rest.Push((child, at.Item2 + 1));
        }

        return deepest;
    }
}
