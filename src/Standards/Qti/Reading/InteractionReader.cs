using System.Xml.Linq;

namespace Lectern.Qti.Reading;

/// <summary>Finds the interactions of a body (QTI 2.1 information model 7) and checks that each has a response of a type that it can give.</summary>
internal sealed class InteractionReader(Problems problems, IReadOnlyList<ResponseDeclaration> responses)
{
    private sealed record Shape(InteractionKind Kind, BaseType[] BaseTypes, Cardinality[] Cardinalities);

    private static readonly Cardinality[] One = [Cardinality.Single];
    private static readonly Cardinality[] OneOrMore = [Cardinality.Single, Cardinality.Multiple];
    private static readonly Cardinality[] InOrder = [Cardinality.Ordered];
    private static readonly Cardinality[] Whichever = Enum.GetValues<Cardinality>();
    private static readonly BaseType[] Texts = [BaseType.String, BaseType.Integer, BaseType.Float];

    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        ["associateInteraction"] = new(InteractionKind.Associate, [BaseType.Pair], OneOrMore),
        ["choiceInteraction"] = new(InteractionKind.Choice, [BaseType.Identifier], OneOrMore),
        ["customInteraction"] = new(InteractionKind.Custom, Enum.GetValues<BaseType>(), Whichever),
        ["drawingInteraction"] = new(InteractionKind.Drawing, [BaseType.File], One),
        ["endAttemptInteraction"] = new(InteractionKind.EndAttempt, [BaseType.Boolean], One),
        ["extendedTextInteraction"] = new(InteractionKind.ExtendedText, Texts, Whichever),
        ["gapMatchInteraction"] = new(InteractionKind.GapMatch, [BaseType.DirectedPair], OneOrMore),
        ["graphicAssociateInteraction"] = new(InteractionKind.GraphicAssociate, [BaseType.Pair], OneOrMore),
        ["graphicGapMatchInteraction"] = new(InteractionKind.GraphicGapMatch, [BaseType.DirectedPair], OneOrMore),
        ["graphicOrderInteraction"] = new(InteractionKind.GraphicOrder, [BaseType.Identifier], InOrder),
        ["hotspotInteraction"] = new(InteractionKind.Hotspot, [BaseType.Identifier], OneOrMore),
        ["hottextInteraction"] = new(InteractionKind.Hottext, [BaseType.Identifier], OneOrMore),
        ["inlineChoiceInteraction"] = new(InteractionKind.InlineChoice, [BaseType.Identifier], One),
        ["matchInteraction"] = new(InteractionKind.Match, [BaseType.DirectedPair], OneOrMore),
        ["mediaInteraction"] = new(InteractionKind.Media, [BaseType.Integer], One),
        ["orderInteraction"] = new(InteractionKind.Order, [BaseType.Identifier], InOrder),
        ["portableCustomInteraction"] = new(InteractionKind.PortableCustom, Enum.GetValues<BaseType>(), Whichever),
        ["positionObjectInteraction"] = new(InteractionKind.PositionObject, [BaseType.Point], OneOrMore),
        ["selectPointInteraction"] = new(InteractionKind.SelectPoint, [BaseType.Point], OneOrMore),
        ["sliderInteraction"] = new(InteractionKind.Slider, [BaseType.Integer, BaseType.Float], One),
        ["textEntryInteraction"] = new(InteractionKind.TextEntry, Texts, [Cardinality.Single, Cardinality.Record]),
        ["uploadInteraction"] = new(InteractionKind.Upload, [BaseType.File], One),
    };

    private static readonly Dictionary<string, ChoiceRole> Roles = new(StringComparer.Ordinal)
    {
        ["simpleChoice"] = ChoiceRole.Choice,
        ["inlineChoice"] = ChoiceRole.Choice,
        ["simpleAssociableChoice"] = ChoiceRole.Choice,
        ["gapText"] = ChoiceRole.Choice,
        ["gapImg"] = ChoiceRole.Choice,
        ["hottext"] = ChoiceRole.Choice,
        ["gap"] = ChoiceRole.Gap,
        ["hotspotChoice"] = ChoiceRole.Hotspot,
        ["associableHotspot"] = ChoiceRole.Hotspot,
    };

    /// <summary>The name of the element of an interaction of this kind.</summary>
    internal static string ElementOf(InteractionKind kind) => Shapes.First(shape => shape.Value.Kind == kind).Key;

    internal static bool IsInteraction(XElement element) => element.Name.Namespace == XNamespace.None && Shapes.ContainsKey(element.Local);

    internal List<Interaction> Read(XElement? body)
    {
        if (body is null) return [];
        var interactions = new List<Interaction>();
        foreach (var element in body.Descendants().Where(element => element.Name.Namespace == XNamespace.None && element.Local.EndsWith("Interaction", StringComparison.Ordinal)))
        {
            if (!Shapes.TryGetValue(element.Local, out var shape)) problems.Add("interaction-unknown", "“{0}” is no interaction of the standard; it was left out.", element.Local);
            else
            {
                var interaction = Interaction(element, shape);
                interactions.Add(interaction);
                Check(interaction, shape);
            }
        }
        foreach (var twice in interactions.Where(interaction => interaction.Kind != InteractionKind.EndAttempt && interaction.Kind != InteractionKind.PositionObject)
                     .GroupBy(interaction => interaction.ResponseIdentifier).Where(group => group.Count() > 1))
            problems.Add("response-twice", "{0} interactions answer into the same variable “{1}”.", $"{twice.Count()}", twice.Key);
        return interactions;
    }

    private Interaction Interaction(XElement element, Shape shape) => new()
    {
        Kind = shape.Kind,
        ResponseIdentifier = element.Text("responseIdentifier") ?? "",
        Prompt = element.Child("prompt"),
        Choices = [.. element.Descendants().Where(inner => inner.Name.Namespace == XNamespace.None && Roles.ContainsKey(inner.Local)).Select(Choice)],
        // The image on which objects are positioned belongs to the stage around the interaction.
        Object = element.Elements().FirstOrDefault(IsMedium) ?? (element.Parent is { } stage && stage.Is("positionObjectStage") ? stage.Elements().FirstOrDefault(IsMedium) : null),
        Element = element,
    };

    private Choice Choice(XElement element)
    {
        var identifier = element.Text("identifier");
        if (identifier is null) problems.Add("choice-identifier", "A choice “{0}” has no identifier.", element.Local);
        var area = Area.Read(element.Text("shape"), element.Text("coords"));
        if (Roles[element.Local] == ChoiceRole.Hotspot && area is null) problems.Add("hotspot-area", "The hotspot “{0}” has no area that can be read.", identifier ?? "");
        return new()
        {
            Identifier = identifier ?? "",
            Role = element.Local == "simpleAssociableChoice" && element.Parent is { } set && set.Is("simpleMatchSet") && set.ElementsBeforeSelf("simpleMatchSet").Any() ? ChoiceRole.Target : Roles[element.Local],
            IsFixed = element.Flag("fixed"),
            MatchMax = element.Whole("matchMax", otherwise: 1),
            MatchMin = element.Whole("matchMin", otherwise: 0),
            MatchGroup = element.Words("matchGroup"),
            Area = area,
            Template = element.Text("templateIdentifier") is { } template && identifier is not null ? new(template, identifier, IsHidden: element.Text("showHide") == "hide") : null,
            Element = element,
        };
    }

    private void Check(Interaction interaction, Shape shape)
    {
        if (responses.FirstOrDefault(response => response.Identifier == interaction.ResponseIdentifier) is not { } declared)
        {
            problems.Add("response-missing", "The {0} answers into “{1}”, which is not declared.", interaction.Element.Local, interaction.ResponseIdentifier);
            return;
        }
        if (!shape.Cardinalities.Contains(declared.Cardinality) || declared.BaseType is { } baseType && !shape.BaseTypes.Contains(baseType))
            problems.Add("response-type", "The {0} can't answer into “{1}”, which is {2}.", interaction.Element.Local, declared.Identifier,
                $"{declared.Cardinality} {declared.BaseType}".Trim().ToLowerInvariant());
        foreach (var twice in interaction.Choices.GroupBy(choice => choice.Identifier).Where(group => group.Key.Length > 0 && group.Count() > 1))
            problems.Add("choice-twice", "The identifier “{0}” is used by {1} choices.", twice.Key, $"{twice.Count()}");
        var known = interaction.Choices.Select(choice => choice.Identifier).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0 || interaction.Kind is InteractionKind.Custom or InteractionKind.PortableCustom) return;
        foreach (var name in (declared.Correct?.Items ?? []).SelectMany(NamesIn).Where(name => !known.Contains(name)))
            problems.Add("correct-unknown", "The correct answer of “{0}” names “{1}”, which can't be chosen.", declared.Identifier, name);
    }

    private static IEnumerable<string> NamesIn(object item) => item switch { QtiPair pair => [pair.First, pair.Second], string name => [name], _ => [] };

    private static bool IsMedium(XElement element) => element.Local is "object" or "img" or "picture" or "svg" or "audio" or "video";
}
