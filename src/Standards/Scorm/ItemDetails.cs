using System.Xml.Linq;

namespace Lectern.Scorm;

/// <summary>The ADL additions to an item that the run-time needs (SCORM 1.2 CAM 2.3.2.5.3; SCORM 2004 4th Ed. CAM 3.4.1.6 and 5.1).</summary>
internal static class ItemDetails
{
    private const int LongestData = 64_000;

    internal delegate void Warn(string code, string sentence, params string[] arguments);

    internal static Item Read(XElement item, Warn warn)
    {
        var objective = ManifestReader.Child(ManifestReader.Child(ManifestReader.Child(item, "sequencing"), "objectives"), "primaryObjective");
        return new()
        {
            Identifier = "",
            Title = "",
            Prerequisites = Prerequisites(item, warn),
            MasteryScore = MasteryScore(item, warn),
            MaxTimeAllowed = ManifestReader.Text(ManifestReader.Child(item, "maxtimeallowed"))
                ?? ManifestReader.Attribute(ManifestReader.Child(ManifestReader.Child(item, "sequencing"), "limitConditions") ?? item, "attemptAbsoluteDurationLimit"),
            TimeLimitAction = ManifestReader.Text(ManifestReader.Child(item, "timelimitaction")),
            DataFromLms = DataFromLms(item),
            CompletionThreshold = CompletionThreshold(ManifestReader.Child(item, "completionThreshold")),
            ScaledPassingScore = objective is not null && IsTrue(ManifestReader.Attribute(objective, "satisfiedByMeasure"))
                ? Within(ManifestReader.Number(ManifestReader.Text(ManifestReader.Child(objective, "minNormalizedMeasure"))), -1, 1) ?? 1
                : null,
        };
    }

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
