using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Lectern.Web.Rendering;

/// <summary>
/// What every <c>.razor</c> file is: a piece of a page that is drawn once, on the server, from what it is given. It doesn't wait:
/// what takes time was done by the use case before its page is drawn.
/// </summary>
public abstract class PlainComponent : IComponent
{
    /// <summary>Follows the Razor file; written by its compiler.</summary>
    protected virtual void BuildRenderTree(RenderTreeBuilder __builder)
    {
    }

    /// <summary>Comes after the parameters were set and before anything is drawn.</summary>
    protected virtual void OnParametersSet()
    {
    }

    internal void Draw(RenderTreeBuilder builder)
    {
        OnParametersSet();
        BuildRenderTree(builder);
    }

    void IComponent.Attach(RenderHandle renderHandle) => throw OnlyPlain();

    Task IComponent.SetParametersAsync(ParameterView parameters) => throw OnlyPlain();

    private NotSupportedException OnlyPlain() => new($"{GetType()} is drawn by {nameof(PlainRenderer)}.");
}
