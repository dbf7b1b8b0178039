namespace Lectern.Scorm.RunTime;

/// <summary>The reserved delimiters before a value, such as {lang=de} or {case_matters=true} (SCORM 2004 4th Ed. RTE 4.1.1.5 and 4.1.1.6).
/// What only looks like one is part of the text.</summary>
/// <param name="Check">Whether every delimiter has a value that it may have.</param>
/// <param name="Rest">The value without them.</param>
/// <param name="Found">The delimiters that were there.</param>
internal sealed record Delimiters(TypeCheck Check, string Rest, IReadOnlyDictionary<string, string> Found)
{
    internal static Delimiters Read(string value, params ReadOnlySpan<(string Name, DataType Type)> known)
    {
        var found = new Dictionary<string, string>();
        var check = TypeCheck.Fits;
        while (value.StartsWith('{') && value.IndexOf('}', StringComparison.Ordinal) is > 0 and var end && value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && equals < end)
        {
            var name = value[1..equals];
            DataType? type = null;
            foreach (var (candidate, itsType) in known)
                if (candidate == name) type = itsType;
            if (type is null || !found.TryAdd(name, value[(equals + 1)..end])) break;
            if (type(found[name]) != TypeCheck.Fits) check = TypeCheck.Mismatch;
            value = value[(end + 1)..];
        }
        return new(check, value, found);
    }
}
