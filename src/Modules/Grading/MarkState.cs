using System.Text.Json.Serialization;

namespace Lectern.Grading;

/// <summary>How far a result, or the mark that comes of several, has come. In this order, and a result only goes forwards.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarkState>))]
public enum MarkState
{
    /// <summary>Nothing was begun, and then there is no row; or what was begun was given up, and there is no number and will be none.</summary>
    None,
    /// <summary>Begun and not handed in: there is no number.</summary>
    InProgress,
    /// <summary>Handed in; a person or a job has something to mark. The number is what is known so far, and learners don't see it.</summary>
    NeedsMarking,
    /// <summary>Marked in full and not released: learners don't see it.</summary>
    Provisional,
    /// <summary>Learners see it.</summary>
    Released,
}
