using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Lectern.QuestionFiles.Cloze;

/// <summary>Answers inside a text, <c>{1:SHORTANSWER:=right#said to it~%50%half~*#anything else}</c>: docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
/// A brace ends it, ~ stands between answers, # before feedback; a backslash or an &amp; before one of them makes it an ordinary character (so that entities of HTML are safe).</summary>
internal static class ClozeText
{
    private static readonly SearchValues<char> InGrades = SearchValues.Create("-0123456789.,");

    private sealed record Kind(ClozeKind Is, ClozeLayout Layout, bool Shuffle, params string[] Names);

    private static readonly Kind[] Kinds =
    [
        new(ClozeKind.ShortAnswer, default, false, "SHORTANSWER", "SA", "MW"),
        new(ClozeKind.CaseSensitiveShortAnswer, default, false, "SHORTANSWER_C", "SAC", "MWC"),
        new(ClozeKind.Numerical, default, false, "NUMERICAL", "NM"),
        new(ClozeKind.Choice, ClozeLayout.Dropdown, false, "MULTICHOICE", "MC"),
        new(ClozeKind.Choice, ClozeLayout.Dropdown, true, "MULTICHOICE_S", "MCS"),
        new(ClozeKind.Choice, ClozeLayout.Vertical, false, "MULTICHOICE_V", "MCV"),
        new(ClozeKind.Choice, ClozeLayout.Vertical, true, "MULTICHOICE_VS", "MCVS"),
        new(ClozeKind.Choice, ClozeLayout.Horizontal, false, "MULTICHOICE_H", "MCH"),
        new(ClozeKind.Choice, ClozeLayout.Horizontal, true, "MULTICHOICE_HS", "MCHS"),
        new(ClozeKind.Choices, ClozeLayout.Vertical, false, "MULTIRESPONSE", "MR", "MULTIRESPONSE_V", "MRV"),
        new(ClozeKind.Choices, ClozeLayout.Vertical, true, "MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_VS", "MRVS"),
        new(ClozeKind.Choices, ClozeLayout.Horizontal, false, "MULTIRESPONSE_H", "MRH"),
        new(ClozeKind.Choices, ClozeLayout.Horizontal, true, "MULTIRESPONSE_HS", "MRHS"),
    ];

    private static readonly Dictionary<string, Kind> ByName = Kinds.SelectMany(kind => kind.Names.Select(name => (name, kind))).ToDictionary(pair => pair.name, pair => pair.kind, StringComparer.Ordinal);

    /// <summary>What is wrong with a part: where in the text, and what.</summary>
    internal sealed record Mistake(int Offset, string Code, string Sentence, params string[] Arguments);

    /// <summary>Whether there is a part, well or badly written.</summary>
    internal static bool IsIn(string text) => Starts(text).Any();

    /// <summary>The text with <c>{#1}</c> in place of its parts, the parts, and what is wrong with them.</summary>
    internal static (string Text, IReadOnlyList<ClozePart> Parts, IReadOnlyList<Mistake> Mistakes) Read(string text)
    {
        StringBuilder rest = new();
        List<ClozePart> parts = [];
        List<Mistake> mistakes = [];
        var done = 0;
        foreach (var start in Starts(text))
        {
            if (start.At < done) continue;
            if (start.Kind is null)
            {
                mistakes.Add(ByName.ContainsKey(start.Name)
                    ? new(start.At, "cloze-no-answers", "After “{0}” the answers are missing.", start.Name)
                    : new(start.At, "cloze-kind-unknown", "“{0}” is no kind of embedded answer.", start.Name));
                continue;
            }
            var (part, mistake, end) = ReadPart(text, start);
            if (mistake is not null) mistakes.Add(mistake);
            // What is never closed takes everything after it along.
            if (end >= text.Length && part is null) break;
            if (part is null)
            {
                rest.Append(text, done, end - done);
                done = end;
                continue;
            }
            rest.Append(text, done, start.At - done).Append(CultureInfo.InvariantCulture, $"{{#{parts.Count + 1}}}");
            parts.Add(part);
            done = end;
        }
        rest.Append(text, done, text.Length - done);
        if (parts.Count == 0 && mistakes.Count == 0) mistakes.Add(new(0, "cloze-no-parts", "There is no answer in the text; write one as {{1:SHORTANSWER:=right}}."));
        return (rest.ToString(), parts, mistakes);
    }

    /// <summary>The text with its parts written out.</summary>
    internal static string Write(string text, IReadOnlyList<ClozePart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var place = $"{{#{(i + 1).ToString(CultureInfo.InvariantCulture)}}}";
            if (text.IndexOf(place, StringComparison.Ordinal) is var at and >= 0) text = text[..at] + Write(parts[i]) + text[(at + place.Length)..];
        }
        return text;
    }

    private static string Write(ClozePart part)
    {
        var kind = Kinds.First(kind => kind.Is == part.Kind && kind.Shuffle == part.Shuffle && (kind.Is is not (ClozeKind.Choice or ClozeKind.Choices) || kind.Layout == part.Layout));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{{part.Points}:{kind.Names[0]}:");
        foreach (var (i, answer) in part.Answers.Index())
        {
            if (i > 0) text.Append('~');
            text.Append(answer.Fraction == 1 ? "=" : $"%{Grades.Percent(answer.Fraction)}%").Append(Escaped(Text(part.Kind, answer.Text)));
            if (answer.Tolerance is { } tolerance && answer.Text.Text != "*") text.Append(':').Append(tolerance.Written);
            if (answer.Feedback.Text.Length > 0) text.Append('#').Append(Escaped(answer.Feedback.Text));
        }
        return text.Append('}').ToString();
    }

    // Choices are HTML there, what is typed is not.
    private static string Text(ClozeKind kind, FormattedText text) => kind is ClozeKind.Choice or ClozeKind.Choices && text.Format == TextFormat.Plain
        ? text.Text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal) : text.Text;

    // As entities, which every part of the syntax leaves alone. Reading takes a backslash before three of them away, entity or not, so one that is meant is doubled.
    private static string Escaped(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '~' or '#' or '}' && at > 0 && text[at - 1] == '\\') escaped.Append(Entity('\\'));
            if (text[at] is '&' or '~' or '#' or '}' or '{' or '\\' or '=' or '%') escaped.Append(Entity(text[at]));
            else escaped.Append(text[at]);
        }
        return escaped.ToString();

        static string Entity(char c) => string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};");
    }

    private readonly record struct Start(int At, int Points, string Name, Kind? Kind, int Answers);

    // {12:NAME: — the name is in capitals, the number may be missing.
    private static IEnumerable<Start> Starts(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var at = open + 1;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (at >= text.Length || text[at] != ':' || at - open > 5) continue;
            var points = at == open + 1 ? 1 : int.Parse(text.AsSpan(open + 1, at - open - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            var name = ++at;
            while (at < text.Length && (char.IsAsciiLetterUpper(text[at]) || text[at] == '_')) at++;
            if (at == name || at >= text.Length || text[at] is not (':' or '}')) continue;
            var kind = text[name..at];
            yield return new(open, points, kind, text[at] == ':' ? ByName.GetValueOrDefault(kind) : null, at + 1);
        }
    }

    /// <summary>The part, or the first mistake in it, and where it ends.</summary>
    private static (ClozePart? Part, Mistake? Mistake, int End) ReadPart(string text, Start start)
    {
        var (kind, at) = (start.Kind!, start.Answers);
        List<ClozeAnswer> answers = [];
        Mistake? mistake = null;
        var hasGrades = false;
        do
        {
            if (at < text.Length && text[at] == '~') at++;
            var answerStart = at;
            var fraction = ReadFraction(text, ref at, out var isGrade);
            hasGrades |= isGrade;
            var answerEnd = End(text, at, "~#}");
            var feedbackEnd = answerEnd < text.Length && text[answerEnd] == '#' ? End(text, answerEnd + 1, "~}") : answerEnd;
            if (feedbackEnd >= text.Length) return (null, new(start.At, "cloze-open", "This embedded answer is never closed with }}."), text.Length);
            if (mistake is null)
            {
                var answer = Meant(text[at..answerEnd]);
                if (fraction is null) mistake = new(answerStart, "grade-out-of-range", "A grade is from -100% to 100%, not {0}%.", text[(answerStart + 1)..(at - 1)]);
                else if (answer.Length == 0) mistake = new(answerStart, "cloze-answer-empty", "An embedded answer has no text.");
                else if (ReadAnswer(kind, answer, fraction.Value, feedbackEnd > answerEnd ? Meant(text[(answerEnd + 1)..feedbackEnd]) : "") is { } read) answers.Add(read);
                else mistake = new(at, "not-a-number", "“{0}” is no number, and no number with a tolerance (3.14:0.01).", Naming.Clean(answer));
            }
            at = feedbackEnd;
        }
        while (text[at] != '}');
        mistake ??= kind.Is is ClozeKind.Choice or ClozeKind.Choices && answers.Count < 2 ? new(start.At, "too-few-choices", "There must be at least two choices.")
            : (kind.Is == ClozeKind.Choices ? !answers.Exists(answer => answer.Fraction > 0) : !answers.Exists(answer => answer.Fraction == 1)) ? new(start.At, "no-full-grade", "No answer earns the whole mark.")
            : null;
        return mistake is not null ? (null, mistake, at + 1)
            : (new(kind.Is, start.Points, kind.Is == ClozeKind.Choices ? Shared(answers, hasGrades) : answers, kind.Layout, kind.Shuffle), null, at + 1);
    }

    private static ClozeAnswer? ReadAnswer(Kind kind, string answer, decimal fraction, string feedback)
    {
        if (kind.Is != ClozeKind.Numerical || answer == "*") return new(new(answer, kind.Is is ClozeKind.Choice or ClozeKind.Choices ? TextFormat.Html : TextFormat.Plain), fraction, new(feedback));
        var colon = answer.IndexOf(':', StringComparison.Ordinal);
        if (Quantity.Parse(colon < 0 ? answer : answer[..colon], comma: true) is not { } number) return null;
        var tolerance = colon < 0 ? Quantity.Zero : Quantity.Parse(answer[(colon + 1)..], comma: true);
        return tolerance is { IsNegative: false } ? new(new(number.Written, TextFormat.Plain), fraction, new(feedback), tolerance) : null;
    }

    private static decimal? ReadFraction(string text, ref int at, out bool isGrade)
    {
        isGrade = false;
        if (at < text.Length && text[at] == '=')
        {
            at++;
            return 1;
        }
        if (at >= text.Length || text[at] != '%' || text.IndexOf('%', at + 1) is not (> 0 and var end) || end - at > 20) return 0;
        var written = text.AsSpan(at + 1, end - at - 1);
        if (written.IsEmpty || written.ContainsAnyExcept(InGrades)) return 0;
        isGrade = true;
        at = end + 1;
        return Grades.OfPercent(written.ToString());
    }

    // Right choices share the mark. Where no grades are written, a wrong choice takes away what a right one gives.
    private static List<ClozeAnswer> Shared(List<ClozeAnswer> answers, bool hasGrades)
    {
        var total = answers.Where(answer => answer.Fraction > 0).Sum(answer => answer.Fraction);
        return [.. answers.Select(answer => answer with
        {
            Fraction = answer.Fraction > 0 ? Grades.Trimmed(Math.Round(answer.Fraction / total, 7)) : hasGrades ? answer.Fraction : -Grades.Trimmed(Math.Round(1 / total, 7)),
        })];
    }

    // The first of the characters that isn't made ordinary by what is before it.
    private static int End(string text, int from, string ends)
    {
        for (var at = from; at < text.Length; at++)
            if (ends.Contains(text[at], StringComparison.Ordinal) && (at == from || !IsOrdinary(text, from, at, ends.Contains('#', StringComparison.Ordinal)))) return at;
        return text.Length;
    }

    // An answer may have entities (&#39; or &amp;#39; when an editor encoded it once more); feedback is ended by no #.
    private static bool IsOrdinary(string text, int from, int at, bool isAnswer) =>
        text[at - 1] == '\\' || (isAnswer && (text[at - 1] == '&' || (at - from >= 5 && text.AsSpan(at - 5, 5).SequenceEqual("&amp;"))));

    private static string Meant(string written) =>
        WebUtility.HtmlDecode(written).Replace(@"\}", "}", StringComparison.Ordinal).Replace(@"\#", "#", StringComparison.Ordinal).Replace(@"\~", "~", StringComparison.Ordinal).Trim();
}
