namespace Lectern.Web.Design;

/// <summary>The classes that a button and a link that looks like one share.</summary>
internal static class ButtonLook
{
    internal static string? Of(Kind kind, Size size, bool block, bool square, string? more) => ClassNames.Of(
        "btn",
        kind switch { Kind.Primary => "btn-primary", Kind.Tint => "btn-tint", Kind.Ghost => "btn-ghost", Kind.Danger => "btn-danger", _ => "btn-quiet" },
        size switch { Size.ExtraSmall => "btn-xs", Size.Small => "btn-sm", Size.Large => "btn-lg", _ => null },
        block ? "btn-block" : null,
        square ? "btn-square" : null,
        more);

    internal static Size IconSize(Size size) => size is Size.ExtraSmall ? Size.Small : Size.Default;
}
