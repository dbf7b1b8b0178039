using System.Text.Json;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>A question as it will be here.</summary>
/// <param name="Kind">Of the <see cref="IQuestionKind"/>.</param>
/// <param name="Data">As the kind read it.</param>
/// <param name="Prompt">Sanitised HTML.</param>
/// <param name="Points">0.01 to 1,000, in hundredths.</param>
/// <param name="Feedback">Sanitised HTML.</param>
/// <param name="Hints">Sanitised HTML, in their order.</param>
/// <param name="Penalty">What a wrong try takes: a share of the points, in ten-thousandths.</param>
/// <param name="Name">One line; "" when its file gave none.</param>
/// <param name="Category">From the top down; none for directly in the bank.</param>
public sealed record IncomingQuestion(
    string Kind, string Data, string Prompt, decimal Points, string Feedback, IReadOnlyList<string> Hints, decimal Penalty,
    string Name, IReadOnlyList<string> Category, IReadOnlyList<string> Tags, IReadOnlyCollection<IncomingPicture> Pictures);

/// <summary>A question as it is here, on its way out.</summary>
/// <param name="Penalty">A share of the points.</param>
public sealed record OutgoingQuestion(
    string Kind, string Data, string Prompt, decimal Points, string Feedback, IReadOnlyList<string> Hints, decimal Penalty,
    string Name, IReadOnlyList<string> Category, IReadOnlyList<string> Tags)
{
    /// <summary>The hashes of all pictures in it.</summary>
    public IEnumerable<string> Pictures => OutgoingTexts.PicturesIn([Prompt, Data, Feedback, .. Hints]);
}

/// <summary>Between questions as files carry them and questions as they are here. Knows no kind by name: each brings its port.</summary>
public sealed class QuestionBridge(IEnumerable<IPortsQuestions> ports, QuestionKinds kinds)
{
    /// <summary>What every question keeps, whatever its kind.</summary>
    private const Facets Common = Facets.Points | Facets.Penalty | Facets.Hints | Facets.Files | Facets.Tags | Facets.GeneralFeedback | Facets.Category | Facets.MixedFormats | Facets.Formatting | Facets.Name;
    private const int Decimals = 2;
    private const int DecimalsOfPenalty = 4;

    private readonly IReadOnlyList<IPortsQuestions> _ports = [.. ports];

    /// <summary>The question as it would be here, or null and the reason among the problems.</summary>
    public (IncomingQuestion? Question, IReadOnlyList<Problem> Problems) TakeIn(PortableQuestion question)
    {
        var texts = new IncomingTexts(question);
        foreach (var port in _ports)
        {
            if (port.TakeIn(question, texts) is not { } taken) continue;
            if (kinds.Find(port.Kind) is not { } kind) break;
            foreach (var (code, sentence) in Losses.Of(question, Common | port.Keeps)) texts.Lose(code, sentence);
            var data = kind.ReadData(JsonSerializer.SerializeToElement(taken.Data, JsonSerializerOptions.Web));
            if (data.Refusal is { } refusal) return (null, [.. texts.Problems, Refused(question, refusal)]);
            var prompt = taken.Prompt ?? texts.Prose(question.Text);
            if (prompt.Length > Question.LongestPrompt) return (null, [.. texts.Problems, Refused(question, new("prompt-too-long", "A question has at most {0} characters.", null, Question.LongestPrompt))]);
            if (prompt.Length == 0) texts.Note("prompt-missing", "Nothing is asked. Write the question before you use it.");
            else if (kind.Missing(data.Value) is { } missing) texts.Note(missing.Code, missing.Sentence, [.. missing.Arguments.Select(argument => $"{argument}")]);
            return (new IncomingQuestion(
                port.Kind, data.Value, prompt, Points(question, texts), Feedback(texts.Prose(question.GeneralFeedback), texts),
                Hints(question, texts),
                Math.Round(Math.Clamp(question.Penalty, 0, 1), DecimalsOfPenalty), question.IsNamed ? Cut(PlainText.Line(question.Name), Question.LongestName, texts) : "",
                Category(question, texts), Tags(question, texts), texts.Pictures), texts.Problems);
        }

        return (null, [question.Content is Description
            ? new Problem(ProblemLevel.Refused, question.Line, 0, question.Name, "nothing-asked", "It asks nothing. Put what is to be read on a page of the course, or into the question that it belongs to.")
            : new Problem(ProblemLevel.Refused, question.Line, 0, question.Name, "kind-unknown", "Questions of the kind “{0}” can't be taken over.", question.Content.Kind)]);
    }

    /// <summary>The question for files; null when no file can hold its kind, or when it isn't finished.</summary>
    /// <param name="question">As it is here.</param>
    /// <param name="pictures">Those of <see cref="OutgoingQuestion.Pictures"/> that there are, by hash.</param>
    public (PortableQuestion? Question, IReadOnlyList<Problem> Problems) GiveOut(OutgoingQuestion question, IReadOnlyDictionary<string, OutgoingPicture> pictures)
    {
        if (_ports.FirstOrDefault(port => port.Kind == question.Kind) is not { } port)
            return (null, [Refused("kind-not-portable", "No file that can be written here holds questions of the kind “{0}”.", kinds[question.Kind].Label)]);
        if (kinds[question.Kind].Missing(question.Data) is { } missing)
            return (null, [Refused(missing.Code, missing.Sentence, [.. missing.Arguments.Select(argument => $"{argument}")])]);
        // Texts that are all words are written as words, which every format holds.
        var html = new OutgoingTexts(pictures, plain: false);
        var written = Write(port, question, html);
        if (html.AllPlain) written = Write(port, question, new OutgoingTexts(pictures, plain: true));
        return written is null
            ? (null, [Refused("kind-not-portable", "No file that can be written here holds questions of the kind “{0}”.", kinds[question.Kind].Label)])
            : (written, [.. html.Losses.Select(loss => new Problem(ProblemLevel.Lost, 0, 0, written.Name, loss.Code, loss.Sentence, loss.Arguments))]);

        Problem Refused(string code, string sentence, params string[] arguments) => new(ProblemLevel.Refused, 0, 0, NameOf(question), code, sentence, arguments);
    }

    private static PortableQuestion? Write(IPortsQuestions port, OutgoingQuestion question, OutgoingTexts texts)
    {
        if (port.GiveOut(question.Data, texts) is not { } given) return null;
        return new PortableQuestion
        {
            Content = given.Content,
            Name = NameOf(question),
            IsNamed = question.Name.Length > 0,
            Text = texts.Prose(question.Prompt + given.Text),
            GeneralFeedback = texts.Prose(question.Feedback),
            Points = question.Points,
            Penalty = question.Penalty == Math.Round(PortableQuestion.UsualPenalty, DecimalsOfPenalty) ? PortableQuestion.UsualPenalty : question.Penalty,
            Category = question.Category.Count == 0 ? null : Lectern.QuestionFiles.QuestionCategory.Of(question.Category),
            Tags = question.Tags,
            Hints = [.. question.Hints.Select(hint => new Hint(texts.Prose(hint)))],
        };
    }

    private static string NameOf(OutgoingQuestion question) => question.Name.Length > 0 ? question.Name : Naming.From(new FormattedText(RichText.InWords(question.Prompt), TextFormat.Plain));

    private static List<string> Hints(PortableQuestion question, IncomingTexts texts)
    {
        List<string> hints = [.. question.Hints.Select(hint => Feedback(texts.Prose(hint.Text), texts)).Where(hint => hint.Length > 0)];
        if (hints.Count <= QuestionContent.MostHints) return hints;
        texts.Lose("too-many-hints", "A question has at most {0} hints.", $"{QuestionContent.MostHints}");
        return hints[..QuestionContent.MostHints];
    }

    private static List<string> Tags(PortableQuestion question, IncomingTexts texts)
    {
        List<string> tags = [.. question.Tags.Select(tag => Question.FoldTag(PlainText.Line(tag))).Where(tag => tag.Length > 0).Distinct()];
        List<string> kept = [.. tags.Where(tag => tag.Length <= Question.LongestTag).Take(Question.MostTags)];
        if (kept.Count < tags.Count) texts.Lose("tags-cut", "A question has at most {0} tags of {1} characters; the others are lost.", $"{Question.MostTags}", $"{Question.LongestTag}");
        return kept;
    }

    private static List<string> Category(PortableQuestion question, IncomingTexts texts)
    {
        List<string> names = [.. (question.Category?.Names ?? []).Select(name => Cut(PlainText.Line(name), QuestionCategory.LongestName, texts)).Where(name => name.Length > 0)];
        if (names.Count <= QuestionCategory.Deepest) return names;
        texts.Lose("category-too-deep", "Categories go at most {0} levels deep.", $"{QuestionCategory.Deepest}");
        return names[..QuestionCategory.Deepest];
    }

    private static string Cut(string name, int longest, IncomingTexts texts)
    {
        if (name.Length <= longest) return name;
        texts.Lose("name-cut", "A name has at most {0} characters; the rest of it is lost.", $"{longest}");
        return PlainText.Line(name[..longest]);
    }

    private static decimal Points(PortableQuestion question, IncomingTexts texts)
    {
        var points = Math.Clamp(Math.Round(question.Points, Decimals), 0, Question.MostPoints);
        if (points == 0) points = 1;
        if (points != question.Points) texts.Lose("points-changed", "It counts {0} points there and {1} here.", $"{question.Points:0.#######}", $"{points:0.##}");
        return points;
    }

    private static string Feedback(string html, IncomingTexts texts)
    {
        if (html.Length <= Question.LongestFeedback) return html;
        texts.Lose("feedback-too-long", "Feedback has at most {0} characters.", $"{Question.LongestFeedback}");
        return "";
    }

    private static Problem Refused(PortableQuestion question, Refusal refusal) =>
        new(ProblemLevel.Refused, question.Line, 0, question.Name, refusal.Code, refusal.Sentence, [.. refusal.Arguments.Select(argument => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{argument}"))]);
}
