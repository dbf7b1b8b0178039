using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lectern.QuestionFiles.MoodleXml;

internal sealed partial class XmlCalculated : XmlKind<Calculated>
{
    internal override IReadOnlyList<string> Names => ["calculated", "calculatedsimple", "calculatedmulti"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        var of = type switch { "calculated" => CalculatedKind.Number, "calculatedsimple" => CalculatedKind.SimpleNumber, _ => CalculatedKind.Choices };
        List<Formula> answers = [];
        foreach (var part in question.Children("answer"))
        {
            if (question.Grade(part) is not { } fraction) return null;
            // Only choices can be formatted, and in files from before they could be, they are plain.
            var text = of == CalculatedKind.Choices && part.Attribute("format") is not null ? question.Formatted(part, TextFormat.Plain) : new FormattedText(question.Plain(part), TextFormat.Plain);
            if (text.IsEmpty) text = text with { Text = "*" };
            answers.Add(new(text, fraction, question.FeedbackOf(part), question.Quantity(part, "tolerance", Quantity.Zero),
                XmlQuestion.Number(part, "tolerancetype", 1), XmlQuestion.Number(part, "correctanswerlength", 2), XmlQuestion.Number(part, "correctanswerformat", 1)));
        }
        if (answers.Count < (of == CalculatedKind.Choices ? 2 : 1))
            return of == CalculatedKind.Choices ? question.Reading.Refuse<QuestionContent>(question.Offset, "too-few-choices", "There must be at least two choices.") : question.Reading.Refuse<QuestionContent>(question.Offset, "no-answer", "There must be at least one answer.");
        var single = question.Is("single", true);
        question.Reading.LookAtGrades(question.Offset, answers.Select(answer => answer.Fraction), single || of != CalculatedKind.Choices);
        var variables = question.Children("dataset_definitions").SelectMany(all => XmlQuestion.Children(all, "dataset_definition")).Select(part => ReadVariable(question, part)).ToList();
        var used = answers.Select(answer => answer.Text.Text).Append(question.Plain(question.Child("questiontext"))).SelectMany(text => Wildcard().Matches(text)).Select(match => match.Groups[1].Value);
        foreach (var missing in used.Except(variables.Select(variable => variable.Name), StringComparer.Ordinal))
            question.Reading.Lose(question.Offset, "variable-missing", "The variable “{0}” has no values in the file.", missing);
        foreach (var empty in variables.Where(variable => variable.Values.Count == 0)) question.Reading.Note(question.Offset, "variable-without-values", "The variable “{0}” has no values yet; they will be made from its range.", empty.Name);
        return new Calculated
        {
            Of = of,
            Answers = answers,
            Variables = variables,
            Synchronize = question.Number("synchronize", 0),
            OnlyOne = single,
            Shuffle = question.Is("shuffleanswers", false),
            Numbering = question.Text("answernumbering") is { Length: > 0 } numbering ? numbering : Choices.UsualNumbering,
            Units = XmlUnits.Read(question),
            Feedback = question.CombinedFeedback(),
        };
    }

    private static Variable ReadVariable(XmlQuestion question, XElement part) => new(
        question.Plain(XmlQuestion.Child(part, "name")),
        question.Plain(XmlQuestion.Child(part, "status")) == "shared",
        question.Plain(XmlQuestion.Child(part, "distribution")) is { Length: > 0 } distribution ? distribution : "uniform",
        Bound(question, part, "minimum", Quantity.Of(1)),
        Bound(question, part, "maximum", Quantity.Of(10)),
        int.TryParse(question.Plain(XmlQuestion.Child(part, "decimals")), NumberStyles.None, CultureInfo.InvariantCulture, out var decimals) ? decimals : 1,
        [.. XmlQuestion.Children(part, "dataset_items").SelectMany(items => XmlQuestion.Children(items, "dataset_item")).OrderBy(item => XmlQuestion.Number(item, "number", 0)).Select(item => question.Quantity(item, "value", Quantity.Zero))]);

    private static Quantity Bound(XmlQuestion question, XElement part, string name, Quantity usual) => Quantity.Parse(question.Plain(XmlQuestion.Child(part, name)), comma: true) ?? usual;

    protected override void Write(MoodleXmlWriter writer, Calculated content)
    {
        writer.Element("synchronize", content.Synchronize);
        writer.Element("single", content.OnlyOne ? 1 : 0);
        writer.Element("answernumbering", content.Numbering);
        writer.Element("shuffleanswers", content.Shuffle ? 1 : 0);
        writer.CombinedFeedback(content.Feedback);
        foreach (var answer in content.Answers)
            writer.Answer(new(answer.Text, answer.Fraction, answer.Feedback), () =>
            {
                writer.Element("tolerance", answer.Tolerance.Written);
                writer.Element("tolerancetype", answer.ToleranceKind);
                writer.Element("correctanswerformat", answer.DigitsKind);
                writer.Element("correctanswerlength", answer.Digits);
            });
        XmlUnits.Write(writer, content.Units);
        writer.Inside("dataset_definitions", () =>
        {
            foreach (var variable in content.Variables) writer.Inside("dataset_definition", () => WriteVariable(writer, content, variable));
        });
    }

    private static void WriteVariable(MoodleXmlWriter writer, Calculated content, Variable variable)
    {
        writer.Holder("status", variable.Shared ? "shared" : "private");
        writer.Holder("name", variable.Name);
        writer.Element("type", content.Of == CalculatedKind.Number ? "calculated" : "calculatedsimple");
        writer.Holder("distribution", variable.Distribution);
        writer.Holder("minimum", variable.Least.Written);
        writer.Holder("maximum", variable.Most.Written);
        writer.Holder("decimals", variable.Decimals.ToString(CultureInfo.InvariantCulture));
        writer.Element("itemcount", variable.Values.Count);
        if (variable.Values.Count == 0) return;
        writer.Inside("dataset_items", () =>
        {
            foreach (var (i, value) in variable.Values.Index())
                writer.Inside("dataset_item", () =>
                {
                    writer.Element("number", i + 1);
                    writer.Element("value", value.Written);
                });
        });
        writer.Element("number_of_items", variable.Values.Count);
    }

    // A name begins with a letter, so that {={a}+1} is a formula with one variable in it.
    [GeneratedRegex("""\{(\p{L}[^<>{}\s"']*)\}""")]
    private static partial Regex Wildcard();
}
