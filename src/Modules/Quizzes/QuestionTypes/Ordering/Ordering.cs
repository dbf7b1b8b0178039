using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Ordering;

/// <summary>What earns points in an order that isn't wholly right.</summary>
[JsonConverter(typeof(AsWord<OrderCredit>))]
public enum OrderCredit
{
    /// <summary>Each item at its right place.</summary>
    Places,
    /// <summary>Each item directly before the one that follows it in the right order.</summary>
    Neighbours,
    /// <summary>Nothing: the order is right or not.</summary>
    Exact,
}

/// <param name="Items">In the right order.</param>
public sealed record OrderingData(IReadOnlyList<Item> Items, OrderCredit Credit = OrderCredit.Places)
{
    public const int Most = 20;

    /// <summary>Always shuffled, by the ids alone, so that it says nothing about the right order.</summary>
    public IReadOnlyList<Item> InOrder(string field, int? seed) => Shuffling.Of(Items, seed ?? 0, item => $"{field}/{item.Id}");
}

/// <summary>Items to put in order. A response says the place of each, from 1; two may have been given the same one.</summary>
internal sealed class Ordering : QuestionKind<OrderingData, Dictionary<string, int>>
{
    public override string Name => "ordering";
    public override string Label => "Ordering";
    public override string Icon => "list-ordered";
    public override string Rule => "The right order earns all points; a partly right one what you choose.";

    protected override OrderingData New => new([]);

    protected override OrderingData Read(IFormCollection form) => new(
        [.. FormRows.Of(form["item-text"], OrderingData.Most * 2).Select(row => Item.Read(form["item-id"].At(row), form["item-text"].At(row)))],
        FormRows.Word(form["credit"], OrderCredit.Places));

    protected override Outcome<OrderingData> Tidy(OrderingData data)
    {
        var items = Item.Tidy(data.Items, "items", OrderingData.Most);
        return items.Refusal is { } refusal ? refusal : new OrderingData(items.Value, data.Credit);
    }

    protected override Refusal? Missing(OrderingData data) => data.Items.Count < 2 ? new("items-missing", "Write at least two items.", "items") : null;

    protected override RenderFragment EditPart(OrderingData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<OrderingEditPart>((nameof(OrderingEditPart.Data), data), (nameof(OrderingEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(OrderingData data, Dictionary<string, int>? response, AnswerPlace place) =>
        Fragments.Of<OrderingAnswerPart>((nameof(OrderingAnswerPart.Data), data), (nameof(OrderingAnswerPart.Response), response), (nameof(OrderingAnswerPart.Place), place));

    protected override Dictionary<string, int>? Read(IFormCollection form, string field) =>
        Shares.Read(form, field).Where(answer => int.TryParse(answer.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
            .ToDictionary(answer => answer.Key, answer => int.Parse(answer.Value, System.Globalization.CultureInfo.InvariantCulture));

    protected override Dictionary<string, int>? Tidy(OrderingData data, Dictionary<string, int> response) =>
        Shares.Kept(response, (item, place) => data.Items.Any(one => one.Id == item) && place >= 1 && place <= data.Items.Count);

    protected override object Shown(OrderingData data, string field, int? seed) => new { items = data.InOrder(field, seed).Select(item => item.ForLearners()) };

    protected override decimal Grade(OrderingData data, Dictionary<string, int> response) => Shares.Of(data.Credit == OrderCredit.Neighbours ? Neighbours(data, response) : Places(data, response), data.Credit == OrderCredit.Exact);

    protected override (int Right, int All)? RightParts(OrderingData data, Dictionary<string, int> response) => data.Credit switch
    {
        OrderCredit.Places => Places(data, response),
        OrderCredit.Neighbours => Neighbours(data, response),
        _ => null,
    };

    protected override Dictionary<string, int>? WithoutWrong(OrderingData data, Dictionary<string, int> response) => data.Credit switch
    {
        OrderCredit.Places => Shares.Kept(response, (item, place) => PlaceOf(data, item) == place),
        OrderCredit.Neighbours => Shares.Kept(response, (item, _) => RightPairs(data, response).Any(pair => pair.First == item || pair.Second == item)),
        _ => null,
    };

    protected override IReadOnlyList<string> Describe(OrderingData data, Dictionary<string, int> response, Texts texts) =>
        [.. InPlace(data, response).Select(placed => texts["{0}. {1}", placed.Place, placed.Item.Text])];

    protected override IReadOnlyList<string> DescribeRight(OrderingData data, Texts texts) => [.. data.Items.Select((item, index) => texts["{0}. {1}", index + 1, item.Text])];
    protected override RenderFragment? ResponsePart(OrderingData data, Dictionary<string, int> response, ResponsePlace place) => Item.Drawn(InPlace(data, response).Select(placed => new[] { placed.Item }), "");
    protected override RenderFragment? RightPart(OrderingData data) => Item.Drawn(data.Items.Select(item => new[] { item }), "");

    private static int PlaceOf(OrderingData data, string item) => data.Items.Select(one => one.Id).ToList().IndexOf(item) + 1;

    private static IEnumerable<(int Place, Item Item)> InPlace(OrderingData data, Dictionary<string, int> response) =>
        data.Items.Where(item => response.ContainsKey(item.Id)).Select(item => (Place: response[item.Id], Item: item)).OrderBy(placed => placed.Place).ThenBy(placed => placed.Item.Id, StringComparer.Ordinal);

    private static (int Right, int All) Places(OrderingData data, Dictionary<string, int> response) =>
        (data.Items.Where((item, index) => response.GetValueOrDefault(item.Id) == index + 1).Count(), data.Items.Count);

    private static (int Right, int All) Neighbours(OrderingData data, Dictionary<string, int> response) => (RightPairs(data, response).Count(), data.Items.Count - 1);

    // Two at the same place are not one before the other.
    private static IEnumerable<(string First, string Second)> RightPairs(OrderingData data, Dictionary<string, int> response)
    {
        var alone = InPlace(data, response).GroupBy(placed => placed.Place).Select(place => place.Count() == 1 ? place.Single().Item.Id : "").ToList();
        return alone.Zip(alone.Skip(1)).Where(pair => PlaceOf(data, pair.First) is > 0 and var first && PlaceOf(data, pair.Second) == first + 1);
    }
}
