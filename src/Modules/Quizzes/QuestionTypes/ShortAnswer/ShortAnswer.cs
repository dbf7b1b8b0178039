using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.ShortAnswer;

/// <param name="Accepted">Every wording that is right; the first is the one that is shown.</param>
/// <param name="MatchCase">An exact match (<see cref="PlainText.Comparable"/>); case was all that it meant at first, and sealed quizzes keep its name.</param>
public sealed record ShortAnswerData(IReadOnlyList<string> Accepted, bool MatchCase = false)
{
    public const int Most = 20;
    public const int LongestText = 200;
}

/// <summary>A word or a few, typed.</summary>
internal sealed class ShortAnswer : QuestionKind<ShortAnswerData, string>
{
    public override string Name => "short-answer";
    public override string Label => "Short answer";
    public override string Icon => "text-cursor-input";
    public override string Rule => "One of the accepted answers earns all points. Blanks at the ends and double blanks don't matter; case and ways of writing only if you ask for an exact match.";

    protected override ShortAnswerData New => new([]);
    protected override ShortAnswerData Read(IFormCollection form) =>
        new([.. form["accepted"].SelectMany(lines => (lines ?? "").Split('\n'))], form["match-case"].Contains("true"));

    protected override Outcome<ShortAnswerData> Tidy(ShortAnswerData data)
    {
        var accepted = (data.Accepted ?? []).Select(PlainText.Line).Where(a => a.Length > 0).DistinctBy(a => PlainText.Comparable(a, data.MatchCase)).ToList();
        if (accepted.Count > ShortAnswerData.Most) return new Refusal("too-many-answers", "There are at most {0} accepted answers.", "accepted", ShortAnswerData.Most);
        if (accepted.Exists(a => a.Length > ShortAnswerData.LongestText)) return new Refusal("answer-too-long", "An accepted answer has at most {0} characters.", "accepted", ShortAnswerData.LongestText);
        return new ShortAnswerData(accepted, data.MatchCase);
    }

    protected override Refusal? Missing(ShortAnswerData data) => data.Accepted.Count == 0 ? new("accepted-answer-missing", "Write at least one accepted answer.", "accepted") : null;

    protected override RenderFragment EditPart(ShortAnswerData data, IReadOnlyDictionary<string, string> errors) =>
        Part<ShortAnswerEditPart>((nameof(ShortAnswerEditPart.Data), data), (nameof(ShortAnswerEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(ShortAnswerData data, string? response, AnswerPlace place) =>
        Part<ShortAnswerAnswerPart>((nameof(ShortAnswerAnswerPart.Response), response), (nameof(ShortAnswerAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => form[field].FirstOrDefault();

    protected override string? Tidy(ShortAnswerData data, string response)
    {
        var line = PlainText.Line(response);
        if (line.Length > ShortAnswerData.LongestText) line = line[..ShortAnswerData.LongestText];
        return line.Length == 0 ? null : PlainText.Line(line);   // once more: the cut may have gone through a pair of surrogates
    }

    protected override object Shown(ShortAnswerData data, string field, int? seed) => new { longest = ShortAnswerData.LongestText };

    protected override decimal Grade(ShortAnswerData data, string response)
    {
        var said = PlainText.Comparable(response, data.MatchCase);
        return data.Accepted.Any(accepted => PlainText.Comparable(accepted, data.MatchCase) == said) ? 1 : 0;
    }

    protected override IReadOnlyList<string> Describe(ShortAnswerData data, string response, Texts texts) => [response];
    protected override IReadOnlyList<string> DescribeRight(ShortAnswerData data, Texts texts) => data.Accepted;
}
