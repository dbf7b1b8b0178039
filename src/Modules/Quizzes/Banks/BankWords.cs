using System.Globalization;
using Lectern.Web.Design;

namespace Lectern.Quizzes.Banks;

/// <summary>What is said of questions in their bank.</summary>
internal static class BankWords
{
    public static string Of(Difficulty difficulty) => difficulty switch { Difficulty.Easy => "Easy", Difficulty.Hard => "Hard", _ => "Medium" };

    public static IEnumerable<Option> Difficulties(Texts texts, string none) => Enum.GetValues<Difficulty>().Select(d => new Option(d.ToString(), texts[Of(d)])).Prepend(new Option("", texts[none]));

    /// <summary>The categories for a select, each below its parent.</summary>
    public static IEnumerable<Option> Categories(CategoryTree tree, string none) => tree.InOrder().Select(c => new Option(c.Category.Id.ToString(), new string('\u2003', c.Depth) + c.Category.Name)).Prepend(new Option("", none));

    /// <summary>How an author finds it: its name, or the beginning of what it asks.</summary>
    public static string Title(Question question, Texts texts) =>
        question.Name.Length > 0 ? question.Name : RichText.PlainText(question.Prompt) is { Length: > 0 } words ? words : texts["A question that is not written yet"];

    public static string Correlation(double value) => value.ToString("0.00", CultureInfo.CurrentCulture);

    public static int Percent(double fraction) => (int)Math.Round(fraction * 100, MidpointRounding.AwayFromZero);

    /// <summary>Of a draw: where from, in words.</summary>
    public static string From(Draw draw, CategoryTree? tree, Texts texts)
    {
        List<string> parts = [];
        if (tree is not null) parts.AddRange(draw.Categories.Select(id => tree.Find(id)?.Name).OfType<string>());
        parts.AddRange(draw.Tags.Select(tag => "#" + tag));
        if (draw.Difficulty is { } difficulty) parts.Add(texts[Of(difficulty)]);
        return parts.Count == 0 ? texts["the whole bank"] : string.Join(texts[", "], parts);
    }
}
