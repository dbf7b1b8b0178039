using System.Globalization;
using System.Net;
using System.Xml.Linq;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Xhtml;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Qti.Questions;
using Lectern.Quizzes.QuestionTypes.Files;
using Lectern.Quizzes.QuestionTypes.ShortAnswer;
using Portable = Lectern.QuestionFiles;
using QtiQuestion = Lectern.Qti.Questions.Question;

namespace Lectern.Quizzes.Exchange.QtiItems;

/// <summary>Questions as items of QTI; the way back of <see cref="FromQti"/>.</summary>
internal static class ToQti
{
    /// <summary>What items hold.</summary>
    internal const Facets Keeps = Facets.Points | Facets.Penalty | Facets.Hints | Facets.Tags | Facets.Category | Facets.GeneralFeedback | Facets.Units | Facets.Files | Facets.AnswerFeedback | Facets.MixedFormats | Facets.Formatting | Facets.FixedOrder | Facets.CaseSensitive | Facets.PartialGrades | Facets.Name | Facets.OrderingSettings | Facets.AllOrNothing | Facets.EssaySettings | Facets.PictureDetails;

    /// <summary>Where pictures lie in the package.</summary>
    internal const string Media = "media/";

    // With the space after it; a hint, and no limit.
    private const int LettersOfWord = 6;
    private const string MathMl = "http://www.w3.org/1998/Math/MathML";

    /// <summary>The item; null when QTI has none for it. What is lost besides <see cref="Keeps"/> is told to <paramref name="lose"/>.</summary>
    internal static QtiQuestion? Of(PortableQuestion question, string identifier, Action<string, string> lose)
    {
        var most = (double)question.Points;
        QtiQuestion? item = question.Content switch
        {
            TrueFalse content => new ChoiceQuestion
            {
                Identifier = identifier,
                Choices = [Choice("true", "True", content.IsTrue, content.WhenTrue, most), Choice("false", "False", !content.IsTrue, content.WhenFalse, most)],
                IsAllOrNothing = true,
            },
            Choices content => new ChoiceQuestion
            {
                Identifier = identifier,
                IsMultiple = !content.OnlyOne,
                IsShuffled = content.Shuffle,
                IsAllOrNothing = content.AllOrNothing || content.OnlyOne && content.Answers.All(answer => answer.Fraction is 0 or 1),
                Choices = [.. content.Answers.Select((answer, at) => new AnswerChoice($"C{at + 1}", Inline(answer.Text), answer.Fraction > 0, Score(answer.Fraction, most), answer.Feedback.IsEmpty ? null : Inline(answer.Feedback)))],
            },
            Portable.ShortAnswer content => new TextQuestion { Identifier = identifier, Answers = [.. content.Answers.Select(answer => Typed(answer, content.CaseSensitive, most, lose))] },
            Numerical content => new NumberQuestion { Identifier = identifier, Extras = QtiExtras.Of(content.Units), Answers = [.. content.Answers.Where(answer => !answer.IsAny).Select(answer => Number(answer, most, lose))] },
            Matching content => Match(content, identifier, most),
            Ordering content => Order(content, identifier, lose),
            Portable.Matrix content => Table(content, identifier, most),
            Portable.Likert content => new SurveyQuestion { Identifier = identifier, Statements = Sides("S", content.Statements), Scale = Sides("T", content.Scale), Extras = question.Points == 1 ? [] : QtiExtras.OfOpinion(question.Points) },
            Portable.AudioRecording content => new UploadQuestion { Identifier = identifier, MediaTypes = "audio/*", Extras = QtiExtras.Of(content) },
            Portable.Hotspot content => PictureItems.Of(content, identifier),
            PictureLabels content => PictureItems.Of(content, identifier, Inline),
            Portable.Code content => new EssayQuestion { Identifier = identifier, Format = EssayFormat.PreFormatted, Template = Filled(content.Template), Solution = Filled(content.Solution), Extras = QtiExtras.Of(content) },
            Essay { ResponseFormat: Essay.FilesAlone } content => new UploadQuestion { Identifier = identifier, MediaTypes = Filled(string.Join(' ', FileTypes.MediaTypes(FileTypes.Named(content.FileTypes).Names))), Extras = QtiExtras.OfFiles(content) },
            Essay content => Text(content, identifier, lose),
            GapText { Dragged: true } content => Dragged(content, question.Text, identifier, most, lose),
            EmbeddedAnswers content => Gaps(content, question.Text, identifier, most, lose),
            _ => null,
        };
        return item switch
        {
            null => null,
            _ => item with
            {
                Title = question.Name,
                // Nothing that is right is nothing that counts.
                MaxScore = item is SurveyQuestion ? 0 : most,
                Stem = item is GapQuestion ? item.Stem : Block(question.Text),
                Notes = item is GapQuestion ? item.Notes : Block(question.Content.MarkerNotes),
                Feedback = Block(question.GeneralFeedback),
                Hints = [.. question.Hints.Select(hint => Block(hint.Text))],
                Keywords = question.Tags,
                Category = question.Category?.Names ?? [],
                Extras = QtiExtras.With(item.Extras, question.Penalty, question.Content.UsualPenalty),
            },
        };
    }

    private static EssayQuestion Text(Essay content, string identifier, Action<string, string> lose)
    {
        if (content.Attachments != 0) lose("essay-files", "That files may be handed in with the text is lost.");
        var opening = Block(content.Template);
        return new()
        {
            Identifier = identifier,
            ExpectedLength = content.MostWords * LettersOfWord,
            ExpectedLines = content.Lines,
            Format = content.ResponseFormat switch { "editor" or "editorfilepicker" => EssayFormat.Xhtml, "monospaced" => EssayFormat.PreFormatted, _ => EssayFormat.Plain },
            Template = Filled(RichText.InWords(opening)),
            Opening = opening,
            Extras = QtiExtras.OfText(content),
        };
    }

    private static string? Filled(string text) => text.Length == 0 ? null : text;

    private static IReadOnlyList<MatchSide> Sides(string letter, IReadOnlyList<FormattedText> texts) => [.. texts.Select((text, at) => new MatchSide($"{letter}{at + 1}", Inline(text)))];

    private static MatchQuestion Table(Portable.Matrix content, string identifier, double most)
    {
        var pairs = content.Rows.Sum(row => row.Right.Count);
        return new()
        {
            Identifier = identifier,
            IsTable = true,
            IsMultiple = content.Several,
            IsAllOrNothing = content.AllOrNothing,
            Sources = Sides("S", [.. content.Rows.Select(row => row.Text)]),
            Targets = Sides("T", content.Columns),
            Pairs = [.. content.Rows.SelectMany((row, at) => row.Right.Select(column => new MatchPair($"S{at + 1}", $"T{column + 1}", content.AllOrNothing ? most / pairs : most / content.Rows.Count / row.Right.Count)))],
        };
    }

    private static AnswerChoice Choice(string identifier, string words, bool isRight, FormattedText feedback, double most) => new(identifier, words, isRight, isRight ? most : 0, feedback.IsEmpty ? null : Inline(feedback));

    private static TextAnswer Typed(Portable.Answer answer, bool isCaseSensitive, double most, Action<string, string> lose)
    {
        if (ShortAnswerPort.IsPattern(answer.Text.Text)) lose("pattern", "That a star in an answer stands for anything is lost.");
        if (!answer.Feedback.IsEmpty) lose("answer-feedback", "The feedback to answers is lost.");
        return new(ShortAnswerPort.Unescaped(answer.Text.Text), Score(answer.Fraction, most), isCaseSensitive);
    }

    private static NumberAnswer Number(NumericalAnswer answer, double most, Action<string, string> lose)
    {
        if (!answer.Feedback.IsEmpty) lose("answer-feedback", "The feedback to answers is lost.");
        return new(answer.Number!.Value.Value, answer.Tolerance.Value, Score(answer.Fraction, most));
    }

    private static MatchQuestion Match(Matching content, string identifier, double most)
    {
        var targets = content.Pairs.Select(pair => pair.Right).Distinct().ToList();
        var asked = content.Pairs.Where(pair => !pair.Left.IsEmpty).ToList();
        return new()
        {
            Identifier = identifier,
            IsShuffled = content.Shuffle,
            IsAllOrNothing = content.AllOrNothing,
            Sources = [.. asked.Select((pair, at) => new MatchSide($"S{at + 1}", Inline(pair.Left)))],
            Targets = [.. targets.Select((target, at) => new MatchSide($"T{at + 1}", WebUtility.HtmlEncode(target)))],
            Pairs = [.. asked.Select((pair, at) => new MatchPair($"S{at + 1}", $"T{targets.IndexOf(pair.Right) + 1}", most / asked.Count))],
        };
    }

    private static OrderQuestion Order(Ordering content, string identifier, Action<string, string> lose)
    {
        if (content.Grading != "ALL_OR_NOTHING") lose("ordering-grading", "That a partly right order earns something is lost.");
        return new() { Identifier = identifier, Choices = [.. content.Items.Select((answer, at) => new MatchSide($"I{at + 1}", Inline(answer.Text)))] };
    }

    private static GapQuestion Dragged(GapText content, FormattedText text, string identifier, double most, Action<string, string> lose)
    {
        if (content.Words.Select(word => word.Group).Distinct().Skip(1).Any()) lose("groups", "That words are in groups is lost.");
        if (content.Words.Any(word => !word.Unlimited)) lose("once", "That a word can be used once only is lost.");
        if (content.Words.Any(word => word.Text.Contains('<', StringComparison.Ordinal))) lose("words-only", "Formatting and pictures of an answer are lost where only words can stand.");
        var words = content.Words.Select(word => RichText.InWords(word.Text)).ToList();
        if (words.Distinct().Count() < words.Count) lose("words-alike", "That the same word is there several times is lost.");
        List<Gap> gaps = [];
        var stem = QuestionTypes.Gaps.PortedGapText.Renamed(Block(text), number =>
        {
            gaps.Add(new Gap($"G{gaps.Count + 1}", number <= words.Count ? [new TextAnswer(words[number - 1], 1)] : []));
            return $"<gap identifier=\"G{gaps.Count}\"/>";
        });
        return new() { Identifier = identifier, Stem = stem, Style = GapStyle.Dragged, IsShuffled = content.Shuffle, IsAllOrNothing = content.AllOrNothing, Words = [.. words.Distinct()], Gaps = [.. gaps.Select(gap => gap with { Answers = [.. gap.Answers.Select(answer => answer with { Score = most / gaps.Count })] })] };
    }

    private static GapQuestion? Gaps(EmbeddedAnswers content, FormattedText text, string identifier, double most, Action<string, string> lose)
    {
        var chosen = content.Parts.All(part => part.Kind == ClozeKind.Choice);
        if (!chosen && content.Parts.Any(part => part.Kind is not (ClozeKind.ShortAnswer or ClozeKind.CaseSensitiveShortAnswer))) return null;
        if (content.Parts.Any(part => part.Answers.Any(answer => !answer.Feedback.IsEmpty))) lose("answer-feedback", "The feedback to answers is lost.");
        var shares = Math.Max(1, content.Parts.Sum(part => part.Points));
        var stem = Block(text);
        for (var at = content.Parts.Count; at >= 1; at--) stem = stem.Replace($"{{#{at}}}", $"<gap identifier=\"G{at}\"/>", StringComparison.Ordinal);
        return new()
        {
            Identifier = identifier,
            Stem = stem,
            Style = chosen ? GapStyle.Chosen : GapStyle.Typed,
            IsShuffled = true,
            Extras = content.Parts.All(part => part.Points == 1) ? [] : QtiExtras.OfGaps(content.Parts.Select(part => part.Points)),
            Gaps = [.. content.Parts.Select((part, at) => new Gap($"G{at + 1}", [.. part.Answers.Select(answer =>
                Typed(new Portable.Answer(answer.Text, answer.Fraction, FormattedText.Empty), part.Kind == ClozeKind.CaseSensitiveShortAnswer, most * part.Points / shares, lose))]))],
        };
    }

    private static double Score(decimal fraction, double most) => Math.Round((double)fraction * most, 7);

    /// <summary>Well-formed paragraphs.</summary>
    private static string Block(FormattedText text)
    {
        var markup = Inline(text);
        return markup.Length == 0 || markup[0] == '<' && !markup.StartsWith("<img", StringComparison.Ordinal) && !markup.StartsWith("<math", StringComparison.Ordinal) ? markup : $"<p>{markup}</p>";
    }

    /// <summary>Well-formed markup; a single paragraph loses its tags.</summary>
    private static string Inline(FormattedText text)
    {
        if (text.Format == TextFormat.Plain) return WebUtility.HtmlEncode(text.Text);
        var body = HtmlTree.Body(text.Text);
        foreach (var image in body.QuerySelectorAll("img"))
        {
            image.RemoveAttribute("loading");
            if (image.GetAttribute("src") is { } source && source.StartsWith(IncomingTexts.Beside, StringComparison.Ordinal)) image.SetAttribute("src", Media + source[(IncomingTexts.Beside.Length + 1)..]);
        }

        foreach (var formula in body.QuerySelectorAll("math")) formula.SetAttribute("xmlns", MathMl);
        return string.Concat(body.ChildNodes.Select(node => node.ToHtml(XhtmlMarkupFormatter.Instance)));
    }
}
