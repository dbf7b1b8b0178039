using System.Globalization;

namespace Lectern.Scorm;

/// <summary>Something to tell the person who imports a package: a code for programs, an English sentence for people
/// (with numbered places for its arguments, so that a caller can translate the sentence).</summary>
public sealed record Remark(string Code, string Sentence, params string[] Arguments)
{
    /// <summary>The English sentence with its arguments in place.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Sentence, [.. Arguments]);

    public bool Equals(Remark? other) =>
        other is not null && Code == other.Code && Sentence == other.Sentence && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Code, Sentence, Arguments.Length);
}

/// <summary>What came of reading a manifest: the manifest, or why the package is refused.</summary>
public sealed record ManifestReading(Manifest? Manifest, Remark? Refusal);
