using Lectern.Courses;

namespace Lectern.Progress.Rules;

/// <summary>A rule in front of its author.</summary>
/// <param name="Action">Where the form posts.</param>
/// <param name="Rule">As kept, or as entered with <paramref name="Mistake"/>; null for none.</param>
/// <param name="Conditions">Those that may be added.</param>
/// <param name="Find">Any condition by name, also one that is no longer offered.</param>
/// <param name="Mistake">What is wrong, and in which part.</param>
public sealed record RuleForm(string Action, Rule? Rule, IReadOnlyList<ICondition> Conditions, Func<string, ICondition> Find, bool AllowsNot, Refusal? Mistake, RuleContext Context)
{
    public ClauseFields Fields(Rule clause, string path) => new(path, clause.Settings, ErrorAt(path), Context);

    public string? ErrorAt(string path) => Mistake?.Field == path ? Context.Texts[Mistake.Sentence, Mistake.Arguments] : null;
}
