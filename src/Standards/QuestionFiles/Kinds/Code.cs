namespace Lectern.QuestionFiles;

/// <summary>A program to write, which is tried with tests. Moodle has no such kind of its own.</summary>
/// <param name="Language">As the system that it comes from calls it.</param>
public sealed record Code(string Language, IReadOnlyList<CodeTest> Tests) : QuestionContent
{
    /// <summary>What the answer begins with.</summary>
    public string Template { get; init; } = "";
    /// <summary>A right answer; "" for none.</summary>
    public string Solution { get; init; } = "";
    public bool AllOrNothing { get; init; }

    public override string Kind => "code";
    public override string MoodleType => "";
    public override IEnumerable<FormattedText> Texts => [MarkerNotes];
    public override Facets Facets => AllOrNothing ? Facets.AllOrNothing : Facets.None;
}

/// <summary>What a program is tried with.</summary>
/// <param name="Input">What it reads.</param>
/// <param name="Expected">What it must write then.</param>
/// <param name="Check">Code that is run after it and breaks when something doesn't hold; "" for none.</param>
/// <param name="Weight">Its share beside the others'.</param>
public sealed record CodeTest(string Name, string Input, string Expected, string Check, bool IsHidden, decimal Weight);
