namespace Lectern.QuestionFiles;

/// <summary>A question as files carry it from one system to another: what every kind has, and the content of its kind.
/// Whoever takes it in maps it to types of their own and says what they can't hold.</summary>
public sealed record PortableQuestion
{
    /// <summary>What a question costs per wrong try where its file says nothing (Moodle's default: a third).</summary>
    public const decimal UsualPenalty = 0.3333333m;

    /// <summary>The kind of question, with everything that only this kind has.</summary>
    public required QuestionContent Content { get; init; }
    /// <summary>Plain text of one line, at most <see cref="Naming.Longest"/> characters; made from the text where the file gives none.</summary>
    public required string Name { get; init; }
    /// <summary>Whether the file itself gave the name.</summary>
    public bool IsNamed { get; init; } = true;
    /// <summary>What is asked.</summary>
    public required FormattedText Text { get; init; }
    /// <summary>Shown after answering, whatever was answered.</summary>
    public FormattedText GeneralFeedback { get; init; } = FormattedText.Empty;
    /// <summary>Where it belongs; null for nowhere in particular.</summary>
    public QuestionCategory? Category { get; init; }
    /// <summary>What a right answer earns; 0 or more.</summary>
    public decimal Points { get; init; } = 1;
    /// <summary>What each wrong try takes, as a fraction of the points, 0 to 1.</summary>
    public decimal Penalty { get; init; } = UsualPenalty;
    /// <summary>Its number in the system that it came from; null for none.</summary>
    public string? IdNumber { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Shown one after the other, after wrong tries.</summary>
    public IReadOnlyList<Hint> Hints { get; init; } = [];
    /// <summary>Whether it was put out of use where it came from.</summary>
    public bool IsHidden { get; init; }
    /// <summary>Where it begins in its file, counted from 1; 0 when it comes from none.</summary>
    public int Line { get; init; }

    /// <summary>Every file that comes with it.</summary>
    public IEnumerable<EmbeddedFile> Files => Texts.SelectMany(text => text.Files).Concat(Content.OwnFiles);

    /// <summary>Every formatted text of it.</summary>
    public IEnumerable<FormattedText> Texts => [Text, GeneralFeedback, .. Hints.Select(hint => hint.Text), .. Content.Texts];

    /// <summary>What of it a format must be able to hold.</summary>
    public Facets Facets =>
        Content.Facets
        | When(Points != Content.UsualPoints, Facets.Points)
        | When(Penalty != Content.UsualPenalty, Facets.Penalty)
        | When(Hints.Count > 0, Facets.Hints)
        | When(Hints.Any(hint => hint.ShowNumberCorrect || hint.ClearWrong || hint.Options.Length > 0), Facets.HintOptions)
        | When(Files.Any(), Facets.Files)
        | When(IsHidden, Facets.Hidden)
        | When(IsNamed && Name != Naming.From(Text), Facets.Name)
        | When(Tags.Count > 0, Facets.Tags)
        | When(IdNumber is not null, Facets.IdNumber)
        | When(!GeneralFeedback.IsEmpty, Facets.GeneralFeedback)
        | When(Category is not null, Facets.Category)
        | When(Category is { } category && (!category.Description.IsEmpty || category.IdNumber is not null), Facets.CategoryDetails)
        | When(Texts.Where(text => !text.IsEmpty).Select(text => text.Format).Distinct().Skip(1).Any(), Facets.MixedFormats)
        | When(Texts.Any(text => text is { IsEmpty: false, Format: not TextFormat.Plain }), Facets.Formatting)
        | When(Texts.Any(text => text is { IsEmpty: false, Format: TextFormat.Wiki }), Facets.Wiki);

    private static Facets When(bool used, Facets facet) => used ? facet : Facets.None;
}

/// <summary>How a text is written.</summary>
public enum TextFormat
{
    /// <summary>Moodle's own: HTML in which a line break is one.</summary>
    Moodle,
    Html,
    Plain,
    Markdown,
    /// <summary>Moodle's old wiki marks; nothing shows them any more.</summary>
    Wiki,
}

/// <summary>A text with its format and the files that it shows (named in it as <c>@@PLUGINFILE@@/path/name</c>). Line breaks are \n; trimmed.</summary>
public sealed record FormattedText(string Text, TextFormat Format = TextFormat.Html)
{
    public static FormattedText Empty { get; } = new("");

    public IReadOnlyList<EmbeddedFile> Files { get; init; } = [];

    public bool IsEmpty => Text.Length == 0 && Files.Count == 0;
}

/// <summary>A file inside a question's file.</summary>
/// <param name="Path">The folder, with a slash at its beginning and end.</param>
public sealed record EmbeddedFile(string Name, string Path, ReadOnlyMemory<byte> Content)
{
    public int Bytes => Content.Length;

    /// <summary>How texts name it after <c>@@PLUGINFILE@@</c>.</summary>
    public string Address => Path + Name;
}

/// <summary>Help after a wrong try.</summary>
/// <param name="ShowNumberCorrect">Whether it says how many parts were right.</param>
/// <param name="ClearWrong">Whether it takes the wrong parts away.</param>
/// <param name="Options">What else its kind of question says with it; mostly nothing.</param>
public sealed record Hint(FormattedText Text, bool ShowNumberCorrect = false, bool ClearWrong = false, string Options = "");

/// <summary>A place in a tree of categories.</summary>
/// <param name="Path">As its file writes it: names with slashes between, a doubled slash for one in a name, a context such as <c>$course$</c> and the word "top" perhaps before.</param>
public sealed record QuestionCategory(string Path)
{
    public FormattedText Description { get; init; } = FormattedText.Empty;
    public string? IdNumber { get; init; }

    /// <summary>One in the course's own bank.</summary>
    /// <param name="names">From the top down.</param>
    public static QuestionCategory Of(IEnumerable<string> names) => new("$course$/top/" + string.Join('/', names.Select(name => name.Replace("/", "//", StringComparison.Ordinal))));

    /// <summary>The names from the top down, without the context (which belongs to the other system) and "top" (Moodle's root, which no one named).</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = Path.Replace("//", "\0", StringComparison.Ordinal).Split('/').Select(name => name.Replace('\0', '/').Trim()).Where(name => name.Length > 0).ToList();
            if (names is [['$', .., '$'], ..]) names.RemoveAt(0);
            if (names is ["top", ..]) names.RemoveAt(0);
            return names;
        }
    }
}
