using System.Text.RegularExpressions;
using static Lectern.QuestionFiles.Gift.GiftText;

namespace Lectern.QuestionFiles.Gift;

/// <summary>Reads GIFT by the rules of docs.moodle.org/en/GIFT_format, where they are silent as Moodle's import behaves.</summary>
internal sealed partial class GiftReader(Reading reading)
{
    private const string Blank = "_____";
    private const string CategoryMark = "$CATEGORY:";

    internal QuestionFile Read()
    {
        foreach (var (start, end) in Blocks.Of(reading.Document.Text))
        {
            if (reading.IsFull()) break;
            reading.Question = null;
            if (!Blocks.IsTooLong(reading, start, end)) ReadBlock(start, end);
        }
        return reading.Finish();
    }

    private void ReadBlock(int start, int end)
    {
        var gift = GiftText.Read(reading.Document.Text, start, end);
        var text = gift.All.Trim();
        if (text.StartsWith(CategoryMark))
        {
            // A category is one line; Moodle would swallow a question that follows without a blank line.
            var lineEnd = text.IndexOf("\n") is var found and >= 0 ? found : text.Length;
            reading.Enter(new(reading.Document.Text[(text.Offset + CategoryMark.Length)..text.From(lineEnd).Offset].Trim()));
            text = text.From(lineEnd).Trim();
            if (!text.IsEmpty) reading.Note(text.Offset, "category-without-blank-line", "A blank line is missing after the category. What follows was read as a question.");
        }
        if (text.IsEmpty)
        {
            if (gift.Comments.FirstOrDefault(comment => Id().IsMatch(comment.Text) || Tag().IsMatch(comment.Text)) is { Text: not null } lonely)
                reading.Note(lonely.Offset, "tags-alone", "This comment belongs to no question: a blank line stands between. Its ID and tags were left out.");
            return;
        }
        if (ReadQuestion(gift, text) is { } question) reading.Add(question);
    }

    private PortableQuestion? ReadQuestion(GiftText gift, Piece text)
    {
        var line = reading.Document.Place(text.Offset).Line;
        var name = ReadName(ref text);
        reading.Question = name ?? Naming.From(new(text.Until(Math.Min(text.Length, 200)).Read(), TextFormat.Moodle));

        var (open, close) = (text.IndexOf("{"), text.IndexOf("}"));
        if (open < 0 != close < 0 || close < open)
            return reading.Refuse<PortableQuestion>(text.From(Math.Max(0, close < 0 || (open >= 0 && open < close) ? open : close)).Offset, "braces", close < 0 ? "The brace {{ is never closed. If it belongs to the text, write \\{{." : "There is no {{ before this brace }}. If it belongs to the text, write \\}}.");
        var hasAnswer = open >= 0;
        if (hasAnswer && text.From(close + 1).IndexOfAny("{}") is var extra and >= 0)
            return reading.Refuse<PortableQuestion>(text.From(close + 1 + extra).Offset, "braces-twice", "A question has one pair of braces. If this one belongs to the text, write \\{0}.", text.From(close + 1).From(extra).Until(1).Read());

        var stem = !hasAnswer ? ReadText(text, TextFormat.Moodle)
            : ReadStem(text.Until(open), text.From(close + 1));
        var answers = hasAnswer ? text.From(open + 1).Until(close - open - 1).Trim() : text.Until(0);
        var general = answers.LastIndexOf("####");
        var feedback = general < 0 ? new("", stem.Format) : ReadText(answers.From(general + 4), stem.Format);
        if (general >= 0) answers = answers.Until(general).Trim();

        var question = new GiftQuestion(reading, hasAnswer, answers, stem);
        if (GiftFormat.Kinds.First(kind => kind.Reads(question)).Read(question) is not { } content) return null;
        return new()
        {
            Content = content,
            Name = name ?? Naming.From(stem),
            IsNamed = name is not null,
            Text = stem,
            GeneralFeedback = feedback,
            Category = reading.Category,
            Points = content.UsualPoints,
            Penalty = content.UsualPenalty,
            IdNumber = Found(gift, Id()).FirstOrDefault(),
            Tags = [.. Found(gift, Tag()).Distinct(StringComparer.Ordinal)],
            Line = line,
        };
    }

    private string? ReadName(ref Piece text)
    {
        if (!text.StartsWith("::")) return null;
        var rest = text.From(2);
        if (rest.IndexOf("::") is var end and >= 0)
        {
            text = rest.From(end + 2).Trim();
            return Naming.Clean(rest.Until(end).Read()) is { Length: > 0 } name ? name : null;
        }
        reading.Note(text.Offset, "name-open", "The name isn't closed with ::. It was read as part of the text.");
        text = rest.Trim();
        return null;
    }

    // Where text follows the answers, they are a gap in it.
    private static FormattedText ReadStem(Piece before, Piece after)
    {
        if (after.Trim().IsEmpty) return ReadText(before, TextFormat.Moodle);
        var beginning = ReadText(before, TextFormat.Moodle, trim: false);
        return beginning with { Text = (beginning.Text + Blank + after.Read()).Trim() };
    }

    /// <summary>A text with its format, when it names one.</summary>
    internal static FormattedText ReadText(Piece piece, TextFormat usual, bool trim = true)
    {
        var text = piece.Trim();
        if (text.StartsWith("[") && text.IndexOf("]") is var end and > 0 && GiftFormats.Find(text.Until(end).From(1).Read()) is { } format)
            return new(Read(text.From(end + 1)), format);
        return new(Read(text), usual);

        string Read(Piece meant) => trim ? meant.Read().Trim() : (meant.Read() + Ending(piece)).TrimStart();
    }

    // White space before a gap belongs to the text.
    private static string Ending(Piece piece)
    {
        var read = piece.Read();
        return read[read.TrimEnd().Length..];
    }

    private static IEnumerable<string> Found(GiftText gift, Regex pattern) =>
        gift.Comments.SelectMany(comment => pattern.Matches(comment.Text)).Select(match => match.Groups[1].Value.Replace(@"\]", "]", StringComparison.Ordinal).Trim()).Where(found => found.Length > 0);

    // A ] inside is written \]. Nobody's id or tag is longer; without an end the time would grow with the square of a line.
    [GeneratedRegex(@"\[id:((?:\\\]|[^\]\p{Cc}]){1,255})\]")]
    private static partial Regex Id();

    [GeneratedRegex(@"\[tag:((?:\\\]|[^\]<>`\p{Cc}]){1,255})\]")]
    private static partial Regex Tag();
}

/// <summary>The names of text formats in GIFT.</summary>
internal static class GiftFormats
{
    internal static TextFormat? Find(string name) => name switch
    {
        "html" => TextFormat.Html,
        "moodle" => TextFormat.Moodle,
        "plain" => TextFormat.Plain,
        "markdown" => TextFormat.Markdown,
        _ => null,
    };

    internal static string Name(TextFormat format) => format switch
    {
        TextFormat.Html => "html",
        TextFormat.Plain => "plain",
        TextFormat.Markdown => "markdown",
        _ => "moodle",
    };
}
