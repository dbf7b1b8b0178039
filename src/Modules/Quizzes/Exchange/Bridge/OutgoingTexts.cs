using System.Net;
using System.Text.RegularExpressions;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>A picture of a question, for whoever writes it into a file.</summary>
public sealed record OutgoingPicture(string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>The texts of one question on their way out, and what no file holds of it.</summary>
/// <param name="pictures">By hash.</param>
/// <param name="plain">Whether texts that are only words are written as such; true when all of the question are.</param>
public sealed partial class OutgoingTexts(IReadOnlyDictionary<string, OutgoingPicture> pictures, bool plain)
{
    private readonly List<(string Code, string Sentence, string[] Arguments)> _losses = [];

    /// <summary>Whether every text so far was only words.</summary>
    public bool AllPlain { get; private set; } = true;
    public IReadOnlyList<(string Code, string Sentence, string[] Arguments)> Losses => _losses;

    public void Lose(string code, string sentence, params string[] arguments)
    {
        if (_losses.TrueForAll(said => said.Code != code || !said.Arguments.SequenceEqual(arguments))) _losses.Add((code, sentence, arguments));
    }

    /// <summary>Sanitised HTML for a file.</summary>
    public FormattedText Prose(string html)
    {
        if (html.Length == 0) return FormattedText.Empty;
        if (PlainParagraph().Match(html) is { Success: true } only)
        {
            var words = WebUtility.HtmlDecode(only.Groups["words"].Value);
            if (plain) return new FormattedText(words, TextFormat.Plain);
        }
        else
        {
            AllPlain = false;
        }

        List<EmbeddedFile> files = [];
        var written = Picture().Replace(html, match =>
        {
            if (File(match.Groups["hash"].Value) is not { } picture) return match.Value;
            if (files.TrueForAll(file => file.Name != picture.Name)) files.Add(picture);
            return IncomingTexts.Beside + picture.Address;
        });
        return new FormattedText(written) { Files = files };
    }

    /// <summary>The picture that a question is about; none when it isn't there any more, which is said.</summary>
    /// <param name="address">As the question has it (<see cref="QuestionImage.Address"/>).</param>
    public IReadOnlyList<EmbeddedFile> PictureAt(string address) => Picture().Match(address) is { Success: true } match && File(match.Groups["hash"].Value) is { } file ? [file] : [];

    private EmbeddedFile? File(string hash)
    {
        if (pictures.TryGetValue(hash, out var picture)) return new($"{hash[..16]}.{picture.MediaType[(picture.MediaType.LastIndexOf('/') + 1)..]}", "/", picture.Content);
        Lose("picture-gone", "A picture isn't there any more.");
        return null;
    }

    /// <summary>A line with its formatting.</summary>
    public FormattedText Line(string words, string html) => Prose(html.Length > 0 ? html : WebUtility.HtmlEncode(words));

    /// <summary>A line where files hold HTML but no files beside it.</summary>
    public string Html(string html)
    {
        if (html.Contains("<img", StringComparison.Ordinal)) Lose("word-picture", "A picture in a word to drag is lost.");
        return html;
    }

    /// <summary>A line where files hold only words.</summary>
    public string Words(string words, string html)
    {
        if (html.Length > 0) Lose("words-only", "Formatting and pictures of an answer are lost where only words can stand.");
        return words;
    }

    /// <summary>The hashes of all pictures that a question shows.</summary>
    public static IEnumerable<string> PicturesIn(params IEnumerable<string> texts) => texts.SelectMany(text => Picture().Matches(text)).Select(match => match.Groups["hash"].Value).Distinct();

    [GeneratedRegex("/files/questions/(?<hash>[0-9a-f]{64})")]
    private static partial Regex Picture();

    // A paragraph of nothing but words, or words alone.
    [GeneratedRegex(@"^(?:<p>(?<words>[^<>]*)</p>|(?<words>[^<>]+))\z")]
    private static partial Regex PlainParagraph();
}
