using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Lectern.Web.Design;

/// <summary>Draws icons as markup. A page has a hundred of them: as components each would cost more than the card around it.</summary>
public static class IconMarkup
{
    private static readonly ConcurrentDictionary<(string Sprite, string Name, Size Size, string? Look, bool Fill, bool Flip), string> Decorative = new();

    extension(ClientAssets client)
    {
        /// <summary>A Lucide icon from the sprite: decorative unless <paramref name="label"/> says what it means. Directional icons turn round in right-to-left text.</summary>
        /// <param name="name">From lucide.dev/icons, written as a literal so that the build puts it into the sprite.</param>
        /// <param name="size">Beside text, as a rule.</param>
        /// <param name="look">Classes, written as literals.</param>
        /// <param name="fill">Whether it is filled.</param>
        /// <param name="flip">Whether it turns round; by default the arrows and the panels do.</param>
        /// <param name="label">What it means, where no words beside it say so.</param>
        public MarkupString Icon(string name, Size size = default, string? look = null, bool fill = false, bool? flip = null, string? label = null)
        {
            var flips = flip ?? IsDirectional(name);
            return new(label is null
                ? Decorative.GetOrAdd((client.Icons, name, size, look, fill, flips), static icon => Svg(icon.Sprite, icon.Name, icon.Size, icon.Look, icon.Fill, icon.Flip, "aria-hidden=\"true\""))
                : Svg(client.Icons, name, size, look, fill, flips, $"role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(label)}\""));
        }
    }

    private static string Svg(string sprite, string name, Size size, string? look, bool fill, bool flip, string meaning)
    {
        var classes = ClassNames.Of("icon", size switch { Size.Small or Size.ExtraSmall => "icon-sm", Size.Large => "icon-lg", _ => null }, fill ? "icon-fill" : null, flip ? "flip" : null, look);
        return $"<svg class=\"{HtmlEncoder.Default.Encode(classes!)}\" {meaning}><use href=\"{sprite}#i-{HtmlEncoder.Default.Encode(name)}\"></use></svg>";
    }

    // Arrows and panels follow the reading direction; media controls, checks and clocks never do (DESIGN.md, RTL).
    private static bool IsDirectional(string name) => name is "arrow-right" or "arrow-left" or "chevron-right" or "chevron-left" or "log-out" or "log-in" or "panel-right"
        or "panel-left" or "undo-2" or "redo-2" or "reply" or "send" or "send-horizontal" or "list" or "list-ordered" or "external-link";
}
