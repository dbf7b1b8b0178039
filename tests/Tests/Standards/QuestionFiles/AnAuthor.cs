using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>Writes questions of all kinds at random, with everything that every format stumbles over, as far as <paramref name="uses"/> allows.</summary>
internal sealed class AnAuthor(Random random, Facets uses, bool mild = false)
{
    private static readonly string[] Scraps =
    [
        "a", "Word", "two words", "été", "مرحبا", "😀", "1", "50%", "%50%", "\\", "\\n", "\\\\", "#", "####", "=", "~", "{", "}", "{}", ":", "::", "[html]", "[", "]", "//", "$CATEGORY:", "<b>bold</b>", "&amp;", "&", "<", ">", "]]>", "<![CDATA[", "\"", "'", ",", ";", "|", "\t", "*", "'=1+1", "@x", "-", "+", "T", "FALSE", "{T}", "{1:SA:=x}", "A)", "ANSWER: B", "<question>", "&&058;",
    ];

    private static readonly decimal[] Fractions = [.. Grades.OfMoodle, -0.5m, -0.3333333m, -1];
    private static readonly TextFormat[] Formats = [TextFormat.Html, TextFormat.Moodle, TextFormat.Plain, TextFormat.Markdown];
    private TextFormat _format = TextFormat.Plain;

    internal PortableQuestion Question(Func<QuestionContent, bool> isHeld)
    {
        _format = Uses(Facets.Formatting) ? Pick(Uses(Facets.Wiki) ? [.. Formats, TextFormat.Wiki] : Formats) : TextFormat.Plain;
        QuestionContent content;
        do content = Content();
        while (!isHeld(content));
        var text = content is EmbeddedAnswers embedded ? new(string.Join(" and ", embedded.Parts.Select((_, i) => $"{{#{i + 1}}}")), Format())
            : content is Calculated ? new("{a} and {b}", Format()) : content is GapText gaps ? new(string.Join(" and ", gaps.Words.Select((_, i) => $"[[{i + 1}]]")), Format()) : Text(line: !Uses(Facets.Formatting));
        return new()
        {
            Content = content,
            Text = text,
            Name = Uses(Facets.Name) ? Naming.Clean(Words(line: true)) is { Length: > 0 } name ? name : "x" : Naming.From(text),
            GeneralFeedback = Uses(Facets.GeneralFeedback) && content is not Description && Coin() ? Text() : FormattedText.Empty,
            Category = Uses(Facets.Category) && Coin() ? new($"$course$/top/{Pick("One", "Two: x", "A // B/C")}") { Description = Uses(Facets.CategoryDetails) && Coin() ? Text() : FormattedText.Empty, IdNumber = Uses(Facets.CategoryDetails) && Coin() ? "c1" : null } : null,
            Points = Uses(Facets.Points) && content is not (EmbeddedAnswers or Description) && Coin() ? Pick(0m, 0.5m, 2, 10) : content.UsualPoints,
            Penalty = Uses(Facets.Penalty) && Coin() ? Pick(0m, 0.1m, 0.25m, 1) : content.UsualPenalty,
            IdNumber = Uses(Facets.IdNumber) && Coin() ? Pick("7", "a b", "x]y") : null,
            Tags = Uses(Facets.Tags) && Coin() ? ["one", "two words"] : [],
            Hints = Uses(Facets.Hints) && Coin() ? [new(Text(), Uses(Facets.HintOptions) && Coin(), Uses(Facets.HintOptions) && Coin(), Uses(Facets.HintOptions) && Coin() ? "1" : ""), new(Text())] : [],
            IsHidden = Uses(Facets.Hidden) && Coin(),
        };
    }

    private QuestionContent Content() => random.Next(13) switch
    {
        0 or 1 => Choices(),
        2 => new TrueFalse(Coin(), Feedback(), Feedback()),
        3 => new ShortAnswer([new(Typed(), 1, Feedback()), .. Some(() => new Answer(Typed(), PartOr(1), Feedback()))], Uses(Facets.CaseSensitive) && Coin()),
        4 => new Numerical { Answers = [new(Number(), Width(), 1, Feedback()), .. Some(() => new NumericalAnswer(Number(), Width(), PartOr(1), Feedback())), .. Uses(Facets.AnyAnswer) && Coin() ? [new NumericalAnswer(null, Quantity.Zero, 0, Feedback())] : (NumericalAnswer[])[]], Units = Units() },
        5 => new Matching([new(Text(), Words()), new(Text(), Words()), .. Some(() => new Pair(Coin() ? Text() : new("", Format()), Words()))]) { Shuffle = Shuffled(), Feedback = Combined() },
        6 => Uses(Facets.EssaySettings) ? new Essay { ResponseFormat = Pick("editor", "plain"), Required = Coin(), Lines = 5, LeastWords = Coin() ? 10 : null, MostWords = Coin() ? 100 : null, Attachments = -1, AttachmentsRequired = 1, LargestAttachment = 4096, FileTypes = ".pdf", MarkerNotes = Text(), Template = Text() } : new Essay(),
        7 => new Description(),
        8 => new EmbeddedAnswers([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Part())]),
        9 => new Calculated
        {
            Of = Pick(CalculatedKind.Number, CalculatedKind.SimpleNumber, CalculatedKind.Choices), Answers = [Formula(1), Formula(PartOr(0))], Units = Units(), Feedback = Combined(), Shuffle = Coin(), OnlyOne = true, Synchronize = random.Next(3),
            Variables = [new("a", Coin(), "uniform", Quantity.Of(1), Quantity.Of(9.5m), 1, [Number(), Number()]), new("b", false, "loguniform", Number(), Number(), 0, [Number()])],
        },
        10 => Gaps(),
        11 => Coin() ? new DragOntoImage { Background = [Image("bg.png")], Items = [new(1, Words(), 1, Coin(), []), new(2, "", 2, false, [Image("i.png")])], Places = [new(1, Words(), 2, Quantity.Of(3), Quantity.Of(4)), new(2, "", 1, Quantity.Zero, Quantity.Zero)], Shuffle = Coin(), ShowPlaces = Coin(), Feedback = Combined() }
            : new DragMarkers { Background = [Image("bg.png")], Markers = [new(1, Words(), 3), new(2, Words(), 0)], Areas = [new(1, "circle", "1,2;3", 2), new(2, "polygon", "1,2;3,4;5,6", 0)], Shuffle = Coin(), ShowMisplaced = Coin(), Feedback = Combined() },
        _ => Coin() ? Ordering() : new RandomMatching(random.Next(2, 5), Coin()) { Feedback = Combined() },
    };

    private Choices Choices()
    {
        var single = !Uses(Facets.PartialGrades) || Coin();
        var count = random.Next(2, 6);
        List<Answer> answers = [.. Enumerable.Range(0, count).Select(i => new Answer(Text(line: !Uses(Facets.Formatting)), single ? i == 0 ? 1 : PartOr(0) : i < 2 ? 0.5m : Pick(0, -0.5m), Feedback()))];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(answers));
        return new() { OnlyOne = single, Answers = answers, Shuffle = Shuffled(), Numbering = Uses(Facets.Numbering) ? Pick("abc", "ABCD", "none") : "abc", ShowInstruction = !Uses(Facets.Instruction) || Coin(), Feedback = Combined() };
    }

    private GapText Gaps()
    {
        var dragged = Coin();
        return new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new GapWord(Words(), random.Next(1, 3), dragged && Coin()))], dragged) { Shuffle = Shuffled(), Feedback = Combined() };
    }

    private Ordering Ordering()
    {
        var items = Enumerable.Range(0, random.Next(2, 5)).Select(_ => new Answer(Text(line: true), 1, Uses(Facets.CombinedFeedback) ? Feedback() : FormattedText.Empty)).ToList();
        var settings = Uses(Facets.OrderingSettings) && Coin();
        return new()
        {
            Items = items, Horizontal = settings && Coin(), Select = settings ? Pick("ALL", "RANDOM", "CONTIGUOUS") : "ALL", SelectCount = settings ? 2 : items.Count,
            Grading = settings ? Pick("ALL_OR_NOTHING", "ABSOLUTE_POSITION", "LONGEST_ORDERED_SUBSET") : "RELATIVE_NEXT_EXCLUDE_LAST", ShowGrading = !settings || Coin(), Numbering = settings ? Pick("none", "123") : "none", Feedback = Combined(),
        };
    }

    private ClozePart Part()
    {
        var kind = Pick(Enum.GetValues<ClozeKind>());
        ClozeAnswer Of(decimal fraction) => kind == ClozeKind.Numerical ? new(new(Number().Written, TextFormat.Plain), fraction, Said(), Width()) : new(new(Words(), kind is ClozeKind.Choice or ClozeKind.Choices ? TextFormat.Html : TextFormat.Plain), fraction, Said());
        FormattedText Said() => Coin() ? new(Words()) : FormattedText.Empty;
        IReadOnlyList<ClozeAnswer> answers = kind == ClozeKind.Choices ? [Of(0.5m), Of(0.5m), Of(Pick(0, -0.5m))] : [Of(1), Of(Pick(0, 0.5m, -0.3333333m)), Of(0.25m)];
        return kind switch
        {
            ClozeKind.Choice => new(kind, random.Next(0, 9), answers, Pick(Enum.GetValues<ClozeLayout>()), Coin()),
            ClozeKind.Choices => new(kind, random.Next(0, 9), answers, Pick(ClozeLayout.Vertical, ClozeLayout.Horizontal), Coin()),
            _ => new(kind, random.Next(0, 9), answers),
        };
    }

    private Formula Formula(decimal fraction) => new(new(Pick("{a} + {b}", "sin({a})"), TextFormat.Plain), fraction, Feedback(), Width(), random.Next(1, 4), random.Next(0, 5), random.Next(1, 3));

    private UnitHandling Units() => Uses(Facets.Units) && Coin()
        ? new() { Units = [new("m", Quantity.Of(1)), new("km", Quantity.Of(0.001m))], Show = random.Next(0, 4), Grading = random.Next(0, 3), Penalty = Pick(0, 0.1m, 0.5m), OnTheLeft = Coin(), Instructions = Coin() ? Text() : FormattedText.Empty } : UnitHandling.None;

    private CombinedFeedback Combined() => Uses(Facets.CombinedFeedback) && Coin() ? new(Text(), Text(), Text(), Coin()) : CombinedFeedback.None;

    private bool Shuffled() => !Uses(Facets.FixedOrder) || Coin();
    private decimal PartOr(decimal usual) => Uses(Facets.PartialGrades) ? Pick(Fractions) : usual;
    private FormattedText Feedback() => Uses(Facets.AnswerFeedback) && Coin() ? Text() : new("", Format());
    private FormattedText Typed() => new(Words(), TextFormat.Plain);
    private Quantity Number() => Quantity.Parse(Pick("0", "7", "-3.50", "0.001", "6.02e23", "-1e-7", "1822"))!.Value;
    private Quantity Width() => Quantity.Parse(Pick("0", "0.5", "0.050", "2"))!.Value;
    private IEnumerable<T> Some<T>(Func<T> make) => Enumerable.Range(0, random.Next(0, 3)).Select(_ => make());
    private EmbeddedFile Image(string name) => new(name, Pick("/", "/sub/"), new byte[random.Next(1, 50)]);

    private FormattedText Text(bool line = false)
    {
        var text = new FormattedText(Words(line), Format());
        if (!Uses(Facets.Files) || !Coin()) return text;
        var file = Image(Pick("a b.png", "é.png"));
        return text with { Text = $"{text.Text} @@PLUGINFILE@@{Uri.EscapeDataString(file.Address).Replace("%2F", "/", StringComparison.Ordinal)}", Files = [file] };
    }

    private TextFormat Format() => Uses(Facets.MixedFormats) && Coin() ? Pick(Formats) : _format;

    // Trimmed, as readers trim; control characters would be no XML.
    private string Words(bool line = false)
    {
        if (mild) return Pick("alpha", "beta gamma", "delta", "1 or 2", "Why?");
        while (true)
        {
            var text = string.Join(Pick("", " ", line ? " " : "\n"), Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(Scraps))).Replace("->", "→", StringComparison.Ordinal).Trim();
            if (line) text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (text.Length > 1) return text;
        }
    }

    private bool Uses(Facets facet) => (uses & facet) != 0;
    private bool Coin() => random.Next(2) == 0;
    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
