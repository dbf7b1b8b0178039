using System.Xml.Linq;
using Lectern.Qti.Processing;
using Lectern.Qti.Reading;

namespace Lectern.Qti.Assessments;

/// <summary>Reads a test of QTI 2.1, 2.2 or 3.0.</summary>
public static class TestReader
{
    /// <summary>Reads a test.</summary>
    /// <param name="open">Opens a section that is in a file of its own, by the address that the test writes; null for nothing beside it.</param>
    public static TestReading Read(Stream stream, Func<string, Stream?>? open = null)
    {
        var (root, version, refusal) = ItemReader.Load(stream);
        if (root is null) return new(null, refusal);
        if (root.Local is not "assessmentTest") return new(null, new("not-a-test", "This is no test of QTI 2.x or 3.0: its outermost element is “{0}”.", root.Local));
        return new(new Reader(open).Test(root, version), null);
    }

    private sealed class Reader
    {
        private const int MostSectionFiles = 200;

        private readonly Problems problems = new();
        private readonly DeclarationReader declarations;
        private readonly RuleReader rules;
        private readonly Func<string, Stream?>? open;
        private readonly HashSet<string> opened = new(StringComparer.Ordinal);

        internal Reader(Func<string, Stream?>? open)
        {
            this.open = open;
            declarations = new(problems);
            rules = new(problems);
        }

        internal AssessmentTest Test(XElement root, QtiVersion version)
        {
            var parts = root.Elements("testPart").Select(Part).ToList();
            SchemaCheck.Look(root, problems);
            if (parts.Count == 0) problems.Add("parts-missing", "The test has no parts, so there is nothing in it.");
            var test = new AssessmentTest
            {
                Identifier = root.Text("identifier") ?? "",
                Title = root.Text("title") ?? "",
                Version = version,
                Outcomes = [.. root.Elements("outcomeDeclaration").Select(declarations.Outcome)],
                TimeLimits = Limits(root),
                Parts = parts,
                OutcomeRules = rules.Rules(root.Child("outcomeProcessing")),
                Feedback = Feedback(root),
                Problems = problems.All,
            };
            foreach (var twice in test.ItemRefs.GroupBy(reference => reference.Identifier).Where(group => group.Count() > 1))
                problems.Add("item-twice", "The test has {0} items of the identifier “{1}”.", $"{twice.Count()}", twice.Key);
            return test;
        }

        private TestPart Part(XElement element) => new()
        {
            Identifier = element.Text("identifier") ?? "",
            Navigation = element.Text("navigationMode") == "nonlinear" ? NavigationMode.Nonlinear : NavigationMode.Linear,
            Submission = element.Text("submissionMode") == "simultaneous" ? SubmissionMode.Simultaneous : SubmissionMode.Individual,
            PreConditions = PreConditions(element),
            BranchRules = Branches(element),
            Control = Control(element),
            TimeLimits = Limits(element),
            Sections = [.. Children(element).OfType<TestSection>()],
            Feedback = Feedback(element),
        };

        private List<SectionPart> Children(XElement parent) => [.. parent.Elements().Select(element => element.Local switch
        {
            "assessmentSection" => Section(element),
            "assessmentItemRef" => Item(element),
            "assessmentSectionRef" => SectionOf(element),
            _ => null,
        }).OfType<SectionPart>()];

        private TestSection Section(XElement element) => Common(element, new TestSection { Identifier = element.Text("identifier") ?? "" }) with
        {
            Title = element.Text("title") ?? "",
            IsVisible = element.Flag("visible", true),
            IsKeptTogether = element.Flag("keepTogether", true),
            Selection = element.Child("selection") is { } selection ? new(Math.Max(0, selection.Whole("select", otherwise: 0)), selection.Flag("withReplacement")) : null,
            IsShuffled = element.Child("ordering")?.Flag("shuffle") ?? false,
            RubricBlocks = [.. element.Elements("rubricBlock")],
            Children = Children(element),
        };

        private ItemRef? Item(XElement element)
        {
            if (element.Text("href") is not { } href)
            {
                problems.Add("href-missing", "The item “{0}” of the test doesn't say where it is; it was left out.", element.Text("identifier") ?? "");
                return null;
            }
            return Common(element, new ItemRef { Identifier = element.Text("identifier") ?? "", Href = href }) with
            {
                Categories = element.Words("category"),
                Weights = Pairs(element, "weight", weight => weight.Text("identifier"), weight => weight.Number("value")).ToDictionary(pair => pair.Key, pair => pair.Value!.Value),
                VariableMappings = Pairs(element, "variableMapping", mapping => mapping.Text("targetIdentifier"), mapping => mapping.Text("sourceIdentifier")).ToDictionary(pair => pair.Key, pair => pair.Value!),
                TemplateDefaults = [.. element.Elements("templateDefault").Where(value => value.Text("templateIdentifier") is not null)
                    .Select(value => rules.Only(value) is { } only ? KeyValuePair.Create(value.Text("templateIdentifier")!, only) : default).Where(pair => pair.Value is not null)],
            };
        }

        // A section in a file of its own becomes a section like others; one that includes itself is met only once.
        private SectionPart? SectionOf(XElement element)
        {
            var href = element.Text("href") ?? "";
            if (opened.Count < MostSectionFiles && opened.Add(href) && open?.Invoke(href) is { } stream)
                using (stream)
                    if (ItemReader.Load(stream).Root is { } root && root.Is("assessmentSection")) return Section(root);
            problems.Add("section-missing", "The test has the section “{0}” in a file that can't be read: {1}.", element.Text("identifier") ?? "", href);
            return Common(element, new SectionRef { Identifier = element.Text("identifier") ?? "", Href = href });
        }

        private T Common<T>(XElement element, T part) where T : SectionPart => part with
        {
            IsRequired = element.Flag("required"),
            IsFixed = element.Flag("fixed"),
            PreConditions = PreConditions(element),
            BranchRules = Branches(element),
            Control = Control(element),
            TimeLimits = Limits(element),
        };

        private List<Expression> PreConditions(XElement element) => [.. element.Elements("preCondition").Select(rules.Only).OfType<Expression>()];

        private List<BranchRule> Branches(XElement element) =>
            [.. element.Elements("branchRule").Select(rule => rules.Only(rule) is { } when && rule.Text("target") is { } target ? new BranchRule(target, when) : null).OfType<BranchRule>()];

        private static TimeLimits Limits(XElement element) =>
            element.Child("timeLimits") is { } limits ? new(limits.Number("minTime"), limits.Number("maxTime"), limits.Flag("allowLateSubmission")) : new();

        private static ItemSessionControl Control(XElement element) => element.Child("itemSessionControl") is not { } control ? new() : new()
        {
            MaxAttempts = control.Text("maxAttempts") is null ? null : control.Whole("maxAttempts", otherwise: 1),
            ShowFeedback = Maybe(control, "showFeedback"),
            AllowReview = Maybe(control, "allowReview"),
            ShowSolution = Maybe(control, "showSolution"),
            AllowComment = Maybe(control, "allowComment"),
            AllowSkipping = Maybe(control, "allowSkipping"),
            ValidateResponses = Maybe(control, "validateResponses"),
        };

        private static bool? Maybe(XElement element, string attribute) => element.Text(attribute) is null ? null : element.Flag(attribute);

        private static List<TestFeedback> Feedback(XElement element) => [.. element.Elements("testFeedback")
            .Where(feedback => feedback.Text("outcomeIdentifier") is not null && feedback.Text("identifier") is not null)
            .Select(feedback => new TestFeedback(new(feedback.Text("outcomeIdentifier")!, feedback.Text("identifier")!, feedback.Text("showHide") == "hide"), feedback.Text("access") == "atEnd", feedback.Text("title"), feedback))];

        private static IEnumerable<KeyValuePair<string, T>> Pairs<T>(XElement element, string name, Func<XElement, string?> key, Func<XElement, T> value) =>
            element.Elements(name).Where(inner => key(inner) is not null && value(inner) is not null).DistinctBy(key).Select(inner => KeyValuePair.Create(key(inner)!, value(inner)));
    }
}
