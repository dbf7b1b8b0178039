using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Lectern.Scorm.ManifestReader;

namespace Lectern.Scorm.Sequencing;

/// <summary>Reads an imsss:sequencing element with the ADL extensions (SCORM 2004 4th Ed. CAM 5.1). A template that it refers to
/// gives every part that it doesn't have itself (CAM 5.1.1, IDRef). What can't be read has its default.</summary>
internal sealed partial class SequencingReader
{
    private readonly Dictionary<string, XElement> templates = new(StringComparer.Ordinal);
    private readonly ItemDetails.Warn warn;

    internal SequencingReader(XElement manifest, ItemDetails.Warn warn)
    {
        this.warn = warn;
        foreach (var template in Children(Child(manifest, "sequencingCollection"), "sequencing"))
            if (Attribute(template, "ID") is { } id) templates.TryAdd(id, template);
    }

    /// <summary>The sequencing of an item or an organization.</summary>
    internal SequencingDefinition Read(XElement owner)
    {
        if (Child(owner, "sequencing") is not { } own) return SequencingDefinition.Default;
        var template = Attribute(own, "IDRef") is { } reference ? templates.GetValueOrDefault(reference) : null;
        if (template is null && Attribute(own, "IDRef") is { } missing)
            warn("sequencing-template", "An item refers to a sequencing template “{0}” that the manifest doesn't have.", missing);

        XElement? Part(string name, bool ofAdl = false)
        {
            XElement? In(XElement? sequencing) => Children(sequencing, name).FirstOrDefault(part => IsAdl(part) == ofAdl);
            return In(own) ?? In(template);
        }

        var rules = Part("sequencingRules");
        var choice = Part("constrainedChoiceConsiderations", ofAdl: true);
        return new()
        {
            ControlMode = ReadControlMode(Part("controlMode")),
            ConstrainedChoice = new() { PreventActivation = Flag(choice, "preventActivation"), ConstrainChoice = Flag(choice, "constrainChoice") },
            PreConditions = ReadRules(rules, "preConditionRule"),
            ExitConditions = ReadRules(rules, "exitConditionRule"),
            PostConditions = ReadRules(rules, "postConditionRule"),
            Limits = ReadLimits(Part("limitConditions")),
            AuxiliaryResources = [.. Children(Part("auxiliaryResources"), "auxiliaryResource").Select(resource => Attribute(resource, "auxiliaryResourceID")).OfType<string>()],
            Rollup = ReadRollup(Part("rollupRules"), Part("rollupConsiderations", ofAdl: true)),
            Objectives = ReadObjectives(Part("objectives"), Part("objectives", ofAdl: true)),
            Randomization = ReadRandomization(Part("randomizationControls")),
            Delivery = ReadDelivery(Part("deliveryControls")),
        };
    }

    private static bool IsAdl(XElement part) => part.Name.NamespaceName.Contains("adlseq", StringComparison.OrdinalIgnoreCase);

    private static ControlMode ReadControlMode(XElement? mode) => new()
    {
        Choice = Flag(mode, "choice", true),
        ChoiceExit = Flag(mode, "choiceExit", true),
        Flow = Flag(mode, "flow"),
        ForwardOnly = Flag(mode, "forwardOnly"),
        UseCurrentAttemptObjectiveInfo = Flag(mode, "useCurrentAttemptObjectiveInfo", true),
        UseCurrentAttemptProgressInfo = Flag(mode, "useCurrentAttemptProgressInfo", true),
    };

    private static LimitConditions ReadLimits(XElement? limits) => new()
    {
        AttemptLimit = Whole(limits, "attemptLimit"),
        AttemptAbsoluteDurationLimit = limits is null ? null : Attribute(limits, "attemptAbsoluteDurationLimit"),
    };

    private static Randomization ReadRandomization(XElement? controls) => new()
    {
        RandomizationTiming = Word<RandomizationTiming>(controls, "randomizationTiming"),
        ReorderChildren = Flag(controls, "reorderChildren"),
        SelectionTiming = Word<RandomizationTiming>(controls, "selectionTiming"),
        SelectCount = Whole(controls, "selectCount"),
    };

    private static DeliveryControls ReadDelivery(XElement? controls) => new()
    {
        IsTracked = Flag(controls, "tracked", true),
        CompletionSetByContent = Flag(controls, "completionSetByContent"),
        ObjectiveSetByContent = Flag(controls, "objectiveSetByContent"),
    };

    private static List<SequencingRule> ReadRules(XElement? rules, string name)
    {
        var read = new List<SequencingRule>();
        foreach (var element in Children(rules, name))
        {
            var conditions = Child(element, "ruleConditions");
            if (Optional<RuleAction>(Child(element, "ruleAction"), "action") is { } action)
                read.Add(new(action, ReadConditions(conditions, "ruleCondition"), AllMustHold: AllMustHold(conditions, true)));
        }
        return read;
    }

    private static RollupRules ReadRollup(XElement? rollup, XElement? considerations)
    {
        var rules = new List<RollupRule>();
        foreach (var element in Children(rollup, "rollupRule"))
        {
            var conditions = Child(element, "rollupConditions");
            if (Optional<RollupAction>(Child(element, "rollupAction"), "action") is not { } action) continue;
            rules.Add(new(action, ReadConditions(conditions, "rollupCondition"))
            {
                Children = Word<ChildActivitySet>(element, "childActivitySet"),
                MinimumCount = Whole(element, "minimumCount") ?? 0,
                MinimumPercent = Decimal(element, "minimumPercent") ?? 0,
                AllMustHold = AllMustHold(conditions, false),
            });
        }
        return new()
        {
            Rules = rules,
            ObjectiveSatisfied = Flag(rollup, "rollupObjectiveSatisfied", true),
            ProgressCompletion = Flag(rollup, "rollupProgressCompletion", true),
            ObjectiveMeasureWeight = Decimal(rollup, "objectiveMeasureWeight") ?? 1,
            RequiredForSatisfied = Word<RequiredFor>(considerations, "requiredForSatisfied"),
            RequiredForNotSatisfied = Word<RequiredFor>(considerations, "requiredForNotSatisfied"),
            RequiredForCompleted = Word<RequiredFor>(considerations, "requiredForCompleted"),
            RequiredForIncomplete = Word<RequiredFor>(considerations, "requiredForIncomplete"),
            MeasureSatisfactionIfActive = Flag(considerations, "measureSatisfactionIfActive", true),
        };
    }

    // The default is "all" for sequencing rules and "any" for rollup rules (CAM 5.1.2.1 and 5.1.4.1).
    private static bool AllMustHold(XElement? conditions, bool byDefault) =>
        conditions is not null && Attribute(conditions, "conditionCombination") is { } word ? word == "all" : byDefault;

    private static List<RuleCondition> ReadConditions(XElement? conditions, string name)
    {
        var read = new List<RuleCondition>();
        foreach (var element in Children(conditions, name))
        {
            if (Optional<ConditionKind>(element, "condition") is { } kind)
                read.Add(new(kind, Attribute(element, "operator") == "not", Identifier(element, "referencedObjective"), Decimal(element, "measureThreshold") ?? 0));
        }
        return read;
    }

    private static List<ObjectiveDefinition> ReadObjectives(XElement? objectives, XElement? extension)
    {
        var extended = Children(extension, "objective").GroupBy(element => Identifier(element, "objectiveID") ?? "").ToDictionary(group => group.Key, group => group.ToList());
        var primary = Child(objectives, "primaryObjective");
        var read = new List<ObjectiveDefinition> { primary is null ? new() : ReadObjective(primary, extended) };
        foreach (var element in Children(objectives, "objective"))
            if (Identifier(element, "objectiveID") is { } id && read.TrueForAll(known => known.Id != id)) read.Add(ReadObjective(element, extended));
        return read;
    }

    private static ObjectiveDefinition ReadObjective(XElement objective, Dictionary<string, List<XElement>> extended)
    {
        var id = Identifier(objective, "objectiveID");
        var maps = new List<ObjectiveMap>();
        foreach (var element in Children(objective, "mapInfo"))
        {
            if (Identifier(element, "targetObjectiveID") is not { } target) continue;
            maps.Add(new(target)
            {
                ReadSatisfied = Flag(element, "readSatisfiedStatus", true),
                ReadMeasure = Flag(element, "readNormalizedMeasure", true),
                WriteSatisfied = Flag(element, "writeSatisfiedStatus"),
                WriteMeasure = Flag(element, "writeNormalizedMeasure"),
            });
        }
        foreach (var element in extended.GetValueOrDefault(id ?? "", []).SelectMany(extension => Children(extension, "mapInfo")))
        {
            if (Identifier(element, "targetObjectiveID") is not { } target) continue;
            var known = maps.FindIndex(map => map.TargetId == target);
            var map = (known < 0 ? new(target) : maps[known]) with
            {
                ReadRawScore = Flag(element, "readRawScore", true),
                ReadMinScore = Flag(element, "readMinScore", true),
                ReadMaxScore = Flag(element, "readMaxScore", true),
                ReadCompletion = Flag(element, "readCompletionStatus", true),
                ReadProgress = Flag(element, "readProgressMeasure", true),
                WriteRawScore = Flag(element, "writeRawScore"),
                WriteMinScore = Flag(element, "writeMinScore"),
                WriteMaxScore = Flag(element, "writeMaxScore"),
                WriteCompletion = Flag(element, "writeCompletionStatus"),
                WriteProgress = Flag(element, "writeProgressMeasure"),
            };
            if (known < 0) maps.Add(map);
            else maps[known] = map;
        }
        return new()
        {
            Id = id,
            SatisfiedByMeasure = Flag(objective, "satisfiedByMeasure"),
            MinNormalizedMeasure = Number(Text(Child(objective, "minNormalizedMeasure"))) is { } measure and >= -1 and <= 1 ? measure : 1,
            Maps = maps,
        };
    }

    /// <summary>An identifier that is a URI (CAM 5.1.7, objectiveID; xs:anyURI collapses white space, and %20 is how a URI writes it).</summary>
    internal static string? Identifier(XElement element, string name) =>
        Attribute(element, name) is { } value && Space.Replace(value, " ").Trim() is { Length: > 0 } identifier ? identifier : null;

    [GeneratedRegex(@"(\s|%20)+", RegexOptions.CultureInvariant)]
    private static partial Regex Space { get; }

    internal static bool Flag(XElement? element, string name, bool byDefault = false) =>
        element is not null && Attribute(element, name) is { } value ? value is "true" or "1" : byDefault;

    internal static decimal? Decimal(XElement? element, string name) => element is null ? null : Number(Attribute(element, name));

    private static int? Whole(XElement? element, string name) =>
        element is not null && int.TryParse(Attribute(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T Word<T>(XElement? element, string name) where T : struct, Enum => Optional<T>(element, name) ?? default;

    // The tokens of the standard are the names of our words, written in camel case.
    private static T? Optional<T>(XElement? element, string name) where T : struct, Enum =>
        element is not null && Attribute(element, name) is { Length: > 0 } word && char.IsLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;
}
