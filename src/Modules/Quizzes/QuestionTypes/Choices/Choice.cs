namespace Lectern.Quizzes.QuestionTypes.Choices;

/// <summary>One of several answers to choose from. The id is short, unique in its question, and says nothing about being right.</summary>
public sealed record Choice(string Id, string Text, bool IsRight = false, string Remark = "");

/// <summary>The data of a question with choices.</summary>
public sealed record ChoiceData(IReadOnlyList<Choice> Choices)
{
    public const int Most = 20;
    public const int LongestText = 500;

    public static ChoiceData Blank { get; } = new([]);

    public IEnumerable<Choice> Right => Choices.Where(c => c.IsRight);

    public Choice? Find(string id) => Choices.FirstOrDefault(c => c.Id == id);

    /// <summary>Drops empty choices, trims the others and gives every one an id of its own.</summary>
    public Outcome<ChoiceData> Tidy()
    {
        List<Choice> kept = [];
        foreach (var choice in Choices ?? [])
        {
            if (choice is null) continue;
            var text = PlainText.Line(choice.Text);
            if (text.Length == 0) continue;
            var remark = PlainText.Line(choice.Remark);
            if (text.Length > LongestText || remark.Length > LongestText) return new Refusal("choice-too-long", "A choice has at most {0} characters, and so has its feedback.", "Choices", LongestText);
            var id = IsId(choice.Id) && kept.TrueForAll(c => c.Id != choice.Id) ? choice.Id : null;
            kept.Add(new Choice(id ?? "", text, choice.IsRight, remark));
        }

        if (kept.Count > Most) return new Refusal("too-many-choices", "A question has at most {0} choices.", "Choices", Most);
        for (var i = 0; i < kept.Count; i++)
            if (kept[i].Id.Length == 0) kept[i] = kept[i] with { Id = FreeId(kept) };
        if (kept.DistinctBy(c => PlainText.Comparable(c.Text, exact: true)).Count() < kept.Count)
            return new Refusal("choices-alike", "Two choices are the same. Change one of them.", "Choices");
        return new ChoiceData(kept);
    }

    /// <summary>What the edit part's rows say; the row number of a right one is in the field "right".</summary>
    public static ChoiceData Read(IFormCollection form)
    {
        var (ids, texts, remarks, right) = (form["choice-id"], form["choice-text"], form["choice-remark"], form["right"]);
        return new([.. Enumerable.Range(0, Math.Min(texts.Count, Most * 2)).Select(row => new Choice(
            row < ids.Count ? ids[row] ?? "" : "",
            texts[row] ?? "",
            right.Contains(row.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            row < remarks.Count ? remarks[row] ?? "" : ""))]);
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= 12 } && id.All(char.IsAsciiLetterOrDigit);

    private static string FreeId(List<Choice> taken)
    {
        for (var number = 1; ; number++)
            if (taken.TrueForAll(c => c.Id != $"c{number}")) return $"c{number}";
    }
}
