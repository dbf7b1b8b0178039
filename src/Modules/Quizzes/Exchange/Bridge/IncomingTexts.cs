using System.Net;
using System.Security.Cryptography;
using AngleSharp.Dom;
using Lectern.Files;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>A picture that a question brings.</summary>
/// <param name="Hash">By which it will be kept (<see cref="IFileStore"/>).</param>
public sealed record IncomingPicture(string Hash, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>
/// The texts of one question on their way in: from whatever they are written in to sanitised HTML, with their pictures; and
/// what is lost of them.
/// </summary>
public sealed class IncomingTexts(PortableQuestion question)
{
    /// <summary>How texts of files name the files beside them.</summary>
    public const string Beside = "@@PLUGINFILE@@";
    /// <summary>Bytes of one picture: as for those that authors put in by hand.</summary>
    public const int LargestPicture = 10 << 20;

    private static readonly string[] Lost = ["audio", "video", "iframe", "object", "embed", "svg", "script", "form", "input", "select", "textarea", "button", "canvas"];
    private static readonly string[] Blocks = ["p", "div", "ul", "ol", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"];

    private readonly Dictionary<string, IncomingPicture> _pictures = [];
    private readonly List<Problem> _problems = [];

    public IReadOnlyCollection<IncomingPicture> Pictures => _pictures.Values;
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Something of the question isn't kept. The same thing is said once.</summary>
    public void Lose(string code, string sentence, params string[] arguments) => Say(ProblemLevel.Lost, code, sentence, arguments);

    /// <summary>Nothing is lost, but somebody should look.</summary>
    public void Note(string code, string sentence, params string[] arguments) => Say(ProblemLevel.Note, code, sentence, arguments);

    /// <summary>A text of several paragraphs, as sanitised HTML; "" for none.</summary>
    public string Prose(FormattedText text)
    {
        if (text.IsEmpty) return "";
        var sanitised = RichText.Sanitise(Html(text), QuestionText.Rules);
        if (RichText.IsEmpty(sanitised)) return "";
        // Bare words get the paragraph that the editor would give them.
        return sanitised.Contains('<', StringComparison.Ordinal) ? sanitised : $"<p>{sanitised}</p>";
    }

    /// <summary>A text of one line, with its formatting.</summary>
    public RichLine Line(FormattedText text)
    {
        if (text.IsEmpty) return new RichLine("", "");
        if (text.Format == TextFormat.Plain) return new RichLine(PlainText.Line(text.Text), "");
        var html = Html(text);
        var line = QuestionText.Line("", html);
        if (HtmlTree.Body(html).Children.Count(element => Blocks.Contains(element.LocalName)) > 1)
            Lose("line-blocks", "Paragraphs, lists and tables in an answer become one line.");
        return line;
    }

    /// <summary>The words alone.</summary>
    public string Words(FormattedText text)
    {
        var line = Line(text);
        if (line.Html.Length > 0) Lose("words-only", "Formatting and pictures of an answer are lost where only words can stand.");
        return line.Words;
    }

    private string Html(FormattedText text)
    {
        var html = text.Format switch
        {
            TextFormat.Plain => InParagraph(text.Text),
            TextFormat.Moodle => text.Text.Replace("\n", "<br>", StringComparison.Ordinal),
            TextFormat.Markdown => Markdown.Of(text.Text) ?? Flattened(text.Text),
            _ => text.Text,
        };
        if (html.Contains("\\(", StringComparison.Ordinal) || html.Contains("\\[", StringComparison.Ordinal) || html.Contains("$$", StringComparison.Ordinal))
            Note("formula-source", "Formulas stand in the text as they are written in the file. Put them in with the editor to have them drawn.");
        return html.Contains('<', StringComparison.Ordinal) ? WithPictures(html, text.Files) : html;
    }

    private static string InParagraph(string words) => $"<p>{WebUtility.HtmlEncode(words).Replace("\n", "<br>", StringComparison.Ordinal)}</p>";

    private string Flattened(string words)
    {
        Lose("nesting", "A text in which marks are nested without end keeps only its words.");
        return InParagraph(words);
    }

    private string WithPictures(string html, IReadOnlyList<EmbeddedFile> files)
    {
        var (body, isWhole) = HtmlTree.Read(html);
        if (!isWhole) Lose("nesting", "Marks in its texts that are nested deeper than anybody writes are left out; the words stay.");
        if (body.QuerySelector(string.Join(',', Lost)) is { } lost) Lose("active-content", "Sound, films, frames, forms and scripts in its texts are lost: {0}.", lost.LocalName);
        foreach (var image in body.QuerySelectorAll("img").ToList())
        {
            if (Content(image.GetAttribute("src") ?? "", files) is not { } content)
            {
                if (!QuestionImage.IsAddress(image.GetAttribute("src"))) image.Replace(Alternative(image));
                continue;
            }

            if (Kept(content) is { } address) image.SetAttribute("src", address);
            else image.Replace(Alternative(image));
        }

        foreach (var link in body.QuerySelectorAll("a[href]").Where(link => link.GetAttribute("href")!.StartsWith(Beside, StringComparison.Ordinal)))
        {
            Lose("linked-file", "A file that its text links to is lost: {0}.", NameOf(link.GetAttribute("href")!));
            link.RemoveAttribute("href");
        }

        return body.InnerHtml;
    }

    /// <summary>What stands where a picture was: its description.</summary>
    private static INode[] Alternative(IElement image) => image.GetAttribute("alt") is { Length: > 0 } words ? [image.Owner!.CreateTextNode($"[{words}]")] : [];

    private ReadOnlyMemory<byte>? Content(string source, IReadOnlyList<EmbeddedFile> files)
    {
        if (source.StartsWith(Beside, StringComparison.Ordinal))
        {
            var address = Uri.UnescapeDataString(source[Beside.Length..].Split('?')[0]);
            if (files.FirstOrDefault(file => file.Address == address) is { } found) return found.Content;
            Lose("picture-missing", "A picture isn't in the file: {0}.", NameOf(source));
            return null;
        }

        if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && source.IndexOf(";base64,", StringComparison.OrdinalIgnoreCase) is > 0 and var at)
        {
            var bytes = new byte[source.Length];
            if (Convert.TryFromBase64String(source[(at + 8)..], bytes, out var written)) return bytes.AsMemory(0, written);
        }
        else if (QuestionImage.IsAddress(source))
        {
            return null;   // one that is kept here already
        }

        Lose("picture-elsewhere", "A picture that is on another site isn't taken over: {0}.", source.Length > 100 ? source[..100] + "…" : source);
        return null;
    }

    /// <summary>The address at which a picture will be shown; null when it is none.</summary>
    internal string? Kept(ReadOnlyMemory<byte> content)
    {
        if (ContentSniffer.Expect(ContentKind.Image, content.Span[..Math.Min(ContentSniffer.Needed, content.Length)]) is not { Refusal: null, Value: var type })
        {
            Lose("picture-unknown", "A picture is lost: only PNG, JPEG, GIF and WebP can be kept.");
            return null;
        }

        if (content.Length > LargestPicture)
        {
            Lose("picture-large", "A picture of more than {0} MB is lost.", $"{LargestPicture >> 20}");
            return null;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        _pictures.TryAdd(hash, new(hash, type, content));
        return QuestionImage.Address(hash);
    }

    /// <summary>The address of the picture that a question is about; "" when there is none, which is said.</summary>
    public string PictureOf(IReadOnlyList<EmbeddedFile> files)
    {
        if (files is [var file, ..]) return Kept(file.Content) ?? "";
        Lose("main-picture-missing", "The picture that it is about isn't in the file.");
        return "";
    }

    private static string NameOf(string address) => Uri.UnescapeDataString(address[(address.LastIndexOf('/') + 1)..]);

    private void Say(ProblemLevel level, string code, string sentence, string[] arguments)
    {
        if (_problems.TrueForAll(said => said.Code != code || !said.Arguments.SequenceEqual(arguments))) _problems.Add(new(level, question.Line, 0, question.Name, code, sentence, arguments));
    }
}
