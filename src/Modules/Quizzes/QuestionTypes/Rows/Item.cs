using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Rows;

/// <summary>A line of a question that learners match, order, drag or answer to.</summary>
/// <param name="Id">Short, unique in its question, and says nothing about being right.</param>
/// <param name="Text">Plain text (<see cref="RichLine.Words"/>).</param>
/// <param name="Html">The text with its formulas, pictures and emphasis (<see cref="RichLine.Html"/>); "" when it has none.</param>
public sealed record Item(string Id, string Text, string Html = "")
{
    public const int LongestText = 500;

    /// <summary>As it is shown, sanitised HTML.</summary>
    [JsonIgnore] public string Shown => RichLine.ShownOf(Text, Html);
    /// <summary>As its field holds it.</summary>
    [JsonIgnore] public string Field => RichLine.Field(Text, Html);
    [JsonIgnore] public bool IsEmpty => Text.Length == 0 && Html.Length == 0;
    /// <summary>What two items that read the same have in common.</summary>
    [JsonIgnore] public string Looks => Html.Length > 0 ? Html : PlainText.Comparable(Text, exact: true);

    /// <summary>What a row's fields say.</summary>
    internal static Item Read(string id, string text)
    {
        var line = QuestionText.Line(text);
        return new(id, line.Words, line.Html);
    }

    /// <summary>Trimmed, and with an id of its own.</summary>
    internal static Outcome<Item> Tidy(Item? item, string field, Func<string, bool> isTaken)
    {
        var (text, html) = QuestionText.Line(item?.Text, item?.Html);
        if (text.Length > LongestText && html.Length == 0) return new Refusal("text-of-row-too-long", "A row has at most {0} characters.", field, LongestText);
        return new Item(ShortId.Own(item?.Id, isTaken), text, html);
    }

    /// <summary>Trims each, drops the empty ones and gives every one an id of its own.</summary>
    internal static Outcome<IReadOnlyList<Item>> Tidy(IReadOnlyList<Item>? items, string field, int most)
    {
        List<Item> kept = [];
        foreach (var written in items ?? [])
        {
            var item = Tidy(written, field, id => kept.Exists(other => other.Id == id));
            if (item.Refusal is { } refusal) return refusal;
            if (item.Value.IsEmpty) continue;
            if (kept.Count == most) return new Refusal("too-many-rows", "There are at most {0} rows.", field, most);
            kept.Add(item.Value);
        }

        if (kept.DistinctBy(item => item.Looks).Count() < kept.Count) return new Refusal("rows-alike", "Two rows are the same. Change one of them.", field);
        return kept;
    }

    /// <summary>For programs.</summary>
    internal object ForLearners() => Html.Length > 0 ? new { Id, Text, Html } : new { Id, Text };

    /// <summary>Lines of a result, drawn when one of their items is more than words; null when words are enough.</summary>
    internal static RenderFragment? Drawn(IEnumerable<IReadOnlyList<Item>> lines, string between)
    {
        var list = lines.ToList();
        if (list.TrueForAll(line => line.All(item => item.Html.Length == 0))) return null;
        return builder =>
        {
            foreach (var line in list)
            {
                builder.OpenElement(0, "p");
                builder.AddAttribute(1, "class", "prose prose-line");
                builder.AddAttribute(2, "dir", "auto");
                builder.AddMarkupContent(3, string.Join(between, line.Select(item => item.Shown)));
                builder.CloseElement();
            }
        };
    }
}
