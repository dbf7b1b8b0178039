using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion;

/// <summary>
/// The slot of what lessons can count as done by. A condition that is met stays met, whatever is recorded later: what is achieved stays
/// achieved. One folder in Conditions/ each.
/// </summary>
public abstract class CompletionCondition : ICondition
{
    public abstract string Name { get; }
    public abstract int Position { get; }
    public abstract string Label(Texts texts);
    public virtual RenderFragment? Form(ClauseFields fields) => null;
    public virtual IReadOnlyDictionary<string, string> Usual(RuleContext context) => new Dictionary<string, string>();
    public virtual Outcome<IReadOnlyDictionary<string, string>> Read(IReadOnlyDictionary<string, string> entered, RuleContext context) =>
        Outcome<IReadOnlyDictionary<string, string>>.Of(new Dictionary<string, string>());
    public abstract string Words(IReadOnlyDictionary<string, string> with, RuleContext context);

    /// <summary>What a kind of activity must say of its learners (<see cref="IActivityKind.Reports"/>) for this to be offered; null when that doesn't matter.</summary>
    public virtual LearningVerb? Needs => null;

    /// <summary>When it was met first, by what is recorded of a learner with the activity; null while it isn't, at this time.</summary>
    public abstract DateTimeOffset? MetAt(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, DateTimeOffset now);

    /// <summary>When time alone will meet it; null when it won't.</summary>
    public virtual DateTimeOffset? ComesAt(IReadOnlyDictionary<string, string> with) => null;

    /// <summary>How far the learner is, while it isn't met: "now 60%".</summary>
    public virtual string? Now(IReadOnlyDictionary<string, string> with, IReadOnlyCollection<LearningRecord> records, RuleContext context) => null;

    /// <summary>When it was said first.</summary>
    protected static DateTimeOffset? FirstOf(IReadOnlyCollection<LearningRecord> records, params IReadOnlyCollection<LearningVerb> verbs) =>
        records.Where(r => verbs.Contains(r.Verb)).Min(r => (DateTimeOffset?)r.At);

    /// <summary>When a share was reached first.</summary>
    protected static DateTimeOffset? FirstReaching(IReadOnlyCollection<LearningRecord> records, LearningVerb verb, int percent) =>
        records.Where(r => r.Verb == verb && r.Share * 100 >= percent).Min(r => (DateTimeOffset?)r.At);

    /// <summary>The best share so far, in words.</summary>
    protected static string? Best(IReadOnlyCollection<LearningRecord> records, LearningVerb verb, RuleContext context) =>
        records.Where(r => r.Verb == verb).Max(r => r.Share) is { } best ? context.Texts["now {0}%", Percents.OfShare(best)] : null;
}
