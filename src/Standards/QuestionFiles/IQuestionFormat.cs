namespace Lectern.QuestionFiles;

/// <summary>The slot for a format of question files. Each filling is a folder here; <see cref="QuestionFormats"/> lists them.</summary>
public interface IQuestionFormat
{
    /// <summary>Stable, for programs: "gift".</summary>
    string Name { get; }
    /// <summary>As people call it: "GIFT".</summary>
    string Label { get; }
    /// <summary>Of files that are written: ".gift".</summary>
    string Extension { get; }
    /// <summary>What it can hold, apart from the kinds of question; null when it is only read.</summary>
    Facets? Keeps { get; }

    /// <summary>How much a file looks like this format, 0 (not at all) to 100.</summary>
    int Resembles(TextDocument document, string fileName);
    QuestionFile Read(TextDocument document, ReadingOptions options);
    /// <summary>Whether it can hold this kind of question.</summary>
    bool Holds(QuestionContent content);
    /// <summary>Writes what it can hold and says what it can't.</summary>
    WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions);
}
