using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;

namespace Lectern.Quizzes.QuestionTypes.Gaps;

/// <summary>Questions in files have one text; here what is asked stands before the text with gaps.</summary>
internal static partial class PortedGapText
{
    /// <summary>What is asked: everything before the paragraph with the first gap, or the question's name; and the rest.</summary>
    internal static (string Prompt, string Text) Split(PortableQuestion question, string html)
    {
        var body = HtmlTree.Body(html);
        var before = body.ChildNodes.TakeWhile(node => !Gap().IsMatch(node.TextContent)).ToList();
        // Words that run into the gap belong to it.
        while (before is [.., not IElement { LocalName: "p" or "div" or "ul" or "ol" or "table" or "h2" or "h3" or "h4" or "pre" or "blockquote" or "figure" or "hr" }]) before.RemoveAt(before.Count - 1);
        var prompt = string.Concat(before.OfType<IElement>().Select(element => element.OuterHtml));
        if (RichText.IsEmpty(prompt)) return ($"<p>{WebUtility.HtmlEncode(question.Name)}</p>", html);
        foreach (var node in before) body.RemoveChild(node);
        return (prompt, body.InnerHtml);
    }

    /// <summary>The numbers of gaps in other words: <c>{#1}</c> for Cloze.</summary>
    internal static string Renamed(string html, Func<int, string> name) =>
        string.Concat(GapMarkup.Pieces(html).Select(piece => piece.Place > 0 ? piece.Html + name(piece.Number) : piece.Html));

    [GeneratedRegex(@"\[\[[0-9]{1,2}\]\]")]
    private static partial Regex Gap();
}
