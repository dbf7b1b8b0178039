#pragma warning disable BL0006   // what a Razor file compiles to: a version of the framework that changes it does not compile here, which is when we want to know
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Lectern.Web.Rendering;

/// <summary>
/// Draws components as HTML, once and at once. The framework's renderer keeps the state of each, to compare it with its next
/// drawing; there is none here (docs/decisions/0019). It writes the same HTML, but for letters that needn't be escaped, which
/// stand as they are.
/// </summary>
/// <param name="services">What components inject.</param>
/// <param name="text">Where it is written to.</param>
/// <param name="given">What any component of the page can take as a cascading parameter, by its type.</param>
public sealed class PlainRenderer(IServiceProvider services, PageText text, params object?[] given)
{
    /// <summary>Builders that have drawn a component and can draw another. Drawing doesn't wait, so a thread has them to itself.</summary>
    [ThreadStatic]
    private static Stack<RenderTreeBuilder>? _spare;

    /// <summary>Letters of every script stand as they are: pages are UTF-8.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private TextEncoder _encoder = Html;
    private string? _selected;

    public void Render(RenderFragment content)
    {
        var spare = _spare ??= new();
        var builder = spare.TryPop(out var used) ? used : new();
        content(builder);
        WriteAndClear(builder, spare);
    }

    private void WriteAndClear(RenderTreeBuilder builder, Stack<RenderTreeBuilder> spare)
    {
        var frames = builder.GetFrames();
        Write(frames.Array.AsSpan(0, frames.Count), spare);
        builder.Clear();
        spare.Push(builder);
    }

    private void Write(Span<RenderTreeFrame> frames, Stack<RenderTreeBuilder> spare)
    {
        for (var at = 0; at < frames.Length;)
        {
            ref var frame = ref frames[at];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Text:
                    text.Write(frame.TextContent, _encoder);
                    at++;
                    break;
                case RenderTreeFrameType.Markup:
                    text.Write(frame.MarkupContent);
                    at++;
                    break;
                case RenderTreeFrameType.Region:
                    at++;   // what is in it follows
                    break;
                case RenderTreeFrameType.Element:
                    WriteElement(frames.Slice(at, frame.ElementSubtreeLength), spare);
                    at += frame.ElementSubtreeLength;
                    break;
                case RenderTreeFrameType.Component:
                    WriteComponent(frames.Slice(at, frame.ComponentSubtreeLength), spare);
                    at += frame.ComponentSubtreeLength;
                    break;
                default:
                    throw new InvalidOperationException($"Nothing is drawn of a frame of type {frame.FrameType}.");
            }
        }
    }

    private void WriteComponent(Span<RenderTreeFrame> frames, Stack<RenderTreeBuilder> spare)
    {
        var plan = ComponentPlan.Of(frames[0].ComponentType);
        var component = plan.Make(services, given);
        Dictionary<string, object>? rest = null;
        for (var at = 1; at < frames.Length; at++)
        {
            ref var frame = ref frames[at];
            plan.Set(component, frame.AttributeName, frame.AttributeValue, ref rest);
        }

        if (rest is not null) plan.SetRest(component, rest);
        var builder = spare.TryPop(out var used) ? used : new();
        component.Draw(builder);
        WriteAndClear(builder, spare);
    }

    private void WriteElement(Span<RenderTreeFrame> frames, Stack<RenderTreeBuilder> spare)
    {
        var name = frames[0].ElementName;
        text.Write('<');
        text.Write(name);
        string? value = null;
        var at = 1;
        for (; at < frames.Length && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
        {
            ref var attribute = ref frames[at];
            if (attribute.AttributeName.Equals("value", StringComparison.OrdinalIgnoreCase))
            {
                value = attribute.AttributeValue as string;
                if (name == "textarea") continue;
            }

            WriteAttribute(ref attribute);
        }

        if (name == "option" && _selected is not null && value == _selected) text.Write(" selected");
        var children = frames[at..];
        if (children.IsEmpty && name != "textarea")
        {
            if (IsVoid(name)) text.Write(" />");
            else Close("></", name);
            return;
        }

        text.Write('>');
        WriteChildren(name, value, children, spare);
        Close("</", name);
    }

    private void WriteAttribute(ref RenderTreeFrame attribute)
    {
        if (attribute.AttributeValue is string value)
        {
            text.Write(' ');
            text.Write(attribute.AttributeName);
            text.Write("=\"");
            text.Write(value, _encoder);
            text.Write('"');
        }
        else if (attribute.AttributeValue is true)
        {
            text.Write(' ');
            text.Write(attribute.AttributeName);
        }
    }

    /// <summary>A <c>select</c> has a value, and so does a <c>textarea</c>, for whoever writes one; in HTML one of its options is selected, and the other's value is its content.</summary>
    private void WriteChildren(string name, string? value, Span<RenderTreeFrame> children, Stack<RenderTreeBuilder> spare)
    {
        switch (name)
        {
            case "textarea" when !string.IsNullOrEmpty(value):
                text.Write(value, _encoder);
                break;
            case "select":
                _selected = value;
                Write(children, spare);
                _selected = null;
                break;
            case "script":
                var outside = _encoder;
                _encoder = JavaScriptEncoder.Default;
                Write(children, spare);
                _encoder = outside;
                break;
            default:
                Write(children, spare);
                break;
        }
    }

    private void Close(string before, string name)
    {
        text.Write(before);
        text.Write(name);
        text.Write('>');
    }

    /// <summary>Elements without an end tag (HTML, 13.1.2).</summary>
    private static bool IsVoid(string name) => name is "area" or "base" or "br" or "col" or "embed" or "hr" or "img" or "input" or "link" or "meta" or "source" or "track" or "wbr";
}
