using System.Security.Cryptography;

namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>Ids of the parts of a question. Random: numbers would tell learners in which order the author wrote, and authors mostly write the right one first.</summary>
public static class ShortId
{
    public static string New() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8);

    /// <summary>The id itself when it is one and none of those taken, else a new one.</summary>
    public static string Own(string? id, Func<string, bool> isTaken) => id is { Length: > 0 and <= 12 } && id.All(char.IsAsciiLetterOrDigit) && !isTaken(id) ? id : New();
}
