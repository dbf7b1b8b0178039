using System.Xml.Linq;
using Lectern.Qti.Processing;
using Lectern.Xml;

namespace Lectern.Qti.Reading;

/// <summary>
/// Reads an item of QTI 2.0, 2.1, 2.2 or 3.0. Lenient about what authors get wrong, which becomes a problem to tell; strict about what is no item
/// or not safe to read, which becomes a refusal.
/// </summary>
public static class ItemReader
{
    /// <summary>In bytes; real items have some thousands, and media are not inside of them.</summary>
    public const int LargestDocument = 8 << 20;

    private const string XInclude = "http://www.w3.org/2001/XInclude";
    private const int MostIncluded = 50;

    private static readonly XmlLimits Limits = new(LargestDocument, Elements: 200_000, Depth: 150);
    private static readonly HashSet<string> AssetAttributes = new(StringComparer.Ordinal) { "src", "data", "href", "poster", "srcset", "primaryPath", "fallbackPath", "module" };

    /// <summary>Reads an item.</summary>
    /// <param name="open">Opens what the item includes (XInclude, a response processing template of its own) by the address that it writes; null for nothing beside it.</param>
    public static ItemReading Read(Stream stream, Func<string, Stream?>? open = null)
    {
        var (root, version, refusal) = Load(stream);
        if (root is null) return new(null, refusal);
        if (root.Local is not "assessmentItem") return new(null, new("not-an-item", "This is no item of QTI 2.x or 3.0: its outermost element is “{0}”.", root.Local));
        return new(new Reader(open).Item(root, version), null);
    }

    /// <summary>Loads a document of QTI in canonical form.</summary>
    internal static (XElement? Root, QtiVersion Version, QtiProblem? Refusal) Load(Stream stream)
    {
        var (root, mistake) = UntrustedXml.Load(stream, Limits, LoadOptions.PreserveWhitespace);
        if (mistake is not null) return (null, default, Refusal(mistake));
        return CanonicalForm.VersionOf(root!) is { } version ? (CanonicalForm.Of(root!), version, null)
            : (null, default, new("not-qti", "This XML is not of QTI 2.x or 3.0: its outermost element is “{0}” of “{1}”.", root!.Name.LocalName, root.Name.NamespaceName));
    }

    internal static QtiProblem Refusal(XmlMistake mistake) => mistake.Fault switch
    {
        XmlFault.TooLarge => new("xml-too-large", "The file is larger than {0} MB, which no real item needs.", $"{Limits.Bytes >> 20}"),
        XmlFault.Empty => new("xml-empty", "The file is empty."),
        XmlFault.DocumentType => new("xml-doctype", "The file contains a document type declaration (DOCTYPE). It can hide harmful content and QTI needs none, so the file was refused."),
        XmlFault.TooManyParts => new("xml-too-large", "The file has more parts than any real item needs, so it was refused."),
        XmlFault.Encoding => new("xml-encoding", "The file uses a character encoding that can't be read. Save it as UTF-8."),
        _ => new("xml-malformed", "The file is not well-formed XML: it breaks off or contradicts itself at line {0}, position {1}.", $"{mistake.Line}", $"{mistake.Position}"),
    };

    /// <summary>The addresses in a document of what is shown or needed with it, each once.</summary>
    internal static IReadOnlyList<string> AssetsIn(XElement root) =>
        [.. root.DescendantsAndSelf().Where(element => element.Local is not ("a" or "assessmentItemRef" or "assessmentSectionRef")).SelectMany(element => element.Attributes())
            .Where(attribute => AssetAttributes.Contains(attribute.Name.LocalName))
            .SelectMany(attribute => attribute.Name.LocalName == "srcset" ? attribute.Value.Split(',').Select(part => part.Trim().Split(' ')[0]) : [attribute.Value.Trim()])
            .Where(address => address.Length > 0 && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && address[0] != '#').Distinct()];

    private sealed class Reader(Func<string, Stream?>? open)
    {
        private readonly Problems problems = new();
        private int included;
        private int elements;

        internal AssessmentItem Item(XElement root, QtiVersion version)
        {
            Include(root, 0);
            var declarations = new DeclarationReader(problems);
            var rules = new RuleReader(problems);
            var responses = root.Elements("responseDeclaration").Select(declarations.Response).ToList();
            var outcomes = root.Elements("outcomeDeclaration").Select(declarations.Outcome).ToList();
            var templates = root.Elements("templateDeclaration").Select(declarations.Template).ToList();
            foreach (var twice in responses.Select(declaration => declaration.Identifier).Concat(outcomes.Select(declaration => declaration.Identifier)).Concat(templates.Select(declaration => declaration.Identifier))
                         .GroupBy(identifier => identifier).Where(group => group.Count() > 1))
                problems.Add("declared-twice", "“{0}” is declared {1} times; the first counts.", twice.Key, $"{twice.Count()}");
            var body = root.Child("itemBody");
            if (body is null) problems.Add("body-missing", "The item has nothing to show: no itemBody.");
            var interactions = new InteractionReader(problems, responses).Read(body);
            var processing = root.Child("responseProcessing");
            SchemaCheck.Look(root, problems);
            if (root.Text("identifier") is null) problems.Add("identifier-missing", "The item has no identifier.");
            return new()
            {
                Identifier = root.Text("identifier") ?? "",
                Title = root.Text("title") ?? "",
                Language = (string?)root.Attribute(XNamespace.Xml + "lang"),
                Version = version,
                IsAdaptive = root.Flag("adaptive"),
                IsTimeDependent = root.Flag("timeDependent"),
                Responses = responses,
                Outcomes = outcomes,
                Templates = templates,
                Contexts = [.. root.Elements("contextDeclaration").Select(declarations.Context)],
                TemplateRules = rules.Rules(root.Child("templateProcessing")),
                ResponseRules = ResponseRules(processing, rules, interactions.Count > 0),
                ResponseTemplate = processing is not null && !processing.HasElements ? ResponseTemplates.NameOf(processing.Text("template")) : null,
                OutcomeRules = rules.Rules(root.Child("outcomeProcessing")),
                Body = body,
                Interactions = interactions,
                ModalFeedback = [.. root.Elements("modalFeedback").Select(Feedback).OfType<ModalFeedback>()],
                Assets = AssetsIn(root),
                Stimuli = [.. root.Elements("assessmentStimulusRef").Select(reference => reference.Text("href")).OfType<string>()],
                Problems = problems.All,
            };
        }

        // Rules of its own count before a template, which then is only where they came from (information model 8.1).
        private IReadOnlyList<Rule> ResponseRules(XElement? processing, RuleReader rules, bool isAnswered)
        {
            if (processing is null || !processing.HasElements && processing.Text("template") is null)
            {
                if (isAnswered) problems.Add("processing-missing", "The item has no response processing: nothing marks it by itself.");
                return [];
            }
            if (processing.HasElements || processing.Text("template") is not { } address) return rules.Rules(processing);
            if (ResponseTemplates.Find(address) is { } template) return template;
            foreach (var place in new[] { processing.Text("templateLocation"), address }.OfType<string>())
                if (Opened(place) is { } own && own.Is("responseProcessing")) return rules.Rules(own);
            problems.Add("template-unknown", "The response processing template “{0}” is not known here, so nothing marks the item by itself.", address);
            return [];
        }

        private ModalFeedback? Feedback(XElement element)
        {
            if (element.Text("outcomeIdentifier") is { } outcome && element.Text("identifier") is { } identifier)
                return new(new(outcome, identifier, IsHidden: element.Text("showHide") == "hide"), element.Text("title"), element);
            problems.Add("feedback", "A feedback doesn't say when it is shown; it was left out.");
            return null;
        }

        /// <summary>Puts the content of included files in place of xi:include (QTI 2.1 implementation guide, "Reusing content").</summary>
        private void Include(XElement element, int depth)
        {
            foreach (var include in element.Descendants(XName.Get("include", XInclude)).ToList())
            {
                var address = (string?)include.Attribute("href") ?? "";
                if (depth < 5 && ++included <= MostIncluded && Opened(address) is { } content)
                {
                    Include(content, depth + 1);
                    include.ReplaceWith(content);
                }
                else if (include.Element(XName.Get("fallback", XInclude)) is { } fallback) include.ReplaceWith(fallback.Nodes());
                else
                {
                    problems.Add("include-missing", "The item includes “{0}”, which is not beside it.", address);
                    // What is missing may be rules that mark it: processing stops there.
                    include.ReplaceWith(new XElement(RuleReader.Missing, new XAttribute("href", address)));
                }
            }
        }

        private XElement? Opened(string address)
        {
            if (address.Length == 0 || open?.Invoke(address) is not { } stream) return null;
            using (stream)
            {
                if (UntrustedXml.Load(stream, Limits, LoadOptions.PreserveWhitespace).Root is not { } root) return null;
                // All that is included together may be as much as one document.
                elements += root.DescendantsAndSelf().Count();
                return elements <= Limits.Elements ? CanonicalForm.Of(root) : null;
            }
        }
    }
}
