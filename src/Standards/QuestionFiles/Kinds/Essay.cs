namespace Lectern.QuestionFiles;

/// <summary>A text to write, which a person marks. The defaults are Moodle's.</summary>
public sealed record Essay : QuestionContent
{
    /// <summary>There is no text, only files.</summary>
    public const string FilesAlone = "noinline";

    /// <summary>editor, editorfilepicker, plain, monospaced or <see cref="FilesAlone"/>.</summary>
    public string ResponseFormat { get; init; } = "editor";
    public bool Required { get; init; } = true;
    /// <summary>How high the box is.</summary>
    public int Lines { get; init; } = 15;
    public int? LeastWords { get; init; }
    public int? MostWords { get; init; }
    /// <summary>How many files may be handed in; -1 for any number.</summary>
    public int Attachments { get; init; }
    public int AttachmentsRequired { get; init; }
    /// <summary>Bytes of each file; 0 for the course's limit.</summary>
    public long LargestAttachment { get; init; }
    /// <summary>".pdf,.docx", media types, or Moodle's words for groups of them; empty for any.</summary>
    public string FileTypes { get; init; } = "";
    /// <summary>What stands in the box at the beginning.</summary>
    public FormattedText Template { get; init; } = FormattedText.Empty;

    public override string Kind => "essay";
    public override string MoodleType => "essay";
    public override IEnumerable<FormattedText> Texts => [MarkerNotes, Template];
    public override Facets Facets =>
        this with { MarkerNotes = FormattedText.Empty, Template = FormattedText.Empty } == Usual && Texts.All(text => text.IsEmpty) ? Facets.None : Facets.EssaySettings;

    private static readonly Essay Usual = new();
}

/// <summary>A text to read; nothing is asked.</summary>
public sealed record Description : QuestionContent
{
    public override string Kind => "description";
    public override string MoodleType => "description";
    public override decimal UsualPoints => 0;
}
