using System.Xml.Linq;
using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm;

/// <summary>The ADL additions to an item that the run-time needs (SCORM 1.2 CAM 2.3.2.5.3; SCORM 2004 4th Ed. CAM 3.4.1.6 and 5.1).</summary>
internal static class ItemDetails
{
    private const int LongestData = 64_000;

    internal delegate void Warn(string code, string sentence, params string[] arguments);

    internal static Item Read(XElement item, SequencingDefinition sequencing, Warn warn) => new()
    {
        Identifier = "",
        Title = "",
        Prerequisites = Prerequisites(item, warn),
        MasteryScore = MasteryScore(item, warn),
        MaxTimeAllowed = ManifestReader.Text(ManifestReader.Child(item, "maxtimeallowed")) ?? sequencing.Limits.AttemptAbsoluteDurationLimit,
        TimeLimitAction = ManifestReader.Text(ManifestReader.Child(item, "timelimitaction")),
        DataFromLms = DataFromLms(item),
        CompletionThreshold = CompletionThreshold(ManifestReader.Child(item, "completionThreshold")),
        ScaledPassingScore = sequencing.PrimaryObjective.SatisfiedByMeasure ? sequencing.PrimaryObjective.MinNormalizedMeasure : null,
        Sequencing = sequencing,
        Completion = Completion(item),
        DataMaps = [.. DataMaps(item)],
        HiddenDevices = ManifestReader.Children(ManifestReader.Child(ManifestReader.Child(item, "presentation"), "navigationInterface"), "hideLMSUI")
            .Select(ManifestReader.Text).OfType<string>().ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>The 4th edition's attributes of completionThreshold, on an item or an organization (CAM 5.1.6).</summary>
    internal static CompletionRule Completion(XElement owner)
    {
        if (ManifestReader.Child(owner, "completionThreshold") is not { } threshold) return CompletionRule.Default;
        return new()
        {
            CompletedByMeasure = SequencingReader.Flag(threshold, "completedByMeasure"),
            MinProgressMeasure = Within(SequencingReader.Decimal(threshold, "minProgressMeasure"), 0, 1) ?? 1,
            ProgressWeight = Within(SequencingReader.Decimal(threshold, "progressWeight"), 0, 1) ?? 1,
        };
    }

    private static IEnumerable<DataMap> DataMaps(XElement item) =>
        ManifestReader.Children(ManifestReader.Child(item, "data"), "map")
            .Where(map => SequencingReader.Identifier(map, "targetID") is not null)
            .Select(map => new DataMap(SequencingReader.Identifier(map, "targetID")!, SequencingReader.Flag(map, "readSharedData", true), SequencingReader.Flag(map, "writeSharedData", true)))
            .DistinctBy(map => map.TargetId);

    private static string? Prerequisites(XElement item, Warn warn)
    {
        var element = ManifestReader.Child(item, "prerequisites");
        if (ManifestReader.Text(element) is not { } script) return null;
        if (ManifestReader.Attribute(element!, "type") is null or "aicc_script") return script;
        warn("prerequisites-language", "A prerequisite is written in a language other than aicc_script, so its item is open from the start.");
        return null;
    }

    private static decimal? MasteryScore(XElement item, Warn warn)
    {
        if (ManifestReader.Text(ManifestReader.Child(item, "masteryscore")) is not { } text) return null;
        var score = Within(ManifestReader.Number(text), 0, 100);
        if (score is null) warn("mastery-score", "A mastery score of “{0}” is not a number from 0 to 100 and was ignored.", text);
        return score;
    }

    // Content reads it back as it stands, line breaks included.
    private static string? DataFromLms(XElement item) =>
        ManifestReader.Child(item, "datafromlms")?.Value is { Length: > 0 and <= LongestData } data && data.Trim().Length > 0 ? data : null;

    // Text in the 2nd and 3rd edition; in the 4th, minProgressMeasure counts only with completedByMeasure, and is 1 by default.
    private static decimal? CompletionThreshold(XElement? threshold)
    {
        if (threshold is null) return null;
        if (ManifestReader.Text(threshold) is { } text) return Within(ManifestReader.Number(text), 0, 1);
        return IsTrue(ManifestReader.Attribute(threshold, "completedByMeasure"))
            ? Within(ManifestReader.Number(ManifestReader.Attribute(threshold, "minProgressMeasure")), 0, 1) ?? 1
            : null;
    }

    private static bool IsTrue(string? value) => value is "true" or "1";

    private static decimal? Within(decimal? number, decimal least, decimal most) => number >= least && number <= most ? number : null;
}
