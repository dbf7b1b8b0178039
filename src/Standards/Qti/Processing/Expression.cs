using System.Xml.Linq;

namespace Lectern.Qti.Processing;

/// <summary>An expression of the rule language, as it was read (QTI 2.1 information model 15, "Expressions"). What each name means is in <see cref="Operators"/>.</summary>
/// <param name="Name">By its 2.x name: "match", "baseValue", …</param>
/// <param name="Element">In canonical form, for attributes and text.</param>
public sealed record Expression(string Name, IReadOnlyList<Expression> Operands, XElement Element)
{
    /// <summary>An attribute by its 2.x name; null when absent or empty.</summary>
    public string? Attribute(string name) => ((string?)Element.Attribute(name))?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>It and all that are in it.</summary>
    public IEnumerable<Expression> All() => Operands.SelectMany(operand => operand.All()).Prepend(this);
}
