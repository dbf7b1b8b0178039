using System.Globalization;
using System.Xml.Linq;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Qti.Packages;
using Lectern.Qti.Questions;
using Lectern.Quizzes.QuestionTypes.ShortAnswer;
using Portable = Lectern.QuestionFiles;
using QtiQuestion = Lectern.Qti.Questions.Question;

namespace Lectern.Quizzes.Exchange.QtiItems;

/// <summary>Questions of QTI in the shape in which those of all other files are.</summary>
internal sealed class FromQti(string path, PackagePaths paths, IReadOnlyDictionary<string, byte[]> media)
{
    // What a decimal holds ends somewhere; what a question may count ends long before.
    private const double MostScore = 1_000_000;
    private const int MostWeight = QuestionTypes.GapText.Gap.MostWeight;
    private const string MathMl = "http://www.w3.org/1998/Math/MathML";

    // Elements that HTML knows to have no end (HTML, section 13.1.2); all others need one to be read as they are meant.
    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    private readonly List<(string Code, string Sentence)> _losses = [];

    /// <summary>What is lost of the question that was read, each once.</summary>
    internal IEnumerable<(string Code, string Sentence)> Losses => _losses.Distinct();

    /// <param name="item">As the package holds it.</param>
    /// <param name="question">What it was recognised as.</param>
    internal PortableQuestion Read(PackagedItem item, QtiQuestion question)
    {
        var most = question.MaxScore > 0 ? Math.Min(question.MaxScore, MostScore) : 1;
        var content = Content(question, most);
        return new()
        {
            Content = question.Notes.Length > 0 ? content with { MarkerNotes = Html(question.Notes) } : content,
            Penalty = QtiExtras.Penalty(question) ?? content.UsualPenalty,
            GeneralFeedback = Html(question.Feedback),
            Hints = [.. question.Hints.Select(hint => new Hint(Html(hint)))],
            Category = item.Metadata.Category is { Count: > 0 } names ? Portable.QuestionCategory.Of(names) : null,
            Text = question is GapQuestion gaps ? WithGaps(gaps) : Html(question.Stem),
            Name = Naming.Clean(item.Title) is { Length: > 0 } title ? title : Naming.Clean(question.Identifier),
            Points = (question is SurveyQuestion ? QtiExtras.Points(question) : null) ?? (decimal)most,
            Tags = item.Metadata.Keywords,
        };
    }

    private Portable.Matrix Table(MatchQuestion question)
    {
        var columns = question.Targets.Select(target => target.Identifier).ToList();
        return new(
            [.. question.Targets.Select(target => Html(target.Content))],
            [.. question.Sources.Select(source => new Portable.MatrixRow(Html(source.Content), [.. question.Pairs.Where(pair => pair.Source == source.Identifier).Select(pair => columns.IndexOf(pair.Target)).Where(at => at >= 0)]))],
            question.IsMultiple, question.IsAllOrNothing);
    }

    private Portable.QuestionContent Content(QtiQuestion question, double most) => question switch
    {
        ChoiceQuestion { IsMultiple: false, Choices: [{ Identifier: "true" }, { Identifier: "false" }] } choice => new TrueFalse(choice.Choices[0].IsCorrect, Said(choice.Choices[0]), Said(choice.Choices[1])),
        ChoiceQuestion choice => new Choices
        {
            OnlyOne = !choice.IsMultiple,
            Shuffle = choice.IsShuffled,
            AllOrNothing = choice is { IsMultiple: true, IsAllOrNothing: true },
            Answers = [.. choice.Choices.Select(answer => new Portable.Answer(Html(answer.Content), choice.IsAllOrNothing ? answer.IsCorrect ? 1m / (choice.IsMultiple ? choice.Choices.Count(other => other.IsCorrect) : 1) : 0 : Fraction(answer.Score, most), Said(answer)))],
        },
        TextQuestion text => new Portable.ShortAnswer([.. text.Answers.Select(answer => Typed(answer, most))], text.Answers.Any(answer => answer.IsCaseSensitive)),
        NumberQuestion number => new Numerical { Answers = [.. number.Answers.Select(answer => new NumericalAnswer(Number(answer.Number), Number(answer.Tolerance), Fraction(answer.Score, most), FormattedText.Empty))], Units = QtiExtras.Units(number) },
        MatchQuestion { IsTable: true } table => Table(table),
        SurveyQuestion survey => new Portable.Likert([.. survey.Scale.Select(step => Html(step.Content))], [.. survey.Statements.Select(statement => Html(statement.Content))]),
        UploadQuestion upload when QtiExtras.Files(upload) is { } files => files,
        UploadQuestion upload when IsSound(upload) => new Portable.AudioRecording(QtiExtras.MostSeconds(upload)),
        UploadQuestion upload => new Essay { ResponseFormat = Essay.FilesAlone, Attachments = 1, FileTypes = upload.MediaTypes ?? "" },
        MatchQuestion match => new Matching([.. match.Pairs.Where(pair => pair.Score > 0).Select(pair => new Pair(
                Html(match.Sources.FirstOrDefault(side => side.Identifier == pair.Source)?.Content ?? ""), Words(match.Targets.FirstOrDefault(side => side.Identifier == pair.Target)?.Content ?? ""))),
            .. match.Targets.Where(side => !match.Pairs.Any(pair => pair.Score > 0 && pair.Target == side.Identifier)).Select(side => new Pair(FormattedText.Empty, Words(side.Content)))]) { Shuffle = match.IsShuffled, AllOrNothing = match.IsAllOrNothing },
        OrderQuestion order => new Ordering { Items = [.. order.Choices.Select(choice => new Portable.Answer(Html(choice.Content), 0, FormattedText.Empty))], Select = "ALL", Grading = "ALL_OR_NOTHING" },
        GapQuestion { Style: GapStyle.Dragged } gaps => new GapText([.. gaps.Words.Select(word => new GapWord(System.Net.WebUtility.HtmlEncode(word), 1, Unlimited: true))], Dragged: true) { Shuffle = gaps.IsShuffled, AllOrNothing = gaps.IsAllOrNothing },
        GapQuestion gaps => new EmbeddedAnswers([.. gaps.Gaps.Zip(Weights(gaps)).Select(gap => Part(gap.First, gaps.Style, gap.Second))]),
        HotspotQuestion hotspot => PictureItems.Content(hotspot, Files(hotspot.Picture), Lose),
        LabelQuestion labels => PictureItems.Content(labels, Files(labels.Picture), Html, Lose),
        EssayQuestion essay when QtiExtras.Code(essay) is { } code => code,
        EssayQuestion essay => Text(essay),
        _ => new Essay(),
    };

    private Essay Text(EssayQuestion question)
    {
        var (usual, (least, most)) = (new Essay(), QtiExtras.Words(question));
        return usual with
        {
            ResponseFormat = question.Format switch { EssayFormat.Plain => "plain", EssayFormat.PreFormatted => "monospaced", _ => usual.ResponseFormat },
            Lines = question.ExpectedLines ?? usual.Lines,
            LeastWords = least,
            MostWords = most,
            // With its formatting as long as the words are those of the standard's own place: whoever changed that meant what is there now.
            Template = question.Opening.Length > 0 && Parted(Words(question.Opening)).SequenceEqual(Parted(question.Template ?? "")) ? Html(question.Opening)
                : question.Template is { Length: > 0 } words ? new FormattedText(words, TextFormat.Plain) : FormattedText.Empty,
        };
    }

    private static string[] Parted(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSound(UploadQuestion question) =>
        Parted(question.MediaTypes ?? "") is { Length: > 0 } types && Array.TrueForAll(types, type => type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase));

    private void Lose(string code, string sentence) => _losses.Add((code, sentence));

    /// <summary>The picture that a question is about, from the package or from its own address.</summary>
    private List<EmbeddedFile> Files(QuestionPicture picture)
    {
        if (File(picture.Address) is { } file) return [file];
        var at = picture.Address.IndexOf(";base64,", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !picture.Address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return [];
        var bytes = new byte[picture.Address.Length];
        return Convert.TryFromBase64String(picture.Address[(at + 8)..], bytes, out var written) ? [new("picture", "/", bytes.AsMemory(0, written))] : [];
    }

    private EmbeddedFile? File(string address)
    {
        if (paths.Find(PackagePaths.FolderOf(path), address) is not { } file || !media.TryGetValue(file, out var content)) return null;
        var at = file.LastIndexOf('/') + 1;
        return new(file[at..], "/" + file[..at], content);
    }

    private static double Most(Gap gap) => gap.Answers.Count == 0 ? 0 : Math.Max(gap.Answers.Max(answer => answer.Score), 0);

    /// <summary>What the gaps count beside each other, in the smallest whole numbers that say it; those that stand in the item, as long as they do.</summary>
    private int[] Weights(GapQuestion question)
    {
        var shares = question.Gaps.Select(Most).ToList();
        var counted = shares.Where(share => share > 0).ToList();
        var written = QtiExtras.GapWeights(question);
        if (written.Count == shares.Count && Fit(written)) return [.. written];
        if (counted.Count == 0) return [.. shares.Select(_ => 1)];
        for (var times = 1; times <= MostWeight; times++)
            if (Multiplied(times) is var weights && weights.Max() <= MostWeight && Fit(weights)) return weights;
        Lose("gap-weights", "What its gaps count beside each other is rounded to whole numbers.");
        return Multiplied(MostWeight * counted.Min() / counted.Max());

        int[] Multiplied(double times) => [.. shares.Select(share => Math.Max(1, (int)Math.Min(MostWeight + 1, Math.Round(share / counted.Min() * times))))];
        bool Fit(IReadOnlyList<int> weights) => weights.All(weight => weight is >= 1 and <= MostWeight)
            && shares.Zip(weights).Where(gap => gap.First > 0).ToList() is var all && all.TrueForAll(gap => Math.Abs((double)gap.Second / all.Sum(one => one.Second) * counted.Sum() - gap.First) < 1e-6);
    }

    private static ClozePart Part(Gap gap, GapStyle style, int weight)
    {
        var most = Math.Max(Most(gap), double.Epsilon);
        return new(
            style == GapStyle.Chosen ? ClozeKind.Choice : gap.Answers.Any(answer => answer.IsCaseSensitive) ? ClozeKind.CaseSensitiveShortAnswer : ClozeKind.ShortAnswer,
            weight,
            [.. gap.Answers.Select(answer => new ClozeAnswer(
                new FormattedText(style == GapStyle.Chosen ? answer.Text : ShortAnswerPort.Escaped(answer.Text), TextFormat.Plain), Fraction(answer.Score, most), FormattedText.Empty))]);
    }

    /// <summary>The text with gaps as other files write them: [[1]] for the first word, {#1} for the first gap.</summary>
    private FormattedText WithGaps(GapQuestion gaps)
    {
        var body = Parsed(gaps.Stem);
        foreach (var place in body.Descendants("gap").ToList())
        {
            var at = gaps.Gaps.ToList().FindIndex(gap => gap.Identifier == (string?)place.Attribute("identifier"));
            var name = gaps.Style != GapStyle.Dragged ? $"{{#{at + 1}}}"
                : at >= 0 && gaps.Gaps[at].Answers.MaxBy(answer => answer.Score) is { } right ? $"[[{gaps.Words.ToList().IndexOf(right.Text) + 1}]]" : "…";
            place.ReplaceWith(new XText(name));
        }

        return Html(body);
    }

    // A star is only a star there.
    private static Portable.Answer Typed(TextAnswer answer, double most) => new(new FormattedText(ShortAnswerPort.Escaped(answer.Text), TextFormat.Plain), Fraction(answer.Score, most), FormattedText.Empty);

    private FormattedText Said(AnswerChoice choice) => choice.Feedback is { Length: > 0 } feedback ? Html(feedback) : FormattedText.Empty;

    private static string Words(string markup) => RichText.InWords(markup);

    private static decimal Fraction(double score, double most) => (decimal)Math.Clamp(Math.Round(score / most, 7), -1, 1);

    private static Quantity Number(double number) => Quantity.Parse(number.ToString("R", CultureInfo.InvariantCulture)) ?? Quantity.Zero;

    private static XElement Parsed(string markup) => XElement.Parse($"<holder>{markup}</holder>", LoadOptions.PreserveWhitespace);

    private FormattedText Html(string markup) => markup.Length == 0 ? FormattedText.Empty : Html(Parsed(markup));

    /// <summary>From XHTML to HTML: formulas without a prefix, pictures that are objects as pictures, and the package's files beside the text.</summary>
    private FormattedText Html(XElement body)
    {
        List<EmbeddedFile> files = [];
        foreach (var element in body.Descendants().ToList())
        {
            if (element.Name.NamespaceName == MathMl) element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
            element.Name = element.Name.LocalName;
            if (element.Name == "object" && ((string?)element.Attribute("type"))?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
            {
                element.Name = "img";
                element.SetAttributeValue("src", (string?)element.Attribute("data"));
                element.SetAttributeValue("alt", element.Value.Trim());
                element.RemoveNodes();
            }

            if (element.Name == "img" && File((string?)element.Attribute("src") ?? "") is { } file)
            {
                files.Add(file);
                element.SetAttributeValue("src", IncomingTexts.Beside + string.Join('/', file.Address.Split('/').Select(Uri.EscapeDataString)));
            }

            if (element.IsEmpty && !Void.Contains(element.Name.LocalName)) element.Value = "";
        }

        return new FormattedText(string.Concat(body.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))).Trim()) { Files = files };
    }
}
