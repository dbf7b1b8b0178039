using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.ShortAnswer;

/// <summary>An accepted answer that earns a part of the points, or has feedback of its own.</summary>
/// <param name="Percent">Of the points, 0 to 100.</param>
/// <param name="Feedback">Sanitised HTML.</param>
public sealed record PartlyRight(string Text, decimal Percent = 100, string Feedback = "");

/// <param name="Accepted">Every wording that earns all points; the first is the one that is shown.</param>
/// <param name="MatchCase">An exact match (<see cref="PlainText.Comparable"/>); case was all that it meant at first, and sealed quizzes keep its name.</param>
/// <param name="Others">Further answers.</param>
/// <param name="IgnoreAccents">As in <see cref="ShortAnswer.Wording"/>.</param>
/// <param name="Wildcards">As there; off in questions from before there were any, where a * is a *.</param>
public sealed record ShortAnswerData(IReadOnlyList<string> Accepted, bool MatchCase = false, IReadOnlyList<PartlyRight>? Others = null, bool IgnoreAccents = false, bool Wildcards = false)
{
    public const int Most = 20;
    public const int LongestText = 200;

    [JsonIgnore] public Wording Wording => new(MatchCase, IgnoreAccents, Wildcards);
    [JsonIgnore] public IEnumerable<PartlyRight> All => [.. Accepted.Select(text => new PartlyRight(text)), .. Others ?? []];
}

/// <summary>A word or a few, typed.</summary>
internal sealed class ShortAnswer : QuestionKind<ShortAnswerData, string>
{
    public override string Name => "short-answer";
    public override string Label => "Short answer";
    public override string Icon => "text-cursor-input";
    public override string Rule => "An accepted answer earns its share of the points. Blanks at the ends and double blanks don't matter; case and ways of writing only if you ask for an exact match.";

    protected override ShortAnswerData New => new([]);
    protected override ShortAnswerData Read(IFormCollection form) =>
        new([.. form["accepted"].SelectMany(lines => (lines ?? "").Split('\n'))], form["match-case"].Contains("true"),
            [.. FormRows.Of(form["other"], ShortAnswerData.Most * 2).Select(row => new PartlyRight(form["other"].At(row), FormRows.Percent(form["other-percent"].At(row)), form["other-feedback"].At(row)))],
            form["ignore-accents"].Contains("true"), form["wildcards"].Contains("true"));

    protected override Outcome<ShortAnswerData> Tidy(ShortAnswerData data)
    {
        var accepted = (data.Accepted ?? []).Select(PlainText.Line).Where(a => a.Length > 0).DistinctBy(a => PlainText.Comparable(a, data.MatchCase)).ToList();
        if (accepted.Count > ShortAnswerData.Most) return new Refusal("too-many-answers", "There are at most {0} accepted answers.", "accepted", ShortAnswerData.Most);
        if (accepted.Exists(a => a.Length > ShortAnswerData.LongestText)) return new Refusal("answer-too-long", "An accepted answer has at most {0} characters.", "accepted", ShortAnswerData.LongestText);
        List<PartlyRight> others = [];
        foreach (var written in data.Others ?? [])
        {
            var text = PlainText.Line(written?.Text);
            if (text.Length == 0) continue;
            if (text.Length > ShortAnswerData.LongestText) return new Refusal("answer-too-long", "An accepted answer has at most {0} characters.", "others", ShortAnswerData.LongestText);
            if (!FormRows.IsPercent(written!.Percent)) return new Refusal("percent-out-of-range", "Enter a share of the points from 0 to 100 percent.", "others");
            var feedback = WrittenFeedback.Read(written.Feedback, "others");
            if (feedback.Refusal is { } refusal) return refusal;
            others.Add(new(text, written.Percent, feedback.Value));
        }

        if (others.Count > ShortAnswerData.Most) return new Refusal("too-many-answers", "There are at most {0} accepted answers.", "others", ShortAnswerData.Most);
        return data with { Accepted = accepted, Others = others.Count == 0 ? null : others };
    }

    protected override Refusal? Missing(ShortAnswerData data) => !data.All.Any(answer => answer.Percent == 100) ? new("accepted-answer-missing", "Write at least one accepted answer.", "accepted") : null;

    protected override RenderFragment EditPart(ShortAnswerData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<ShortAnswerEditPart>((nameof(ShortAnswerEditPart.Data), data), (nameof(ShortAnswerEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(ShortAnswerData data, string? response, AnswerPlace place) =>
        Fragments.Of<ShortAnswerAnswerPart>((nameof(ShortAnswerAnswerPart.Response), response), (nameof(ShortAnswerAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => form[field].FirstOrDefault();

    protected override string? Tidy(ShortAnswerData data, string response)
    {
        var line = PlainText.Line(response);
        if (line.Length > ShortAnswerData.LongestText) line = line[..ShortAnswerData.LongestText];
        return line.Length == 0 ? null : PlainText.Line(line);   // once more: the cut may have gone through a pair of surrogates
    }

    protected override object Shown(ShortAnswerData data, string field, int? seed) => new { longest = ShortAnswerData.LongestText };

    protected override decimal Grade(ShortAnswerData data, string response) => (Taken(data, response)?.Percent ?? 0) / 100;
    protected override IReadOnlyList<string> Explain(ShortAnswerData data, string response, Texts texts) =>
        Taken(data, response) is { Percent: > 0 and < 100 } partly ? [texts["This answer earns {0} percent of the points.", FormRows.Written(partly.Percent)]] : [];

    protected override IReadOnlyList<string> Describe(ShortAnswerData data, string response, Texts texts) => [response];
    protected override IReadOnlyList<string> DescribeRight(ShortAnswerData data, Texts texts) => [.. data.All.Where(answer => answer.Percent == 100).Select(answer => data.Wording.Shown(answer.Text))];
    protected override IReadOnlyList<string> Remarks(ShortAnswerData data, string response) => Taken(data, response) is { Feedback.Length: > 0 } answer ? [answer.Feedback] : [];

    // The one that earns most; of those that earn as much, one that has something to say.
    private static PartlyRight? Taken(ShortAnswerData data, string response) =>
        data.All.Where(answer => data.Wording.Accepts(answer.Text, response)).MaxBy(answer => (answer.Percent, answer.Feedback.Length > 0));
}
