using System.Globalization;

namespace Lectern.Web.Design;

/// <summary>An id for an element that needs one to be pointed at: stable for the same words, safe in any language.</summary>
internal static class ElementId
{
    internal static string For(string prefix, string words)
    {
        var hash = 14695981039346656037UL; // FNV-1a: the same on every node and in every process, unlike GetHashCode
        foreach (var character in words) hash = (hash ^ character) * 1099511628211UL;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{hash & 0xFFFFFFFF:x8}");
    }

    /// <summary>A field's id from its name: model binding's dots and brackets become dashes.</summary>
    internal static string ForField(string name) => "f-" + name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}
