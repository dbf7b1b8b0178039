using System.Xml.Linq;

namespace Lectern.Qti.Reading;

/// <summary>Reads the declarations of variables (QTI 2.1 information model 3.3, 3.4 and 9.1).</summary>
internal sealed class DeclarationReader(Problems problems)
{
    internal ResponseDeclaration Response(XElement element) => Common(element, new ResponseDeclaration { Identifier = Name(element) }) with
    {
        Correct = Value(element, element.Child("correctResponse")),
        Mapping = Mapping(element),
        AreaMapping = AreaMapping(element.Child("areaMapping")),
    };

    internal OutcomeDeclaration Outcome(XElement element) => Common(element, new OutcomeDeclaration { Identifier = Name(element) }) with
    {
        NormalMaximum = element.Number("normalMaximum"),
        NormalMinimum = element.Number("normalMinimum"),
        MasteryValue = element.Number("masteryValue"),
        Interpretation = element.Text("interpretation"),
        ExternalScored = element.Text("externalScored"),
        Lookup = Table(element, Lexical.BaseTypeOf(element.Text("baseType")) ?? BaseType.Float),
        Mapping = Mapping(element),
    };

    internal TemplateDeclaration Template(XElement element) => Common(element, new TemplateDeclaration { Identifier = Name(element) }) with
    {
        IsMathVariable = element.Flag("mathVariable"),
        IsParameter = element.Flag("paramVariable"),
    };

    internal ContextDeclaration Context(XElement element) => Common(element, new ContextDeclaration { Identifier = Name(element) });

    /// <summary>A matchTable or interpolationTable inside an element; null for none.</summary>
    internal static LookupTable? Table(XElement element, BaseType target)
    {
        if (element.Child("matchTable") is { } match)
            return new MatchTable([.. match.Elements("matchTableEntry").Where(entry => entry.Number("sourceValue") is not null).Select(entry => new MatchTableEntry(entry.Number("sourceValue")!.Value, Target(entry)))],
                Lexical.ParseValue(target, match.Text("defaultValue")));
        if (element.Child("interpolationTable") is { } interpolation)
            return new InterpolationTable(
                [.. interpolation.Elements("interpolationTableEntry").Where(entry => entry.Number("sourceValue") is not null)
                    .Select(entry => new InterpolationTableEntry(entry.Number("sourceValue")!.Value, entry.Flag("includeBoundary", true), Target(entry)))],
                Lexical.ParseValue(target, interpolation.Text("defaultValue")), IsLinear: interpolation.Text("interpolationMethod") == "linear");
        return null;

        QtiValue? Target(XElement entry) => Lexical.ParseValue(target, entry.Text("targetValue"));
    }

    /// <summary>The value elements of a default, a correct response or a template default, in the type of the declaration.</summary>
    internal QtiValue? Value(XElement declaration, XElement? holder)
    {
        if (holder is null) return null;
        var (cardinality, baseType) = (CardinalityOf(declaration), Lexical.BaseTypeOf(declaration.Text("baseType")));
        var values = holder.Elements("value").ToList();
        if (cardinality == Cardinality.Record)
            return QtiValue.Record(values.Where(value => value.Text("fieldIdentifier") is not null)
                .Select(value => KeyValuePair.Create(value.Text("fieldIdentifier")!, Lexical.ParseValue(Lexical.BaseTypeOf(value.Text("baseType")) ?? baseType ?? BaseType.String, value.Value))));
        var items = values.Select(value => Item(declaration, baseType ?? BaseType.String, value.Value)).OfType<object>().ToList();
        if (items.Count == 0) return null;
        if (cardinality == Cardinality.Single && items.Count > 1) problems.Add("single-values", "“{0}” is single, but has several values; the first counts.", Name(declaration));
        return cardinality == Cardinality.Single ? QtiValue.Single(baseType ?? BaseType.String, items[0]) : QtiValue.Container(cardinality, baseType ?? BaseType.String, items);
    }

    private T Common<T>(XElement element, T declaration) where T : VariableDeclaration
    {
        var (cardinality, baseType) = (CardinalityOf(element), Lexical.BaseTypeOf(element.Text("baseType")));
        if (element.Text("identifier") is null) problems.Add("identifier-missing", "A declaration has no identifier.");
        if (baseType is null && cardinality != Cardinality.Record) problems.Add("base-type", "“{0}” is declared without a base type of the standard; it is taken for a string.", Name(element));
        return declaration with
        {
            Cardinality = cardinality,
            BaseType = cardinality == Cardinality.Record ? null : baseType ?? BaseType.String,
            // As an attribute the default is beyond the standard.
            Default = Value(element, element.Child("defaultValue")) ?? (element.Text("defaultValue") is { } text && baseType is { } single ? Lexical.ParseValue(single, text) : null),
        };
    }

    private object? Item(XElement declaration, BaseType baseType, string text)
    {
        // A string keeps its spaces, but not the line breaks that an editor put around it.
        var item = Lexical.Parse(baseType, baseType == BaseType.String && text.Contains('\n', StringComparison.Ordinal) ? text.Trim() : text);
        if (item is null && text.Trim().Length > 0) problems.Add("value", "“{0}” has the value “{1}”, which is no {2}; it was left out.", Name(declaration), text.Trim(), Lexical.Name(baseType));
        return item;
    }

    private Mapping? Mapping(XElement declaration)
    {
        if (declaration.Child("mapping") is not { } mapping) return null;
        var baseType = Lexical.BaseTypeOf(declaration.Text("baseType")) ?? BaseType.String;
        var isSensitive = mapping.Flag("caseSensitive", true);
        var entries = new List<MapEntry>();
        foreach (var entry in mapping.Elements("mapEntry"))
        {
            if (Item(declaration, baseType, (string?)entry.Attribute("mapKey") ?? "") is { } key && entry.Number("mappedValue") is { } value) entries.Add(new(key, value, entry.Flag("caseSensitive", isSensitive)));
            else problems.Add("map-entry", "An entry of the mapping of “{0}” has no key or no number; it was left out.", Name(declaration));
        }
        return new(entries, mapping.Number("defaultValue") ?? 0, mapping.Number("lowerBound"), mapping.Number("upperBound"));
    }

    private AreaMapping? AreaMapping(XElement? mapping)
    {
        if (mapping is null) return null;
        var entries = new List<AreaMapEntry>();
        foreach (var entry in mapping.Elements("areaMapEntry"))
        {
            if (Area.Read(entry.Text("shape"), entry.Text("coords")) is { } area && entry.Number("mappedValue") is { } value) entries.Add(new(area, value));
            else problems.Add("map-entry", "An entry of the mapping of “{0}” has no key or no number; it was left out.", Name(mapping.Parent!));
        }
        return new(entries, mapping.Number("defaultValue") ?? 0, mapping.Number("lowerBound"), mapping.Number("upperBound"));
    }

    private static Cardinality CardinalityOf(XElement declaration) =>
        Enum.TryParse<Cardinality>(declaration.Text("cardinality"), ignoreCase: true, out var cardinality) && Enum.IsDefined(cardinality) ? cardinality : Cardinality.Single;

    private static string Name(XElement declaration) => declaration.Text("identifier") ?? "";
}
