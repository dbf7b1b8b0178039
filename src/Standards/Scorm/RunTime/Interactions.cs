namespace Lectern.Scorm.RunTime;

/// <summary>What learner responses and correct response patterns look like, by the type of their interaction
/// (SCORM 2004 4th Ed. RTE 4.2.9, tables of cmi.interactions.n.learner_response and cmi.interactions.n.correct_responses.n.pattern).</summary>
internal static class Interactions
{
    internal static readonly string[] Types = ["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other"];

    private static readonly DataType Boolean = DataTypes.OneOf("true", "false");

    /// <summary>How many correct response patterns there may be at all.</summary>
    internal static int MostPatterns(string type) => type is "true-false" or "likert" or "numeric" or "other" ? 1 : int.MaxValue;

    /// <summary>Whether two patterns of one interaction may not be the same.</summary>
    internal static bool ArePatternsUnique(string type) => type is "choice" or "sequencing";

    internal static TypeCheck Response(string type, string value) => type switch
    {
        "true-false" => Boolean(value),
        "choice" => Choice(value),
        "fill-in" => FillIn(value),
        "long-fill-in" => DataTypes.LocalizedText(value),
        "matching" => value.Trim().Length == 0 ? TypeCheck.Fits : Matching(value),
        "performance" => Performance(value),
        "sequencing" => Sequencing(value),
        "likert" => DataTypes.Identifier(value),
        "numeric" => DataTypes.Real()(value),
        _ => TypeCheck.Fits,
    };

    internal static TypeCheck Pattern(string type, string value)
    {
        switch (type)
        {
            case "fill-in":
                var fillIn = Delimiters.Read(value, ("case_matters", Boolean), ("order_matters", Boolean));
                return fillIn.Check != TypeCheck.Fits ? fillIn.Check : FillIn(fillIn.Rest);
            case "long-fill-in":
                return Delimiters.Read(value, ("case_matters", Boolean), ("lang", DataTypes.Language)).Check;
            case "matching": return Matching(value);
            case "performance":
                var performance = Delimiters.Read(value, ("order_matters", Boolean));
                return performance.Check != TypeCheck.Fits ? performance.Check : Performance(performance.Rest);
            case "numeric": return Range(value, isRequired: true);
            default: return Response(type, value);
        }
    }

    private static string[] Parts(string value) => value.Split("[,]");

    // A set: nothing twice; nothing at all is an answer too.
    private static TypeCheck Choice(string value)
    {
        if (value.Length == 0) return TypeCheck.Fits;
        var parts = Parts(value);
        return DataTypes.Fits(parts.All(part => DataTypes.Identifier(part) == TypeCheck.Fits) && parts.Distinct(StringComparer.Ordinal).Count() == parts.Length);
    }

    private static TypeCheck Sequencing(string value) => DataTypes.Fits(Parts(value).All(part => DataTypes.Identifier(part) == TypeCheck.Fits));

    private static TypeCheck FillIn(string value) => DataTypes.Fits(Parts(value).All(part => DataTypes.LocalizedText(part) == TypeCheck.Fits));

    private static TypeCheck Matching(string value) => DataTypes.Fits(Parts(value).All(part =>
        part.Split("[.]") is [var source, var target] && DataTypes.Identifier(source) == TypeCheck.Fits && DataTypes.Identifier(target) == TypeCheck.Fits));

    // Steps of a name and an answer, one of which may be missing; the answer is text or a range of numbers.
    private static TypeCheck Performance(string value) => DataTypes.Fits(Parts(value).All(part =>
        part.Split("[.]") is [var name, var answer] && (name.Length > 0 || answer.Length > 0)
        && (name.Length == 0 || DataTypes.Identifier(name) == TypeCheck.Fits) && Range(answer, isRequired: false) == TypeCheck.Fits));

    private static TypeCheck Range(string value, bool isRequired)
    {
        var bounds = value.Split("[:]");
        if (bounds.Length == 1) return DataTypes.Fits(!isRequired);
        if (bounds.Length != 2) return TypeCheck.Mismatch;
        var least = bounds[0].Trim() is { Length: > 0 } low ? DataTypes.ReadReal(low) : decimal.MinValue;
        var most = bounds[1].Trim() is { Length: > 0 } high ? DataTypes.ReadReal(high) : decimal.MaxValue;
        return DataTypes.Fits(least is not null && most is not null && least <= most);
    }
}
