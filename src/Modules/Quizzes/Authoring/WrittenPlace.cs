namespace Lectern.Quizzes.Authoring;

/// <summary>What authors find a question by, as they wrote it beside its words.</summary>
/// <param name="Category">The id; "" for none.</param>
/// <param name="Tags">With commas between them.</param>
public sealed record WrittenPlace(string Name, string Category, string Difficulty, string Tags)
{
    private static readonly char[] Between = [',', '،', ';', '\n'];

    public static WrittenPlace Of(Question question) => new(question.Name, question.CategoryId?.ToString() ?? "", question.Difficulty?.ToString() ?? "", string.Join(", ", question.Tags));

    public static WrittenPlace Of(IFormCollection form) => new(form["Name"].ToString(), form["CategoryId"].ToString(), form["Difficulty"].ToString(), form["Tags"].ToString());

    public static IEnumerable<string> Split(string? text) => (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A form without these fields changes nothing of it.</summary>
    public static Refusal? Keep(Question question, IFormCollection form, CategoryTree tree)
    {
        if (!form.ContainsKey("Tags")) return null;
        Id<QuestionCategory>? category = Id<QuestionCategory>.TryParse(form["CategoryId"], null, out var id) ? id : null;
        return question.Describe(form["Name"], NamedValue.Of<Difficulty>(form["Difficulty"]), Split(form["Tags"])) ?? question.MoveTo(category, tree);
    }
}
