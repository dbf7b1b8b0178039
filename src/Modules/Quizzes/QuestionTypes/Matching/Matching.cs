using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Cards;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Matching;

/// <summary>Two lines that belong together.</summary>
/// <param name="Stem">What is asked; null for an answer that belongs to none.</param>
/// <param name="Answer">Of the same id where two stems have the same answer.</param>
public sealed record MatchingPair(Item? Stem, Item? Answer);

/// <param name="AllOrNothing">Only when every pair is right are there points; otherwise each earns its share.</param>
public sealed record MatchingData(IReadOnlyList<MatchingPair> Pairs, bool AllOrNothing = false)
{
    public const int Most = 20;

    [JsonIgnore] public IEnumerable<MatchingPair> Asked => Pairs.Where(pair => pair.Stem is not null);
    [JsonIgnore] public IEnumerable<Item> Answers => Pairs.Select(pair => pair.Answer!).DistinctBy(answer => answer.Id);

    public MatchingPair? Find(string stem) => Pairs.FirstOrDefault(pair => pair.Stem?.Id == stem);

    /// <summary>The stems as an attempt shows them: with a seed in an order of its own.</summary>
    public IReadOnlyList<Item> StemsInOrder(string field, int? seed) => seed is { } shuffled ? Shuffling.Of(Asked.Select(pair => pair.Stem!), shuffled, stem => $"{field}/{stem.Id}") : [.. Asked.Select(pair => pair.Stem!)];

    /// <summary>Always shuffled: in the author's order each would stand beside its stem.</summary>
    public IReadOnlyList<Item> AnswersInOrder(string field, int? seed) => Shuffling.Of(Answers, seed ?? 0, answer => $"{field}/{answer.Id}");
}

/// <summary>Lines to each of which one of several answers belongs.</summary>
internal sealed class Matching : QuestionKind<MatchingData, Dictionary<string, string>>
{
    public override string Name => "matching";
    public override string Label => "Matching";
    public override string Icon => "arrow-left-right";
    public override string Rule => "Each pair that is right earns its share of the points.";

    protected override MatchingData New => new([]);

    protected override MatchingData Read(IFormCollection form) => new(
        [.. FormRows.Of(form["stem-text"], MatchingData.Most * 2).Select(row => new MatchingPair(
            Item.Read(form["stem-id"].At(row), form["stem-text"].At(row)),
            Item.Read(form["answer-id"].At(row), form["answer-text"].At(row))))],
        form["all-or-nothing"].Contains("true"));

    protected override Outcome<MatchingData> Tidy(MatchingData data)
    {
        List<MatchingPair> pairs = [];
        foreach (var written in data.Pairs ?? [])
        {
            if (written is null) continue;
            var stem = Item.Tidy(written.Stem, "pairs", id => pairs.Exists(pair => pair.Stem?.Id == id));
            if (stem.Refusal is { } longStem) return longStem;
            var answer = Item.Tidy(written.Answer, "pairs", id => pairs.Exists(pair => pair.Answer!.Id == id));
            if (answer.Refusal is { } longAnswer) return longAnswer;
            if (stem.Value.IsEmpty && answer.Value.IsEmpty) continue;
            if (answer.Value.IsEmpty) return new Refusal("answer-of-pair-missing", "Write the answer to “{0}”.", "pairs", stem.Value.Text);
            // The same words are the same answer, to whichever stem they belong.
            var same = pairs.Select(pair => pair.Answer!).FirstOrDefault(other => other.Looks == answer.Value.Looks);
            pairs.Add(new(stem.Value.IsEmpty ? null : stem.Value, same ?? answer.Value));
        }

        // What belongs to some line as well, or is there twice, is no answer more.
        var asked = pairs.Where(pair => pair.Stem is not null).Select(pair => pair.Answer!.Id).ToHashSet();
        pairs.RemoveAll(pair => pair.Stem is null && !asked.Add(pair.Answer!.Id));
        if (pairs.Count > MatchingData.Most) return new Refusal("too-many-rows", "There are at most {0} rows.", "pairs", MatchingData.Most);
        var stems = pairs.Where(pair => pair.Stem is not null).ToList();
        if (stems.DistinctBy(pair => pair.Stem!.Looks).Count() < stems.Count) return new Refusal("rows-alike", "Two rows are the same. Change one of them.", "pairs");
        return new MatchingData(pairs, data.AllOrNothing);
    }

    protected override Refusal? Missing(MatchingData data) =>
        !data.Asked.Any() || data.Answers.Count() < 2 ? new("pairs-missing", "Write at least one pair, and at least two different answers.", "pairs") : null;

    protected override RenderFragment EditPart(MatchingData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<MatchingEditPart>((nameof(MatchingEditPart.Data), data), (nameof(MatchingEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(MatchingData data, Dictionary<string, string>? response, AnswerPlace place) =>
        Fragments.Of<MatchingAnswerPart>((nameof(MatchingAnswerPart.Data), data), (nameof(MatchingAnswerPart.Response), response), (nameof(MatchingAnswerPart.Place), place));

    protected override Dictionary<string, string>? Read(IFormCollection form, string field) => Shares.Read(form, field);
    protected override Dictionary<string, string>? Tidy(MatchingData data, Dictionary<string, string> response) =>
        Shares.Kept(response, (stem, answer) => data.Find(stem) is not null && data.Answers.Any(one => one.Id == answer));

    protected override object Shown(MatchingData data, string field, int? seed) => new
    {
        stems = data.StemsInOrder(field, seed).Select(stem => stem.ForLearners()),
        answers = data.AnswersInOrder(field, seed).Select(answer => answer.ForLearners()),
    };

    protected override decimal Grade(MatchingData data, Dictionary<string, string> response) => Shares.Of(Parts(data, response), data.AllOrNothing);
    protected override (int Right, int All)? RightParts(MatchingData data, Dictionary<string, string> response) => Parts(data, response);
    protected override Dictionary<string, string>? WithoutWrong(MatchingData data, Dictionary<string, string> response) =>
        Shares.Kept(response, (stem, answer) => data.Find(stem)?.Answer!.Id == answer);

    protected override IReadOnlyList<string> Describe(MatchingData data, Dictionary<string, string> response, Texts texts) => [.. Lines(data, response).Select(line => Words(line, texts))];
    protected override IReadOnlyList<string> DescribeRight(MatchingData data, Texts texts) => [.. RightLines(data).Select(line => Words(line, texts))];
    protected override RenderFragment? ResponsePart(MatchingData data, Dictionary<string, string> response, ResponsePlace place) => Item.Drawn(Lines(data, response), CardWords.Between);
    protected override RenderFragment? RightPart(MatchingData data) => Item.Drawn(RightLines(data), CardWords.Between);

    private static (int Right, int All) Parts(MatchingData data, Dictionary<string, string> response) =>
        (data.Asked.Count(pair => response.GetValueOrDefault(pair.Stem!.Id) == pair.Answer!.Id), data.Asked.Count());

    private static IEnumerable<IReadOnlyList<Item>> Lines(MatchingData data, Dictionary<string, string> response) =>
        data.Asked.Where(pair => response.ContainsKey(pair.Stem!.Id)).Select(pair => new[] { pair.Stem!, data.Answers.First(answer => answer.Id == response[pair.Stem!.Id]) });

    private static IEnumerable<IReadOnlyList<Item>> RightLines(MatchingData data) => data.Asked.Select(pair => new[] { pair.Stem!, pair.Answer! });

    private static string Words(IReadOnlyList<Item> line, Texts texts) => texts["{0}: {1}", line[0].Text, line[1].Text];
}
