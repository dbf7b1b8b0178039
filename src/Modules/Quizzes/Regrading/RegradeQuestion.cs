using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Regrading;

/// <summary>What is different between a question as attempts met it and as it is written now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionDifference>))]
public enum QuestionDifference
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Its words alone: nothing is marked otherwise.</summary>
    Words,
    /// <summary>What is right, or what it earns: answers can be marked anew.</summary>
    Key,
    /// <summary>Its parts: what was answered doesn't mean the same any more.</summary>
    Parts,
    /// <summary>It isn't written to the end.</summary>
    Unfinished,
    /// <summary>It isn't in a question bank any more.</summary>
    Gone,
}

/// <summary>A question that attempts have met, beside what it is now.</summary>
/// <param name="Met">As the latest of them met it.</param>
/// <param name="Now">As its bank has it; null when it isn't there any more.</param>
/// <param name="WordsOfPartsDiffer">With <see cref="QuestionDifference.Key"/>: choices or other parts are worded otherwise than they were, so whoever decides has to look whether they still mean the same.</param>
/// <param name="PointsDiffer">It is worth something else now; attempts keep what it was worth when they met it.</param>
/// <param name="IsMarkedByServer">Otherwise a decision about all can change it, or what its answers earn when they are run by what it is now.</param>
/// <param name="Versions">All that attempts have met, from the first.</param>
public sealed record RegradeQuestion(QuizQuestion Met, QuizQuestion? Now, QuestionDifference Difference, bool WordsOfPartsDiffer, bool PointsDiffer, bool IsMarkedByServer, IReadOnlyList<MetVersion> Versions)
{
    public Id<Question> Id => Met.Id;
    /// <summary>How far its answers are run by what it is now; null where none has to be.</summary>
    public TrialProgress? Trials { get; init; }
    /// <summary>A decision about all who met it, in the one way in which it is kept. For whom, where that wasn't said, is those who met it before it was put right: where its key has changed since, those
    /// with another key, otherwise those who read other words. No version at all stays none, and is refused (<see cref="Regrade.Check"/>).</summary>
    public RegradeChange Settled(RegradeChange change)
    {
        if (!change.IsForAll) return change with { Versions = null };
        var versions = Versions.Where(v => change.Versions is { } chosen ? chosen.Contains(v.Number) : IsBeforePutRight(v)).Select(v => v.Number).ToList();
        return change with { Versions = versions.Count == Versions.Count ? null : versions };
    }

    private bool IsBeforePutRight(MetVersion version) => Versions.All(v => v.IsAsNow) || (Versions.Any(v => v is { IsAsNow: false, HasOtherWords: false }) ? version is { IsAsNow: false, HasOtherWords: false } : version.HasOtherWords);

    /// <summary>It can be marked by what it is now.</summary>
    public bool CanBeMarkedAsNow => Difference == QuestionDifference.Key && (IsMarkedByServer || Trials is { IsThrough: true });
}

/// <summary>A version of a question that attempts have met.</summary>
/// <param name="IsAsNow">It reads and is marked as the question does now.</param>
/// <param name="HasOtherWords">It is marked as the question is now, and asks with other words.</param>
public sealed record MetVersion(int Number, bool IsAsNow, bool HasOtherWords = false);

/// <summary>Compares questions as they were met with what they are now; for every kind alike, by what the kind says to learners.</summary>
internal static class QuestionComparison
{
    /// <summary>A seed like another: kinds with variants show different values by it when their variables differ.</summary>
    private const int SomeSeed = 7;

    /// <param name="met">The same question as different attempts met it, the latest first; at least one.</param>
    /// <param name="now">Null for gone.</param>
    /// <param name="kinds">All there are.</param>
    public static RegradeQuestion Of(IReadOnlyList<QuizQuestion> met, QuizQuestion? now, QuestionKinds kinds)
    {
        var latest = met[0];
        var byServer = kinds[latest.Kind].MarkedBy == MarkedBy.Server;
        if (now is null) return new(latest, null, QuestionDifference.Gone, false, false, byServer, [.. met.Select(m => m.Version).Distinct().Order().Select(number => new MetVersion(number, false))]);
        var kind = kinds[latest.Kind];
        var differences = met.Select(m => Difference(m, now, kind, kinds)).ToList();
        IReadOnlyList<MetVersion> versions = [.. met.Zip(differences).GroupBy(m => m.First.Version).OrderBy(m => m.Key).Select(m => Version(m.Key, [.. m]))];
        return new(latest, now, differences.Max(d => Weight(d.Difference)), differences.Exists(d => d is { Difference: QuestionDifference.Key, Words: true }), met.Any(m => m.Points != now.Points), byServer, versions);

        MetVersion Version(int number, IReadOnlyList<(QuizQuestion Met, (QuestionDifference Difference, bool Words) Found)> all)
        {
            var isMarkedAlike = all.All(one => one.Found.Difference is QuestionDifference.None or QuestionDifference.Words);
            var readsAlike = all.All(one => one.Met.Prompt == now.Prompt);
            return new(number, isMarkedAlike && readsAlike, isMarkedAlike && !readsAlike);
        }

        // What can't be marked for some can still be for others; the key goes before, and each attempt is looked at by itself.
        QuestionDifference Weight(QuestionDifference one) => one == QuestionDifference.Parts && differences.Exists(d => d.Difference == QuestionDifference.Key) ? QuestionDifference.Key : one;
    }

    private static (QuestionDifference Difference, bool Words) Difference(QuizQuestion met, QuizQuestion now, IQuestionKind kind, QuestionKinds kinds)
    {
        if (met.Kind != now.Kind) return (QuestionDifference.Parts, false);
        if (Canonical(kind, met.Data) == Canonical(kind, now.Data)) return (met.Prompt == now.Prompt && met.Feedback == now.Feedback ? QuestionDifference.None : QuestionDifference.Words, false);
        if (Readiness.Missing(now, kinds) is not null) return (QuestionDifference.Unfinished, false);
        if (kind is IMarkLater later && !later.StillRuns(met.Data, now.Data)) return (QuestionDifference.Parts, false);
        var (before, after) = (Shown(kind, met, SomeSeed), Shown(kind, now, SomeSeed));
        return HaveSameParts(before, after) && MeanSameValues(kind, met, now, SomeSeed) ? (QuestionDifference.Key, before.GetRawText() != after.GetRawText()) : (QuestionDifference.Parts, false);
    }

    /// <summary>Whether an answer to the one still means the same as an answer to the other, for an attempt with this seed.</summary>
    /// <param name="met">As it was sealed, not varied.</param>
    /// <param name="now">Not varied either.</param>
    /// <param name="kind">Of both.</param>
    /// <param name="seed">Of the attempt.</param>
    /// <param name="response">Null for no answer.</param>
    public static bool StillMeans(QuizQuestion met, QuizQuestion now, IQuestionKind kind, int seed, string? response)
    {
        if (met.Kind != now.Kind || !HaveSameParts(Shown(kind, met, seed), Shown(kind, now, seed)) || !MeanSameValues(kind, met, now, seed)) return false;
        if (response is null) return true;
        using var sent = JsonDocument.Parse(response);
        return kind.ReadResponse(kind.Varied(now, seed).Data, sent.RootElement) == response;
    }

    /// <summary>What answers to a question are marked by: what is right now, with the hints and the penalty that there were.</summary>
    /// <param name="met">As the attempt met it.</param>
    public static QuizQuestion Key(QuizQuestion met, QuizQuestion now, IQuestionKind kind, int seed) => kind.Varied(now, seed) with { Points = met.Points, Hints = met.Hints, Penalty = met.Penalty };

    private static JsonElement Shown(IQuestionKind kind, QuizQuestion question, int seed) => kind.ForLearners(kind.Varied(question, seed).Data, "q", null);

    /// <summary>Where attempts have values of their own: the text of the question, with the values of the one and of the other, is the same.</summary>
    private static bool MeanSameValues(IQuestionKind kind, QuizQuestion met, QuizQuestion now, int seed) => kind.VariedPrompt(met.Prompt, kind.Varied(met, seed).Data) == kind.VariedPrompt(met.Prompt, kind.Varied(now, seed).Data);

    private static bool HaveSameParts(JsonElement one, JsonElement other) => Parts(one).SetEquals(Parts(other));

    /// <summary>The ids of all parts that a learner can choose, fill or put somewhere.</summary>
    private static HashSet<string> Parts(JsonElement shown)
    {
        HashSet<string> found = [];
        Collect(shown, "", found);
        return found;
    }

    private static void Collect(JsonElement element, string path, HashSet<string> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (property.Name == "id") found.Add($"{path}={property.Value.GetRawText()}");
                    Collect(property.Value, $"{path}/{property.Name}", found);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, path, found);
                break;
            default:
                break;
        }
    }

    /// <summary>As the kind writes it today: data that an earlier version of the program wrote may lack what has its usual value.</summary>
    private static string Canonical(IQuestionKind kind, string data)
    {
        using var json = JsonDocument.Parse(data);
        return kind.ReadData(json.RootElement) is { Refusal: null } read ? read.Value : data;
    }
}
