using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Reading;

/// <summary>Reads rules and expressions (QTI 2.1 information model 8.2, 9.2, 12 and 15). What can't be read is told and left out.</summary>
internal sealed class RuleReader(Problems problems)
{
    /// <summary>Stands where something was to be included that isn't there.</summary>
    internal const string Missing = "missingInclude";

    // Elements inside of expressions that are their own business.
    private static readonly HashSet<string> NoOperands = new(StringComparer.Ordinal) { "matchTable", "interpolationTable" };

    private static readonly Dictionary<string, Func<RuleReader, XElement, Rule?>> Readers = new(StringComparer.Ordinal)
    {
        ["responseCondition"] = (reader, element) => reader.Condition(element),
        ["outcomeCondition"] = (reader, element) => reader.Condition(element),
        ["templateCondition"] = (reader, element) => reader.Condition(element),
        ["responseProcessingFragment"] = (reader, element) => new FragmentRule(reader.Rules(element)),
        ["outcomeProcessingFragment"] = (reader, element) => new FragmentRule(reader.Rules(element)),
        ["exitResponse"] = (_, _) => new ExitRule(),
        ["exitTemplate"] = (_, _) => new ExitRule(),
        ["exitTest"] = (_, _) => new ExitRule(),
        [Missing] = (_, element) => new MissingRule(element.Text("href") ?? ""),
        ["templateConstraint"] = (reader, element) => reader.Only(element) is { } holds ? new ConstraintRule(holds) : null,
        ["setOutcomeValue"] = (reader, element) => reader.Set(element, (identifier, value) => new SetValueRule(identifier, value)),
        ["setTemplateValue"] = (reader, element) => reader.Set(element, (identifier, value) => new SetValueRule(identifier, value)),
        ["setResponseValue"] = (reader, element) => reader.Set(element, (identifier, value) => new SetValueRule(identifier, value)),
        ["setCorrectResponse"] = (reader, element) => reader.Set(element, (identifier, value) => new SetCorrectRule(identifier, value)),
        ["setDefaultValue"] = (reader, element) => element.Text("identifier") is { } identifier ? new SetDefaultRule(identifier, reader.Expressions(element).FirstOrDefault()) : null,
        ["lookupOutcomeValue"] = (reader, element) => reader.Set(element, (identifier, value) => new LookupRule(identifier, value)),
    };

    internal List<Rule> Rules(XElement? parent) => parent is null ? [] : [.. parent.Elements().Select(Rule).OfType<Rule>()];

    /// <summary>The expressions inside of an element.</summary>
    internal List<Expression> Expressions(XElement parent) => [.. parent.Elements().Where(element => element.Name.Namespace == XNamespace.None && !NoOperands.Contains(element.Local)).Select(Expression)];

    /// <summary>The one expression of an element; null, and a problem, when it has another number of them.</summary>
    internal Expression? Only(XElement parent)
    {
        var expressions = Expressions(parent);
        if (expressions.Count == 1) return expressions[0];
        problems.Add("expression-missing", "“{0}” needs exactly one expression, and has {1}; it was left out.", parent.Local, $"{expressions.Count}");
        return null;
    }

    private Rule? Rule(XElement element)
    {
        if (Readers.TryGetValue(element.Local, out var read) && element.Name.Namespace == XNamespace.None) return read(this, element);
        problems.Add("rule-unknown", "“{0}” is no rule of the standard; it was left out.", element.Local);
        return null;
    }

    private Expression Expression(XElement element)
    {
        var expression = new Expression(element.Local, Expressions(element), element);
        if (expression.Name == "customOperator")
            problems.Add("custom-operator", "The custom operator “{0}” is not known here; it counts as NULL.", expression.Attribute("class") ?? expression.Attribute("definition") ?? "");
        else if (Operators.Find(expression.Name) is not { } known) problems.Add("expression-unknown", "“{0}” is no expression of the standard; it counts as NULL.", expression.Name);
        else if (expression.Operands.Count < known.Least || expression.Operands.Count > known.Most)
            problems.Add("operands", "“{0}” has {1} operands, which is not what it takes; it counts as NULL.", expression.Name, $"{expression.Operands.Count}");
        return expression;
    }

    private Rule? Set(XElement element, Func<string, Expression, Rule> make)
    {
        if (element.Text("identifier") is { } identifier) return Only(element) is { } value ? make(identifier, value) : null;
        problems.Add("identifier-missing", "“{0}” doesn't say which variable it sets; it was left out.", element.Local);
        return null;
    }

    /// <summary>…If, …ElseIf and …Else, of whichever of the three languages.</summary>
    private ConditionRule Condition(XElement element)
    {
        var branches = new List<Branch>();
        foreach (var branch in element.Elements())
        {
            if (branch.Local.EndsWith("Else", StringComparison.Ordinal))
            {
                branches.Add(new(null, Rules(branch)));
                continue;
            }
            var inside = branch.Elements().ToList();
            if (!branch.Local.EndsWith("If", StringComparison.Ordinal) || inside.Count == 0 || Readers.ContainsKey(inside[0].Local))
                problems.Add("branch", "A branch “{0}” has no condition; it was left out.", branch.Local);
            else branches.Add(new(Expression(inside[0]), [.. inside.Skip(1).Select(Rule).OfType<Rule>()]));
        }
        return new(branches);
    }
}
