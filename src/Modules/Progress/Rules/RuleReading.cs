using Lectern.Courses;

namespace Lectern.Progress.Rules;

/// <summary>Rules as they come in, from a form or a program: checked as a whole and clause by clause.</summary>
public sealed class RuleReading(IReadOnlyDictionary<string, ICondition> conditions, bool allowsNot)
{
    /// <summary>The path of a form's outermost group; a part's path is that of its group and its place.</summary>
    public const string Root = "r";

    private static readonly Refusal Empty = new("group-empty", "A group needs at least one condition.");

    /// <summary>The rule in its one form, null for none; or what is wrong, with <see cref="Refusal.Field"/> the path of the part.</summary>
    public Outcome<Rule?> Check(Rule? rule, RuleContext context)
    {
        if (rule is null || (rule.IsGroup && rule.Parts.Count == 0)) return Outcome<Rule?>.Of(null);
        if (Parts(rule) > Rule.MostParts) return new Refusal("rule-too-large", "A rule has at most {0} conditions and groups.", Root, Rule.MostParts);
        return Check(rule.IsGroup ? rule : Rule.Group(RuleMode.All, rule), Root, 1, context) switch
        {
            { Refusal: { } refusal } => refusal,
            { Value: var read } => Outcome<Rule?>.Of(read),
        };
    }

    private Outcome<Rule> Check(Rule? rule, string path, int depth, RuleContext context)
    {
        if (rule is not { IsGroup: true })   // a program may send null for a part
        {
            if (rule?.Kind is not { } kind || !conditions.TryGetValue(kind, out var condition))
                return new Refusal("condition-unknown", "There is no such condition. There are: {0}.", path, string.Join(", ", conditions.Keys.Order(StringComparer.Ordinal)));
            return condition.Read(rule.Settings, context) switch
            {
                { Refusal: { } refusal } => refusal with { Field = path },
                { Value: var with } => Rule.Clause(condition.Name, [.. with.Select(pair => (pair.Key, pair.Value))]),
            };
        }

        if (rule.Parts.Count == 0) return Empty with { Field = path };
        if (depth > Rule.DeepestGroup) return new Refusal("rule-too-deep", "Groups stand at most {0} deep in each other.", path, Rule.DeepestGroup);
        var mode = rule.Mode ?? RuleMode.All;
        if (mode == RuleMode.Not && !allowsNot) return new Refusal("not-here", "What was once met can't be asked not to be. Choose all, any or at least.", path);
        if (mode == RuleMode.AtLeast && (rule.Count < 1 || rule.Count > rule.Parts.Count)) return new Refusal("count-out-of-range", "Enter a number from {0} to {1}.", path, 1, rule.Parts.Count);
        var parts = new List<Rule>();
        foreach (var (place, part) in rule.Parts.Index())
        {
            var read = Check(part, $"{path}.{place}", depth + (part is { IsGroup: true } ? 1 : 0), context);
            if (read.Refusal is { } refusal) return refusal;
            parts.Add(read.Value);
        }

        return new Rule { Mode = mode, Count = mode == RuleMode.AtLeast ? rule.Count : 0, Of = parts };
    }

    private static int Parts(Rule? rule) => rule is { IsGroup: true } ? 1 + rule.Parts.Sum(Parts) : 1;

    /// <summary>What a form holds, unchecked, after what its button does: saves, adds a condition or a group somewhere, or takes a part out.</summary>
    public Rule? FromForm(PostedForm form, string firstKind, RuleContext context)
    {
        var rule = Read(form, Root, context);
        var (verb, path) = form["do"].Split(':', 2) is [var v, var p] ? (v, p) : ("save", Root);
        return verb switch
        {
            "add" when conditions.TryGetValue(form[$"{path}.add"], out var condition) => At(rule, path, group => group with { Of = [.. group.Parts, New(condition, context)] }),
            "group" => At(rule, path, group => group with { Of = [.. group.Parts, Rule.Group(RuleMode.Any, New(conditions[firstKind], context))] }),
            "remove" when path != Root => Without(rule, path),
            _ => rule,
        };
    }

    private static Rule New(ICondition condition, RuleContext context) => Rule.Clause(condition.Name, [.. condition.Usual(context).Select(pair => (pair.Key, pair.Value))]);

    private Rule Read(PostedForm form, string path, RuleContext context)
    {
        if (conditions.TryGetValue(form[$"{path}.kind"], out var condition))
            return Rule.Clause(condition.Name, [.. condition.Usual(context).Keys.Select(name => (name, form[$"{path}.{name}"]))]);
        var parts = new List<Rule>();
        for (var place = 0; place < Rule.MostParts && (form[$"{path}.{place}.kind"].Length > 0 || form[$"{path}.{place}.mode"].Length > 0); place++)
            parts.Add(path.Length > 2 * Rule.MostParts ? Rule.Group(RuleMode.All) : Read(form, $"{path}.{place}", context));   // deeper than any that is taken
        return new Rule { Mode = form.Named<RuleMode>($"{path}.mode") ?? RuleMode.All, Count = form.Value<int>($"{path}.count") ?? 1, Of = parts };
    }

    private static Rule At(Rule rule, string path, Func<Rule, Rule> change, string here = Root) =>
        path == here && rule.IsGroup ? change(rule)
        : rule.IsGroup ? rule with { Of = [.. rule.Parts.Select((part, place) => At(part, path, change, $"{here}.{place}"))] }
        : rule;

    // A group that is left empty goes too.
    private static Rule? Without(Rule rule, string path, string here = Root)
    {
        if (path == here) return null;
        if (!rule.IsGroup) return rule;
        List<Rule> left = [.. rule.Parts.Select((part, place) => Without(part, path, $"{here}.{place}")).OfType<Rule>()];
        return left.Count == 0 ? null : rule with { Of = left, Count = Math.Min(rule.Count, left.Count) };
    }
}
