using System.Text.Json.Serialization;

namespace Lectern.Grading;

/// <summary>Which of several attempts at an activity makes the mark.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GradingPolicy>))]
public enum GradingPolicy
{
    /// <summary>The best share of its points; of equal ones the first.</summary>
    Highest,
    /// <summary>The mean of the shares that were reached, out of the points of the latest attempt.</summary>
    Average,
    First,
    Last,
}
