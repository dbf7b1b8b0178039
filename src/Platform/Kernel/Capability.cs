using System.Text.Json.Serialization;

namespace Lectern.Kernel;

/// <summary>What a person is to an organisation unit or a course. Each holds at its scope and everything below.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role { Learner, Instructor, Manager, Administrator }

/// <summary>
/// Something a person may do at a scope (organisation unit or course). Modules declare theirs as static fields, with the
/// roles that hold it; whoever is not named here may not. <paramref name="Sentence"/> completes "may …".
/// </summary>
public sealed record Capability(string Name, string Sentence, params Role[] HeldBy)
{
    public bool Equals(Capability? other) => Name == other?.Name;
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
