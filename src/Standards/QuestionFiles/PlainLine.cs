using System.Net;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles;

/// <summary>Texts as one plain line, for formats that hold nothing else.</summary>
internal static partial class PlainLine
{
    /// <summary>Without tags and line breaks.</summary>
    internal static string Of(FormattedText text) => Of(text.Format == TextFormat.Plain ? text.Text : WebUtility.HtmlDecode(Tag().Replace(text.Text, " ")));

    internal static string Of(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex("</?[a-zA-Z!][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Space();
}
