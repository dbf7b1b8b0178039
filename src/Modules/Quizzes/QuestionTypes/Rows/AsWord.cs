using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>A value of an enumeration as a word in JSON: "right-minus-wrong".</summary>
internal sealed class AsWord<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where TEnum : struct, Enum;
