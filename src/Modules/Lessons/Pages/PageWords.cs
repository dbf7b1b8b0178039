using System.Net;
using System.Text.RegularExpressions;
using Lectern.Lessons.Videos;

namespace Lectern.Lessons.Pages;

/// <summary>What a page may hold, and how it is dressed for readers.</summary>
internal static partial class PageWords
{
    /// <summary>Everything that texts may hold, and callouts, formulas, questions to check oneself and videos of video sites.</summary>
    internal static readonly RichTextRules Rules = new() { Lessons = true, Videos = source => VideoLink.Read(source) is { Refusal: null, Value: { IsEmbed: true } link } ? link.Address : null };

    private static readonly (string Class, string Label)[] Callouts = [("callout-note", "Note"), ("callout-tip", "Tip"), ("callout-warning", "Warning")];

    /// <summary>Says in the reader's language what colours alone would say: which callout it is, and whether an answer is right.</summary>
    /// <param name="texts">The reader's.</param>
    /// <param name="html">Sanitised by <see cref="Rules"/>.</param>
    internal static string Dress(Texts texts, string html)
    {
        foreach (var (name, label) in Callouts)
            html = html.Replace($"<div class=\"{name}\">", $"<div class=\"{name}\" role=\"note\"><p class=\"callout-label\">{WebUtility.HtmlEncode(texts[label])}</p>", StringComparison.Ordinal);
        return Answer().Replace(html, found => $"{found.Value}<p class=\"check-label\">{WebUtility.HtmlEncode(found.Groups[1].Value == "right" ? texts["Right"] : texts["Not yet"])}</p>");
    }

    /// <summary>The origins of the videos in a text.</summary>
    internal static IEnumerable<string> Origins(string html) => Video().Matches(html).Select(found => found.Groups[1].Value).Distinct();

    [GeneratedRegex("<details class=\"(right|wrong)\"><summary>.*?</summary>", RegexOptions.Singleline)]
    private static partial Regex Answer();

    [GeneratedRegex("<iframe src=\"(https://[^/\"]+)/")]
    private static partial Regex Video();
}
