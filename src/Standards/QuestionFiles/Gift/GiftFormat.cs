using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.Gift;

/// <summary>GIFT, a text format for teachers who write questions by hand: docs.moodle.org/en/GIFT_format.</summary>
internal sealed partial class GiftFormat : IQuestionFormat
{
    // The order decides: the first kind that an answer looks like has it.
    internal static readonly IReadOnlyList<GiftKind> Kinds =
    [
        new GiftEssay(), new GiftOrdering(), new GiftNumerical(), new GiftChoices(), new GiftMatching(), new GiftTrueFalse(), new GiftShortAnswer(), new GiftDescription(),
    ];

    public string Name => "gift";
    public string Label => "GIFT";
    public string Extension => ".gift";
    public Facets? Keeps => Facets.Tags | Facets.IdNumber | Facets.GeneralFeedback | Facets.AnswerFeedback | Facets.Category | Facets.MixedFormats | Facets.Formatting
        | Facets.PartialGrades | Facets.Name | Facets.AnyAnswer | Facets.OrderingSettings;

    public int Resembles(TextDocument document, string fileName)
    {
        var text = document.Text;
        if (fileName.EndsWith(".gift", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".gift.txt", StringComparison.OrdinalIgnoreCase)) return 95;
        if (Marks().IsMatch(text)) return 80;
        return Blocks.AnyBraces(text, answer => answer.AsSpan().ContainsAny('~', '=') || answer.Trim() is "" or "T" or "F" or "TRUE" or "FALSE" || answer.TrimStart() is ['T' or 'F', ..]) ? 60 : 0;
    }

    public QuestionFile Read(TextDocument document, ReadingOptions options) => new GiftReader(new(this, document, options)).Read();

    public bool Holds(QuestionContent content) => Kinds.Any(kind => kind.Writes(content));

    public WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions)
    {
        StringBuilder text = new();
        var writer = new GiftWriter(text);
        var problems = Losses.Write(this, questions, writer.Write);
        return new(text.ToString(), problems);
    }

    // What no other format has: names, categories, comments, formats, numbers, general feedback, grades.
    [GeneratedRegex(@"^[ \t]*(::.*?::|\$CATEGORY:|//|\[(html|markdown|moodle|plain)\])|(?<!\\)\{[ \t]*#|####|(?<!\\)[~=]%-?[0-9.]+%", RegexOptions.Multiline)]
    private static partial Regex Marks();
}
