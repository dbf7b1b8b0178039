using System.Text.RegularExpressions;

namespace Lectern.QuestionFiles.Cloze;

/// <summary>A text file that is one question with answers inside it (Moodle: "Embedded answers (Cloze)" import). It is only read; Moodle XML holds such questions too.</summary>
internal sealed partial class ClozeFormat : IQuestionFormat
{
    public string Name => "cloze";
    public string Label => "Cloze";
    public string Extension => ".txt";
    public Facets? Keeps => null;

    public int Resembles(TextDocument document, string fileName) => ClozeText.IsIn(document.Text) ? 85 : 0;

    public QuestionFile Read(TextDocument document, ReadingOptions options)
    {
        Reading reading = new(this, document, options);
        var (text, parts, mistakes) = ClozeText.Read(document.Text);
        foreach (var mistake in mistakes) reading.Refuse(mistake.Offset, mistake.Code, mistake.Sentence, mistake.Arguments);
        if (mistakes.Count == 0)
        {
            var stem = new FormattedText(text.Trim());
            reading.Add(new()
            {
                Content = new EmbeddedAnswers(parts),
                Name = Naming.From(stem with { Text = Place().Replace(stem.Text, " ") }),
                IsNamed = false,
                Text = stem,
                Points = parts.Sum(part => part.Points),
                Line = 1,
            });
        }
        return reading.Finish();
    }

    public bool Holds(QuestionContent content) => false;

    public WrittenQuestions Write(IReadOnlyList<PortableQuestion> questions) => new("", Losses.Write(this, questions, _ => null));

    [GeneratedRegex(@"\{#\d+\}")]
    internal static partial Regex Place();
}
