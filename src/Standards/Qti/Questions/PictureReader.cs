using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Questions;

/// <summary>Graphic interactions as questions (QTI 2.1 information model 7.6). Whether an item marks as such a question does is tried with answers, and said where it doesn't.</summary>
internal static class PictureReader
{
    private const int Tries = 40;
    private static readonly QtiProblem Areas = new("areas-marked-otherwise", "Its file marks it in another way than here, where each right place earns its share and each wrong one takes a share away.");
    private static readonly QtiProblem Labels = new("labels-marked-otherwise", "Its file marks it in another way than here, where each place with its right label earns its share.");

    internal static HotspotQuestion? Hotspot(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var right = (response.Mapping?.Entries.Where(entry => entry.Value > 0).Select(entry => entry.Key) ?? response.Correct?.Items ?? []).OfType<string>().ToHashSet(StringComparer.Ordinal);
        List<PictureArea> areas = [.. interaction.Choices.Where(choice => choice.Area is not null).Select(choice => new PictureArea(choice.Identifier, choice.Area!, right.Contains(choice.Identifier), Label(choice)))];
        if (right.Count == 0 || areas.Count == 0) return null;
        return Checked(item, response, new()
        {
            Identifier = "", Stem = QuestionReader.Stem(item, interaction), Picture = Picture(interaction), ShowsAreas = true, Areas = areas,
            Most = response.Cardinality == Cardinality.Single ? 1 : interaction.Most,
        }, random => areas[random.Next(areas.Count)].Identifier, chosen => areas.FindIndex(area => area.IsRight && area.Identifier == (string)chosen) is >= 0 and var at ? [at] : []);
    }

    /// <summary>Right places are those of the area mapping, or the areas that the item's own rules look into ("inside").</summary>
    internal static HotspotQuestion? SelectPoint(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var found = response.AreaMapping?.Entries.Where(entry => entry.Value > 0).Select(entry => entry.Area)
            ?? item.ResponseRules.SelectMany(rule => rule.Expressions).SelectMany(expression => expression.All())
                .Where(expression => expression.Name == "inside" && expression.Operands is [{ Name: "variable" } operand] && operand.Attribute("identifier") == response.Identifier)
                .Select(expression => Area.Read(expression.Attribute("shape"), expression.Attribute("coords"))).OfType<Area>()
                .Where(area => area.PointInside() is { } inside && QuestionReader.Score(item, response, [inside]) > 0);
        List<PictureArea> areas = [.. found.Select((area, at) => new PictureArea($"A{at + 1}", area, IsRight: true))];
        if (areas.Count == 0) return null;
        var picture = Picture(interaction);
        // Some inside of an area, some near one, some anywhere.
        QtiPoint Point(Random random) => random.Next(3) == 0 || areas[random.Next(areas.Count)].Area.PointInside() is not { } inside
            ? new(random.Next((int)Math.Clamp(picture.Width ?? 300, 1, 10_000)), random.Next((int)Math.Clamp(picture.Height ?? 300, 1, 10_000)))
            : random.Next(2) == 0 ? inside : new(inside.X + random.Next(-20, 21), inside.Y + random.Next(-20, 21));
        return Checked(item, response, new()
        {
            Identifier = "", Stem = QuestionReader.Stem(item, interaction), Picture = picture, Areas = areas,
            Most = response.Cardinality == Cardinality.Single ? 1 : interaction.Most,
        }, random => Point(random), point => [.. Enumerable.Range(0, areas.Count).Where(at => areas[at].Area.Contains((QtiPoint)point))]);
    }

    internal static LabelQuestion? Label(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var labels = interaction.Choices.Where(choice => choice.Role == ChoiceRole.Choice).ToList();
        var places = interaction.Choices.Where(choice => choice is { Role: ChoiceRole.Hotspot, Area: not null }).ToList();
        // The pair that earns most is the place's; the standard has the label first.
        var keys = (response.Mapping?.Entries.Where(entry => entry.Value > 0).OrderByDescending(entry => entry.Value).Select(entry => entry.Key) ?? response.Correct?.Items ?? []).OfType<QtiPair>()
            .Where(pair => labels.Exists(label => label.Identifier == pair.First)).DistinctBy(pair => pair.Second).ToDictionary(pair => pair.Second, pair => pair.First);
        if (labels.Count == 0 || !places.Exists(place => keys.ContainsKey(place.Identifier))) return null;
        var kept = places.Where(place => keys.ContainsKey(place.Identifier)).ToList();
        var question = new LabelQuestion
        {
            Identifier = "", Stem = QuestionReader.Stem(item, interaction), Picture = Picture(interaction), IsReused = labels.Exists(label => label.MatchMax != 1),
            Labels = [.. labels.Select(label => new MatchSide(label.Identifier, QuestionReader.Markup(label.Element)))],
            Places = [.. kept.Select(place => new LabelPlace(place.Identifier, place.Area!, Label(place), keys[place.Identifier]))],
            Remarks = kept.Count < places.Count ? [new(new("places-without-label", "Places where no label belongs are lost."), IsLost: true)] : [],
        };
        var most = MaxScore.Of(item) ?? question.MaxScore;
        var random = new Random(1);
        for (var time = 0; time < Tries; time++)
        {
            List<object> pairs = [.. places.Where(_ => random.Next(4) > 0).Select(place => (object)new QtiPair(
                random.Next(2) == 0 && keys.TryGetValue(place.Identifier, out var right) ? right : labels[random.Next(labels.Count)].Identifier, place.Identifier))];
            if (response.Cardinality == Cardinality.Single) pairs = [.. pairs.Take(1)];
            if (Agrees(item, response, pairs, most * pairs.Cast<QtiPair>().Count(pair => keys.GetValueOrDefault(pair.Second) == pair.First) / kept.Count)) continue;
            return question with { Remarks = [.. question.Remarks, new(Labels, IsLost: true)] };
        }

        return question;
    }

    /// <param name="answer">Something that could be answered.</param>
    /// <param name="hits">The right areas that it is in, by their places.</param>
    private static HotspotQuestion Checked(AssessmentItem item, ResponseDeclaration response, HotspotQuestion question, Func<Random, object> answer, Func<object, IReadOnlyList<int>> hits)
    {
        var (most, all, random) = (MaxScore.Of(item) ?? question.MaxScore, question.Areas.Count(area => area.IsRight), new Random(1));
        for (var time = 0; time < Tries; time++)
        {
            var limit = question.Most == 0 ? question.Areas.Count + 1 : Math.Min(question.Most, question.Areas.Count + 1);
            List<object> answers = [.. Enumerable.Range(0, random.Next(1, limit + 1)).Select(_ => answer(random)).Distinct()];
            HashSet<int> hit = [];
            var wrong = 0;
            foreach (var under in answers.Select(hits))
            {
                if (under.Count == 0) wrong++;
                else if (under.Cast<int?>().FirstOrDefault(at => !hit.Contains(at!.Value)) is { } at) hit.Add(at);
            }

            if (!Agrees(item, response, answers, most * Math.Max(0, (double)(hit.Count - wrong) / all))) return question with { Remarks = [new(Areas, IsLost: true)] };
        }

        return question;
    }

    private static bool Agrees(AssessmentItem item, ResponseDeclaration response, IReadOnlyList<object> answers, double expected) =>
        Math.Abs(QuestionReader.Score(item, response, answers) - expected) < 1e-6;

    private static string Label(Choice choice) => ((string?)choice.Element.Attribute("hotspotLabel") ?? "").Trim();

    private static QuestionPicture Picture(Interaction interaction) => interaction.Object is not { } picture ? new("", null, null, null, "") : new(
        (string?)picture.Attribute("data") ?? (string?)picture.Attribute("src") ?? "",
        (string?)picture.Attribute("type"),
        Pixels(picture, "width"), Pixels(picture, "height"),
        ((string?)picture.Attribute("alt") ?? string.Join(' ', picture.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Trim());

    private static double? Pixels(XElement picture, string name) => Lexical.Float(((string?)picture.Attribute(name))?.Trim()) is { } pixels and > 0 and < 1e6 ? pixels : null;
}
