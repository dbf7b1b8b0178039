namespace Lectern.Qti.Processing;

/// <summary>Text that a candidate typed, as the value of its response (QTI 2.1 information model 7.3, "stringInteraction").</summary>
public static class NumericEntry
{
    /// <summary>The value in the declared type; NULL when the text is none of that type, which is an answer too, but no right one.</summary>
    public static QtiValue? Value(ResponseDeclaration declaration, string? text, int numberBase = 10)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (declaration.Cardinality == Cardinality.Record) return Record(text);
        var baseType = declaration.BaseType ?? BaseType.String;
        var item = baseType == BaseType.Integer && numberBase is >= 2 and <= 36 and not 10 ? InBase(text.Trim(), numberBase) : Lexical.Parse(baseType, text);
        return item is null ? null : declaration.Cardinality == Cardinality.Single ? QtiValue.Single(baseType, item) : QtiValue.Container(declaration.Cardinality, baseType, [item]);
    }

    /// <summary>The number and how it was written: stringValue, floatValue, integerValue, leftDigits, rightDigits, ndp, nsf, exponent.</summary>
    public static QtiValue? Record(string text)
    {
        var trimmed = text.Trim();
        var fields = new Dictionary<string, QtiValue?> { ["stringValue"] = QtiValue.Of(text) };
        if (Lexical.Float(trimmed) is { } number && double.IsFinite(number))
        {
            var at = trimmed.IndexOfAny(['e', 'E']);
            var (mantissa, exponent) = at < 0 ? (trimmed, null) : (trimmed[..at], trimmed[(at + 1)..]);
            var digits = mantissa.TrimStart('+', '-').Split('.');
            var (left, right) = (digits[0], digits.Length > 1 ? digits[1] : "");
            fields["floatValue"] = QtiValue.Of(number);
            fields["integerValue"] = mantissa.Contains('.', StringComparison.Ordinal) || exponent is not null ? null : Lexical.Integer(trimmed) is { } whole ? QtiValue.Of(whole) : null;
            fields["leftDigits"] = QtiValue.Of((long)left.Length);
            fields["rightDigits"] = QtiValue.Of((long)right.Length);
            // Decimal places of the number, and significant figures: zeros before it are none, zeros after a decimal point are.
            fields["ndp"] = exponent is null ? QtiValue.Of((long)right.Length) : QtiValue.Of(Math.Max(0, right.Length - (Lexical.Integer(exponent) ?? 0)));
            fields["nsf"] = QtiValue.Of((long)((left + right).TrimStart('0') is var figures && right.Length == 0 ? figures.TrimEnd('0').Length : figures.Length));
            fields["exponent"] = exponent is null ? null : Lexical.Integer(exponent) is { } power ? QtiValue.Of(power) : null;
        }
        return QtiValue.Record(fields);
    }

    private static long? InBase(string text, int numberBase)
    {
        var isNegative = text.StartsWith('-');
        var total = 0L;
        var digits = text.TrimStart('+', '-');
        if (digits.Length is 0 or > 12) return null;
        foreach (var letter in digits.ToUpperInvariant())
        {
            var digit = char.IsAsciiDigit(letter) ? letter - '0' : char.IsAsciiLetterUpper(letter) ? letter - 'A' + 10 : int.MaxValue;
            if (digit >= numberBase) return null;
            total = total * numberBase + digit;
        }
        return isNegative ? -total : total;
    }
}
