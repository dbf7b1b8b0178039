namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>Points of a question of several parts.</summary>
internal static class Shares
{
    /// <summary>Each part earns its share; or all parts must be right.</summary>
    public static decimal Of((int Right, int All) parts, bool allOrNothing) =>
        parts.All == 0 ? 0 : allOrNothing ? parts.Right == parts.All ? 1 : 0 : (decimal)parts.Right / parts.All;

    /// <summary>The answers to the parts that a question has, in an order that says nothing; null when there is none.</summary>
    public static Dictionary<string, TAnswer>? Kept<TAnswer>(IReadOnlyDictionary<string, TAnswer> response, Func<string, TAnswer, bool> isPart)
    {
        var kept = response.Where(answer => answer.Value is not null && isPart(answer.Key, answer.Value)).OrderBy(answer => answer.Key, StringComparer.Ordinal).ToDictionary();
        return kept.Count == 0 ? null : kept;
    }

    /// <summary>What the answer part's fields say: those whose name goes on after a dot.</summary>
    public static Dictionary<string, string> Read(IFormCollection form, string field) =>
        form.Keys.Where(key => key.StartsWith(field + ".", StringComparison.Ordinal)).ToDictionary(key => key[(field.Length + 1)..], key => form[key].ToString());
}
