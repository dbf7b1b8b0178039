using System.Xml.Linq;

namespace Lectern.Qti.Processing;

/// <summary>
/// What a candidate sees of an item now: printed variables as text, feedback and parts of templates shown or left out, what is for other eyes left out
/// (QTI 2.1 information model 6 and 9.3). Interactions stay as they are; the markup is as its author wrote it, and not yet safe to show.
/// </summary>
public static class ItemView
{
    private static readonly HashSet<string> Conditional = new(StringComparer.Ordinal) { "feedbackInline", "feedbackBlock", "templateInline", "templateBlock" };

    /// <summary>A copy of the body, changed; null for an item without one.</summary>
    /// <param name="view">Whose eyes: candidate, scorer, author, proctor, testConstructor or tutor.</param>
    public static XElement? Body(ItemSession session, string view = "candidate") =>
        session.Item.Body is { } body ? new XElement(body.Name, body.Attributes(), Seen(body.Nodes(), session, view)) : null;

    /// <summary>Any part of the item, the content of feedback for example, in the same way.</summary>
    public static XElement Part(XElement part, ItemSession session, string view = "candidate") => new(part.Name, part.Attributes(), Seen(part.Nodes(), session, view));

    private static IEnumerable<XNode> Seen(IEnumerable<XNode> nodes, ItemSession session, string view) => nodes.SelectMany(node => node switch
    {
        XElement element => Seen(element, session, view),
        XText text => [new XText(text.Value)],
        _ => Enumerable.Empty<XNode>(),
    });

    private static IEnumerable<XNode> Seen(XElement element, ItemSession session, string view)
    {
        var name = element.Name.LocalName;
        if (name == "printedVariable") return [new XText(PrintedVariable.Text(element, session.Value((string?)element.Attribute("identifier") ?? "")))];
        if (name == "rubricBlock" && (string?)element.Attribute("view") is { Length: > 0 } eyes && !eyes.Split(' ').Contains(view)) return [];
        if (Condition(element, name) is { } condition)
        {
            if (!session.IsShown(condition)) return [];
            if (Conditional.Contains(name)) return Seen(element.Nodes(), session, view);
        }
        // In MathML, the names of template variables stand for their values where the declaration says so (information model 9.1, "mathVariable").
        if (name is "mi" or "ci" && session.Item.Templates.FirstOrDefault(template => template.IsMathVariable && template.Identifier == element.Value.Trim()) is { } variable)
            return [new XElement(element.Name.Namespace + (name == "mi" ? "mn" : "cn"), PrintedVariable.Text(null, session.Value(variable.Identifier)))];
        return [new XElement(element.Name, element.Attributes(), Seen(element.Nodes(), session, view))];
    }

    // Feedback names its outcome, the parts of templates their variable; choices use the second for themselves.
    private static FeedbackCondition? Condition(XElement element, string name)
    {
        var variable = (string?)element.Attribute(Conditional.Contains(name) && name.StartsWith("feedback", StringComparison.Ordinal) ? "outcomeIdentifier" : "templateIdentifier");
        return variable is not null && (string?)element.Attribute("identifier") is { } identifier ? new(variable, identifier, (string?)element.Attribute("showHide") == "hide") : null;
    }
}
