using Lectern.Courses;
using Lectern.Progress.Rules;

namespace Lectern.Progress.Completion.Judging;

/// <summary>In the builder, below the settings of a lesson: when it counts as done.</summary>
internal sealed class CompletionPanel(ActivityKinds kinds, CompletionRules rules, Texts texts, TimeProvider clock) : IBuilderPanel
{
    public int Position => 10;

    public Task<BuilderPart?> Show(BuilderPlace place, CancellationToken cancel)
    {
        if (place.Activity is not { } activity) return Task.FromResult<BuilderPart?>(null);
        var isMine = place.View.Part == EditCompletion.Part;
        return Task.FromResult<BuilderPart?>(BuilderPart.Of<CompletionSettings>(new RuleForm(
            $"/courses/{place.Course.Id}/activities/{activity.Id}/completion",
            isMine ? Rule.Read(place.View.Entered?[EditCompletion.Part]) : activity.Completion,
            rules.For(kinds[activity.Kind]), name => rules[name], AllowsNot: false, isMine ? place.View.Mistake : null,
            new(texts, place.Visitor, place.Course.DraftOutline(), clock.GetUtcNow()))));
    }
}
