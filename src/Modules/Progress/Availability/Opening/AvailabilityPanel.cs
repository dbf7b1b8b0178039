using Lectern.Courses;
using Lectern.Progress.Rules;
using Microsoft.AspNetCore.Components;

namespace Lectern.Progress.Availability.Opening;

/// <summary>In the builder, below the settings of a module or a lesson: when it is open.</summary>
public sealed class AvailabilityPanel(LecternDb db, AvailabilityRules rules, ActivityKinds kinds, Texts texts, TimeProvider clock) : IBuilderPanel
{
    public int Position => 20;

    public async Task<RenderFragment?> Show(BuilderPlace place, CancellationToken cancel)
    {
        var isMine = place.View.Part == EditAvailability.Part;
        var address = $"/courses/{place.Course.Id}/{(place.Activity is { } of ? $"activities/{of.Id}" : $"modules/{place.Module.Id}")}/{EditAvailability.Part}";
        var kept = place.Activity is { } activity ? activity.Availability : place.Module.Availability;
        var form = new RuleForm(address, isMine ? Rule.Read(place.View.Entered?[EditAvailability.Part]) : kept,
            rules.All, name => rules[name], AllowsNot: true, isMine ? place.View.Mistake : null,
            new(texts, place.Visitor, place.Course.DraftOutline(), clock.GetUtcNow()) { Units = await db.UnitsToChoose(cancel), Kinds = kinds, About = place.Activity?.Id, AboutModule = place.Module.Id });
        return Fragments.Of<AvailabilitySettings>(new Model(form, isMine ? place.View.Entered?["hidden"] is { Length: > 0 } : place.Activity?.IsHiddenWhileLocked ?? place.Module.IsHiddenWhileLocked));
    }

    public sealed record Model(RuleForm Form, bool IsHidden);
}
