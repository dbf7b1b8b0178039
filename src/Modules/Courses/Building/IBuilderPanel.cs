using Microsoft.AspNetCore.Components;

namespace Lectern.Courses;

/// <summary>
/// The slot below the settings of a lesson or a module in the builder: what modules above have to set there. The component has
/// a <c>Model</c> parameter. A form of it that is refused is shown again through <see cref="Builder.Show"/> with
/// <see cref="BuilderView.Part"/> set to the panel's name.
/// </summary>
public interface IBuilderPanel
{
    /// <summary>The order from the top.</summary>
    int Position { get; }

    /// <summary>What to show for this part of the draft; null for nothing.</summary>
    Task<RenderFragment?> Show(BuilderPlace place, CancellationToken cancel);
}

/// <summary>What is open in the builder: a lesson of the draft, or a module when there is no lesson.</summary>
public sealed record BuilderPlace(Course Course, CourseModule Module, Activity? Activity, Visitor Visitor, BuilderView View);
