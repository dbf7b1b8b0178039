using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;

namespace Lectern.Web.Rendering;

/// <summary>The field of a form that says that it comes from a page of ours; nothing where there is no token.</summary>
public sealed class AntiforgeryToken : PlainComponent
{
    [Inject] private AntiforgeryStateProvider Tokens { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder __builder)
    {
        if (Tokens.GetAntiforgeryToken() is not { } token) return;
        __builder.OpenElement(0, "input");
        __builder.AddAttribute(1, "type", "hidden");
        __builder.AddAttribute(2, "name", token.FormFieldName);
        __builder.AddAttribute(3, "value", token.Value);
        __builder.CloseElement();
    }
}
