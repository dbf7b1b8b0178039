using System.Text.Json;

namespace Lectern.Quizzes;

/// <summary>Questions that a quiz draws from a bank: every attempt others. Which the pool holds is settled when the quiz is published.</summary>
/// <param name="Count">How many an attempt meets.</param>
/// <param name="Points">What each is worth there.</param>
public sealed record Draw(Id<QuestionBank> BankId, int Count, decimal Points)
{
    public const int Most = 100;
    /// <summary>In one pool; it is sealed whole.</summary>
    public const int LargestPool = 500;

    /// <summary>Any of these; none for the whole bank.</summary>
    public IReadOnlyList<Id<QuestionCategory>> Categories { get; init; } = [];
    /// <summary>With what is below those categories.</summary>
    public bool WithBelow { get; init; } = true;
    /// <summary>Lower case; none for any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>All of the tags instead of any.</summary>
    public bool AllTags { get; init; }
    /// <summary>Null for any, those without one too.</summary>
    public Difficulty? Difficulty { get; init; }

    public static Draw? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<Draw>(json);

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Whether it says something possible about this bank; how many questions match is another matter.</summary>
    public Refusal? Check(CategoryTree tree)
    {
        if (Count is < 1 or > Most) return new("draw-count", "Draw from 1 to {0} questions.", nameof(Count), Most);
        if (Points is <= 0 or > Question.MostPoints || Points != decimal.Round(Points, 2)) return new("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Points));
        if (Tags.Count > Question.MostTags) return new("too-many-tags", "A question has at most {0} tags.", nameof(Tags), Question.MostTags);
        return Categories.Any(category => tree.Find(category) is null) ? new Refusal("category-unknown", "This question bank has no such category.", nameof(Categories)) : null;
    }

    /// <summary>Which of the candidates it draws from.</summary>
    /// <param name="candidates">Of any bank; archived ones are not among them.</param>
    /// <param name="tree">Of its own bank.</param>
    public IEnumerable<Candidate> Pool(IEnumerable<Candidate> candidates, CategoryTree tree)
    {
        var within = Categories.SelectMany(category => WithBelow ? tree.WithBelow(category) : [category]).ToHashSet();
        return candidates.Where(question => question.BankId == BankId
            && (Categories.Count == 0 || (question.CategoryId is { } category && within.Contains(category)))
            && (Difficulty is null || question.Difficulty == Difficulty)
            && (Tags.Count == 0 || (AllTags ? Tags.All(question.Has) : Tags.Any(question.Has))));
    }
}

/// <summary>What a draw goes by.</summary>
public sealed record Candidate(Id<Question> Id, Id<QuestionBank> BankId, Id<QuestionCategory>? CategoryId, Difficulty? Difficulty, string TagsText)
{
    public bool Has(string tag) => TagsText.Contains($"|{tag}|", StringComparison.Ordinal);
}
