using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Quizzes;

/// <summary>What can be seen of an attempt, in the words of the field (review options).</summary>
[Flags]
public enum Reviewed
{
    Nothing = 0,
    /// <summary>The questions and what was answered; without it there is nothing of the others either.</summary>
    Attempt = 1,
    /// <summary>Whether each answer was right.</summary>
    Correctness = 2,
    /// <summary>The points of each question. Those of the whole attempt are told by the release rule.</summary>
    Marks = 4,
    Feedback = 8,
    RightAnswers = 16,
}

/// <summary>When (docs.moodle.org/en/Quiz_settings, "Review options").</summary>
public enum ReviewMoment
{
    /// <summary>Of questions that were checked while the attempt goes on.</summary>
    During,
    /// <summary>In the first two minutes after handing in.</summary>
    JustAfter,
    /// <summary>After that, while the quiz is open; for ever where it never closes.</summary>
    Later,
    AfterClose,
}

/// <summary>What a learner sees of an attempt when. What it is about was released: the matrix shows nothing that the <see cref="ReleaseGate"/> holds back.</summary>
[JsonConverter(typeof(ReviewMatrixJson))]
public sealed record ReviewMatrix(Reviewed During, Reviewed JustAfter, Reviewed Later, Reviewed AfterClose)
{
    private const string Letters = "acmfr";
    private const Reviewed All = Reviewed.Attempt | Reviewed.Correctness | Reviewed.Marks | Reviewed.Feedback | Reviewed.RightAnswers;
    private const Reviewed Went = Reviewed.Attempt | Reviewed.Correctness | Reviewed.Marks;

    public static IReadOnlyList<ReviewMoment> Moments { get; } = Enum.GetValues<ReviewMoment>();
    public static IReadOnlyList<Reviewed> Aspects { get; } = [.. Enum.GetValues<Reviewed>().Where(aspect => aspect != Reviewed.Nothing)];

    /// <summary>Everything; of a new quiz.</summary>
    public static ReviewMatrix Answers { get; } = new(Reviewed.Correctness | Reviewed.Feedback, All, All, All);
    /// <summary>Which answers were right, but not what would have been.</summary>
    public static ReviewMatrix Outcome { get; } = new(Reviewed.Correctness, Went, Went, Went);
    /// <summary>Nothing of the questions.</summary>
    public static ReviewMatrix Score { get; } = new(Reviewed.Correctness, Reviewed.Nothing, Reviewed.Nothing, Reviewed.Nothing);

    public Reviewed this[ReviewMoment moment] => moment switch { ReviewMoment.During => During, ReviewMoment.JustAfter => JustAfter, ReviewMoment.Later => Later, _ => AfterClose };

    public static ReviewMatrix Of(Func<ReviewMoment, Reviewed> cells) => new(cells(ReviewMoment.During), cells(ReviewMoment.JustAfter), cells(ReviewMoment.Later), cells(ReviewMoment.AfterClose));

    /// <summary>Whether there is such a cell: while an attempt goes on its questions are in front of the learner, and points and right answers are told with the marks.</summary>
    public static bool Has(ReviewMoment moment, Reviewed aspect) => moment != ReviewMoment.During || aspect is Reviewed.Correctness or Reviewed.Feedback;

    /// <summary>Without what there is no such cell for, and without what is about questions that can't be seen.</summary>
    public ReviewMatrix Tidy() => Of(moment => moment == ReviewMoment.During ? During & (Reviewed.Correctness | Reviewed.Feedback) : this[moment].HasFlag(Reviewed.Attempt) ? this[moment] & All : Reviewed.Nothing);

    /// <summary>As it is kept: the moments one after another, a letter for each aspect: "cf/acmfr/acmfr/acmfr".</summary>
    public string Code => string.Join('/', Moments.Select(moment => string.Concat(Letters.Where((_, index) => this[moment].HasFlag(Aspects[index])))));

    public static ReviewMatrix Parse(string code)
    {
        var moments = code.Split('/');
        return Of(moment => Aspects.Where((_, index) => moments[(int)moment].Contains(Letters[index])).Aggregate(Reviewed.Nothing, (all, aspect) => all | aspect));
    }
}

/// <summary>A list of aspects by moment. The words by which quizzes that were sealed, and programs that were written, before there was a matrix say it are read, too.</summary>
internal sealed class ReviewMatrixJson : JsonConverter<ReviewMatrix>
{
    public override ReviewMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.String)
            return root.GetString() switch { "Answers" => ReviewMatrix.Answers, "Outcome" => ReviewMatrix.Outcome, "Score" => ReviewMatrix.Score, _ => throw new JsonException("There is no such review.") };
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("A review is what is seen at each moment.");
        return ReviewMatrix.Of(moment => root.EnumerateObject().Where(cell => cell.Name.Equals(moment.ToString(), StringComparison.OrdinalIgnoreCase)).SelectMany(cell => Listed(cell.Value)).Aggregate(Reviewed.Nothing, (all, aspect) => all | aspect)).Tidy();
    }

    public override void Write(Utf8JsonWriter writer, ReviewMatrix value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var moment in ReviewMatrix.Moments)
        {
            writer.WriteStartArray(options.PropertyNamingPolicy?.ConvertName(moment.ToString()) ?? moment.ToString());
            foreach (var aspect in ReviewMatrix.Aspects.Where(aspect => value[moment].HasFlag(aspect))) writer.WriteStringValue(aspect.ToString());
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<Reviewed> Listed(JsonElement cell) => cell.ValueKind != JsonValueKind.Array ? throw new JsonException("What is seen at a moment is a list.")
        : cell.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String && Enum.TryParse<Reviewed>(one.GetString(), ignoreCase: true, out var aspect) && ReviewMatrix.Aspects.Contains(aspect) ? aspect : throw new JsonException("There is no such aspect of an attempt."));
}
