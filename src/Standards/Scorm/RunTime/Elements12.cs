using System.Text.RegularExpressions;
using static Lectern.Scorm.RunTime.ElementNode;

namespace Lectern.Scorm.RunTime;

/// <summary>The data model of SCORM 1.2 (RTE 3.4.4). Lengths are checked where the standard bounds them and content keeps to it;
/// suspend data may be longer, because much content is.</summary>
internal static partial class Elements12
{
    // CMIIdentifier has no white space; much content writes questions there, and nobody is served by losing them.
    private static readonly DataType Identifier = value => DataTypes.Fits(value.Length is > 0 and <= 255 && !value.Any(char.IsControl));
    private static readonly DataType Status = DataTypes.OneOf("passed", "completed", "failed", "incomplete", "browsed", "not attempted");

    internal static readonly ElementNode Version = Value("_version", initially: "3.4", access: Access.ReadOnly);

    internal static readonly ElementNode Cmi = Group("cmi",
        Version,
        Group("core",
            Value("student_id", access: Access.ReadOnly),
            Value("student_name", access: Access.ReadOnly),
            Value("lesson_location", Longest(255), ""),
            Value("credit", initially: "credit", access: Access.ReadOnly),
            // "not attempted" is what the LMS says before the content has said anything; content can't go back to it.
            Value("lesson_status", DataTypes.OneOf("passed", "completed", "failed", "incomplete", "browsed"), "not attempted"),
            Value("entry", initially: "", access: Access.ReadOnly),
            Score(),
            Value("total_time", initially: "0000:00:00.00", access: Access.ReadOnly),
            Value("lesson_mode", initially: "normal", access: Access.ReadOnly),
            Value("exit", DataTypes.OneOf("time-out", "suspend", "logout", ""), access: Access.WriteOnly),
            Value("session_time", Timespan, access: Access.WriteOnly)),
        Value("suspend_data", Longest(CmiElements.LongestSuspendData), ""),
        Value("launch_data", initially: "", access: Access.ReadOnly),
        Value("comments", Longest(4096), ""),
        Value("comments_from_lms", initially: "", access: Access.ReadOnly),
        Collection("objectives", Value("id", Identifier, ""), Score(), Value("status", Status, "not attempted")),
        Group("student_data",
            Value("mastery_score", initially: "", access: Access.ReadOnly),
            Value("max_time_allowed", initially: "", access: Access.ReadOnly),
            Value("time_limit_action", initially: "", access: Access.ReadOnly)),
        Group("student_preference",
            Value("audio", Whole(-1, 100), "0"), Value("language", Longest(255), ""), Value("speed", Whole(-100, 100), "0"), Value("text", Whole(-1, 1), "0")),
        Collection("interactions",
            Value("id", Identifier, access: Access.WriteOnly),
            Collection("objectives", Value("id", Identifier, access: Access.WriteOnly)) with { NamesChildren = false },
            Value("time", Time, access: Access.WriteOnly),
            Value("type", DataTypes.OneOf("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"), access: Access.WriteOnly),
            Collection("correct_responses", Value("pattern", Longest(4000), access: Access.WriteOnly)) with { NamesChildren = false },
            Value("weighting", Decimal(), access: Access.WriteOnly),
            Value("student_response", Longest(4000), access: Access.WriteOnly),
            Value("result", Result, access: Access.WriteOnly),
            Value("latency", Timespan, access: Access.WriteOnly))) with { NamesChildren = false };

    private static ElementNode Score() => Group("score", Value("raw", Points, ""), Value("min", Points, ""), Value("max", Points, ""));

    // CMIDecimal or blank, normalised between 0 and 100.
    private static TypeCheck Points(string value) => value.Length == 0 ? TypeCheck.Fits : Decimal(0, 100)(value);

    // CMIDecimal: digits with at most one point, and a minus before what is negative; no plus, no exponent.
    private static DataType Decimal(decimal? least = null, decimal? most = null) => value => Digits.IsMatch(value) ? DataTypes.Real(least, most)(value) : TypeCheck.Mismatch;

    private static DataType Longest(int length) => value => DataTypes.Fits(value.Length <= length);

    private static DataType Whole(int least, int most) => value =>
        value.Contains('.', StringComparison.Ordinal) ? TypeCheck.Mismatch : Decimal(least, most)(value);

    private static TypeCheck Timespan(string value) => DataTypes.Fits(CmiTime.Parse(ScormVersion.Scorm12, value) is not null && value.IndexOf(':', StringComparison.Ordinal) >= 2);

    private static TypeCheck Result(string value) =>
        DataTypes.Fits(value is "correct" or "wrong" or "unanticipated" or "neutral" || Decimal()(value) == TypeCheck.Fits);

    private static TypeCheck Time(string value) => DataTypes.Fits(ClockTime.IsMatch(value));

    [GeneratedRegex(@"^-?([0-9]+(\.[0-9]*)?|\.[0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits { get; }

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClockTime { get; }
}
