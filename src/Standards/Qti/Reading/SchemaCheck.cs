using System.Xml.Linq;

namespace Lectern.Qti.Reading;

/// <summary>Tells of attributes that no version of the standard has: they are misspelt, or mean something that is not done here.</summary>
internal static class SchemaCheck
{
    // The attributes of the schemas of 2.0 to 3.0, by their 2.x names; those of HTML and of bodies (class, id, …) are not told of.
    private static readonly HashSet<string> Known = [.. ("access adaptive align allowComment allowLateSubmission allowReview allowSkipping alt audience autostart base baseType calculatorType cardinality caseSensitive " +
        "category centerPoint centrePoint class coords countAttempt customInteractionTypeIdentifier data definition delimiter dir excludeCategory expectedLength expectedLines externalScored fallbackPath field " +
        "fieldIdentifier figures fixed format height hotspotLabel href id identifier includeBoundary includeCategory includeLowerBound includeUpperBound index interpolationMethod interpretation keepTogether label lang " +
        "longInterpretation loop lowerBound mapKey mappedValue mappingIndicator masteryValue matchGroup matchMax matchMin mathVariable max maxAssociations maxAttempts maxChoices maxPlays maxStrings maxTime media mimeType min " +
        "minAssociations minChoices minPlays minStrings minTime mode module n name navigationMode normalMaximum normalMinimum numberRepeats objectLabel orientation outcomeIdentifier paramVariable pattern patternMask " +
        "placeholderText powerForm primaryConfiguration primaryPath required responseIdentifier reverse role roundingMode scope secondaryConfiguration sectionIdentifier select shape showFeedback showHide showSolution shuffle " +
        "slots source sourceIdentifier sourceValue src step stepLabel stringIdentifier style submissionMode substring tabindex target targetIdentifier targetValue template templateIdentifier templateLocation " +
        "timeDependent title tolerance toleranceMode toolName toolVersion type upperBound use validateResponses value variableIdentifier variableIdentifierRef version view visible weightIdentifier width withReplacement xmlns " +
        // Beyond the standard, but understood: see docs/qti.md.
        "defaultValue parse").Split(' ')];

    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal) { "customInteraction", "portableCustomInteraction", "interactionMarkup" };

    /// <summary>Looks at the declarations, the rules, and in bodies at what is no HTML.</summary>
    internal static void Look(XElement element, Problems problems, bool isBody = false)
    {
        if (element.Name.Namespace != XNamespace.None || NotOurs.Contains(element.Local)) return;
        if (!isBody || element.Local.Any(char.IsUpper) || element.Local is "gap" or "hottext")
            foreach (var attribute in element.Attributes().Where(attribute => attribute.Name.Namespace == XNamespace.None && !attribute.Name.LocalName.Contains('-', StringComparison.Ordinal) && !Known.Contains(attribute.Name.LocalName)))
                problems.Add("attribute-unknown", "“{0}” has the attribute “{1}”, which the standard doesn't know; nothing was made of it.", element.Local, attribute.Name.LocalName);
        foreach (var inner in element.Elements()) Look(inner, problems, isBody || element.Local is "itemBody" or "modalFeedback" or "rubricBlock" or "stimulusBody" or "catalogInfo" or "companionMaterialsInfo" or "testFeedback");
    }
}
