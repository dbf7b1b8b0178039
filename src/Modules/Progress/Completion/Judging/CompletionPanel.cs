using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Completion.Judging;

/// <summary>In the builder, below the settings of a lesson: when it counts as done.</summary>
internal sealed class CompletionPanel(ActivityKinds kinds, CompletionRules rules, Texts texts, TimeProvider clock) : IBuilderPanel
{
    public int Position => 10;

    public Task<RenderFragment?> Show(BuilderPlace place, CancellationToken cancel)
    {
        if (place.Activity is not { } activity) return Task.FromResult<RenderFragment?>(null);
        var isMine = place.View.Part == EditCompletion.Part;
        return Task.FromResult<RenderFragment?>(Fragments.Of<CompletionSettings>(new RuleForm(
            $"/courses/{place.Course.Id}/activities/{activity.Id}/completion",
            isMine ? Rule.Read(place.View.Entered?[EditCompletion.Part]) : activity.Completion,
            rules.For(kinds[activity.Kind]), name => rules[name], AllowsNot: false, isMine ? place.View.Mistake : null,
            new(texts, place.Visitor, place.Course.DraftOutline(), clock.GetUtcNow()))));
    }
}
