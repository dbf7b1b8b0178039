using Microsoft.AspNetCore.Components;

namespace Lectern.Web.Rendering;

/// <summary>Components as pieces of a page, for whoever fills a slot of another's page.</summary>
public static class Fragments
{
    /// <summary>A component that is given its <c>Model</c>.</summary>
    public static RenderFragment Of<TComponent>(object model) where TComponent : PlainComponent => Of<TComponent>(("Model", model));

    /// <summary>A component with these parameters.</summary>
    public static RenderFragment Of<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : PlainComponent => builder =>
    {
        builder.OpenComponent<TComponent>(0);
        foreach (var (name, value) in parameters) builder.AddComponentParameter(1, name, value);
        builder.CloseComponent();
    };
}
