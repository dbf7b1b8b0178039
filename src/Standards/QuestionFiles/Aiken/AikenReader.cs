namespace Lectern.QuestionFiles.Aiken;

/// <summary>Reads Aiken line by line.</summary>
internal sealed class AikenReader(Reading reading)
{
    private readonly List<(char Letter, string Text, int Offset)> _choices = [];
    private string? _stem;
    private int _stemOffset;
    private bool _isBroken;

    internal QuestionFile Read()
    {
        var text = reading.Document.Text;
        for (var at = 0; at < text.Length && !reading.IsFull();)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            ReadLine(text[at..end].Trim(), at);
            at = end + 1;
        }
        if (_stem is not null && !_isBroken) Refuse(_stemOffset, "unfinished", "The file ends before the line “ANSWER:” of this question.");
        return reading.Finish();
    }

    private void ReadLine(string line, int offset)
    {
        if (line.Length == 0) return;
        if (AikenFormat.Choice().Match(line) is { Success: true } choice) ReadChoice(choice.Groups[1].Value[0], line[2..].Trim(), offset);
        else if (AikenFormat.AnswerLine().IsMatch(line)) ReadAnswer(line["ANSWER:".Length..].Trim(), offset);
        // Lines of one character are noise; Moodle passes over them too.
        else if (line.Length > 1) ReadStem(line, offset);
    }

    private void ReadStem(string line, int offset)
    {
        if (_stem is not null && !_isBroken)
        {
            if (line.StartsWith("ANSWER", StringComparison.OrdinalIgnoreCase))
            {
                Refuse(offset, "answer-line", "Write the answer's line as “ANSWER: B”, in capitals and with a colon.");
                _isBroken = true;
                return;
            }
            if (IsNextLine(offset) && line is [>= 'a' and <= 'z', '.' or ')', ..])
            {
                Refuse(offset, "choice-letter", "The letters of choices are capitals: “A) …”.");
                _isBroken = true;
                return;
            }
            if (_choices.Count == 0 && IsNextLine(offset))
            {
                // Moodle would take the last line for the whole question.
                Refuse(offset, "stem-of-two-lines", "The text of a question is one line. Join this line with the one before it.");
                _isBroken = true;
                return;
            }
            Refuse(offset, "unfinished", "A question begins here before the one above it had its line “ANSWER:”.");
        }
        if (_isBroken && IsNextLine(offset)) return;
        (_stem, _stemOffset, _isBroken) = (line, offset, false);
        _choices.Clear();
        reading.Question = Naming.From(new(line, TextFormat.Plain));
    }

    private void ReadChoice(char letter, string text, int offset)
    {
        if (_stem is null)
        {
            reading.Question = null;
            Refuse(offset, "no-question", "A choice stands here without a question above it.");
        }
        else _choices.Add((letter, text, offset));
    }

    private void ReadAnswer(string answer, int offset)
    {
        if (_stem is null)
        {
            reading.Question = null;
            Refuse(offset, "no-question", "An answer stands here without a question above it.");
        }
        else if (!_isBroken && Finished(answer, offset) is { } answers)
            reading.Add(new()
            {
                Content = new Choices { OnlyOne = true, Answers = answers },
                Name = Naming.From(new(_stem, TextFormat.Plain)),
                IsNamed = false,
                Text = new(_stem, TextFormat.Plain),
                Line = reading.Document.Place(_stemOffset).Line,
            });
        (_stem, _isBroken) = (null, false);
        _choices.Clear();
    }

    private IReadOnlyList<Answer>? Finished(string answer, int offset)
    {
        if (_choices.Count < 2) return reading.Refuse<IReadOnlyList<Answer>>(offset, "too-few-choices", "There must be at least two choices.");
        if (_choices.DistinctBy(choice => choice.Letter).Count() < _choices.Count) return reading.Refuse<IReadOnlyList<Answer>>(_choices.GroupBy(choice => choice.Letter).First(group => group.Count() > 1).Last().Offset, "letter-twice", "Two choices have the same letter.");
        if (_choices.Find(choice => choice.Text.Length == 0) is { Letter: not '\0' } empty) return reading.Refuse<IReadOnlyList<Answer>>(empty.Offset, "choice-empty", "This choice has no text.");
        if (answer.Length > 1 && answer.Skip(1).Any(char.IsLetter)) return reading.Refuse<IReadOnlyList<Answer>>(offset, "answer-letter", "“{0}” isn't the letter of one choice; Aiken holds one right choice.", Naming.Clean(answer));
        var right = answer.Length == 0 ? -1 : _choices.FindIndex(choice => choice.Letter == answer[0]);
        if (right < 0) return reading.Refuse<IReadOnlyList<Answer>>(offset, "answer-letter-unknown", "No choice has the letter “{0}”.", answer.Length == 0 ? "" : answer[..1]);
        return [.. _choices.Select((choice, i) => new Answer(new(choice.Text, TextFormat.Plain), i == right ? 1 : 0, FormattedText.Empty))];
    }

    // Whether no blank line is before it.
    private bool IsNextLine(int offset) => offset < 2 || reading.Document.Text[offset - 2] != '\n';

    private void Refuse(int offset, string code, string sentence) => reading.Refuse(offset, code, sentence);
}
