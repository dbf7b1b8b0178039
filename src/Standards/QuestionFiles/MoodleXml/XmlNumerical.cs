namespace Lectern.QuestionFiles.MoodleXml;

internal sealed class XmlNumerical : XmlKind<Numerical>
{
    internal override IReadOnlyList<string> Names => ["numerical"];

    internal override QuestionContent? Read(XmlQuestion question, string type)
    {
        List<NumericalAnswer> answers = [];
        foreach (var part in question.Children("answer"))
        {
            if (question.Grade(part) is not { } fraction) return null;
            var written = question.Plain(part);
            if (written.Length == 0 && fraction == 0 && question.FeedbackOf(part).IsEmpty) continue;
            var number = Quantity.Parse(written, comma: true);
            if (number is null && written is not ("*" or "")) return question.Reading.Refuse<QuestionContent>(question.OffsetOf(part), "not-a-number", "“{0}” is no number.", Naming.Clean(written));
            var tolerance = question.Quantity(part, "tolerance", Quantity.Zero);
            answers.Add(new(number, number is null ? Quantity.Zero : tolerance.IsNegative ? Quantity.Parse(tolerance.Written[1..])!.Value : tolerance, fraction, question.FeedbackOf(part)));
        }
        if (answers.Count == 0) return question.Reading.Refuse<QuestionContent>(question.Offset, "no-answer", "There must be at least one answer.");
        question.Reading.LookAtGrades(question.Offset, answers.Select(answer => answer.Fraction), single: true);
        return new Numerical { Answers = answers, Units = XmlUnits.Read(question) };
    }

    protected override void Write(MoodleXmlWriter writer, Numerical content)
    {
        foreach (var answer in content.Answers)
            writer.Answer(new(new(answer.Number?.Written ?? "*", TextFormat.Moodle), answer.Fraction, answer.Feedback), () => writer.Element("tolerance", answer.Tolerance.Written));
        XmlUnits.Write(writer, content.Units);
    }
}

/// <summary>Units, of numerical and of calculated questions.</summary>
internal static class XmlUnits
{
    internal static UnitHandling Read(XmlQuestion question)
    {
        var units = question.Children("units").SelectMany(units => XmlQuestion.Children(units, "unit"))
            .Select(unit => new Unit(XmlQuestion.Text(unit, "unit_name"), question.Quantity(unit, "multiplier", Quantity.Of(1)))).Where(unit => unit.Name.Length > 0).ToList();
        return new()
        {
            Units = units,
            Show = question.Number("showunits", units.Count == 0 ? 3 : 0),
            Grading = question.Number("unitgradingtype", 0),
            Penalty = Math.Clamp(question.Decimal("unitpenalty", UnitHandling.None.Penalty), 0, 1),
            OnTheLeft = question.Is("unitsleft", false),
            Instructions = question.Formatted("instructions"),
        };
    }

    internal static void Write(MoodleXmlWriter writer, UnitHandling units)
    {
        if (units.Units.Count > 0)
            writer.Inside("units", () =>
            {
                foreach (var unit in units.Units)
                    writer.Inside("unit", () =>
                    {
                        writer.Element("multiplier", unit.Multiplier.Written);
                        writer.Element("unit_name", unit.Name);
                    });
            });
        writer.Element("unitgradingtype", units.Grading);
        writer.Element("unitpenalty", MoodleXmlWriter.Number(units.Penalty));
        writer.Element("showunits", units.Show);
        writer.Element("unitsleft", units.OnTheLeft ? 1 : 0);
        if (!units.Instructions.IsEmpty) writer.Formatted("instructions", units.Instructions);
    }
}
