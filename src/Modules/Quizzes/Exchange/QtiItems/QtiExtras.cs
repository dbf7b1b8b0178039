using System.Globalization;
using System.Text.Json;
using Lectern.QuestionFiles;
using Lectern.Quizzes.QuestionTypes.Code;
using Code = Lectern.QuestionFiles.Code;
using CodeTest = Lectern.QuestionFiles.CodeTest;
using QtiQuestion = Lectern.Qti.Questions.Question;

namespace Lectern.Quizzes.Exchange.QtiItems;

/// <summary>What QTI has no place for, as words beside its items (<see cref="QtiQuestion.Extras"/>).</summary>
internal static class QtiExtras
{
    private const string Seconds = "most-seconds";
    private const string Language = "code-language";
    private const string Tests = "code-tests";
    private const string Template = "code-template";
    private const string Solution = "code-solution";
    private const string Whole = "all-or-nothing";
    private const string Counts = "points";
    private const string LeastWords = "least-words";
    private const string MostWords = "most-words";
    private const string MostFiles = "most-files";
    private const string LargestFile = "largest-file";
    private const string Types = "file-types";
    private const string Weights = "gap-weights";
    private const string TryCosts = "penalty";
    private const string NumberUnits = "units";

    /// <param name="usual">What such a question costs per wrong try where nothing is said.</param>
    internal static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> extras, decimal penalty, decimal usual) =>
        penalty == usual ? extras : new Dictionary<string, string>(extras) { [TryCosts] = penalty.ToString(CultureInfo.InvariantCulture) };

    /// <summary>A fraction; null where nothing is said.</summary>
    internal static decimal? Penalty(QtiQuestion question) =>
        decimal.TryParse(question.Extras.GetValueOrDefault(TryCosts), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var penalty) && penalty is >= 0 and <= 1 ? penalty : null;

    internal static Dictionary<string, string> Of(UnitHandling units) => units.Units.Count == 0 ? [] : new()
    {
        [NumberUnits] = JsonSerializer.Serialize(new WrittenUnits([.. units.Units.Select(unit => new WrittenUnit(unit.Name, unit.Multiplier.Written))], units.Show, units.Grading, units.Penalty, units.OnTheLeft), JsonSerializerOptions.Web),
    };

    internal static UnitHandling Units(QtiQuestion question) => question.Extras.GetValueOrDefault(NumberUnits) is { } json && Read<WrittenUnits>(json) is { Units: { } units } written
        ? new()
        {
            Units = [.. units.OfType<WrittenUnit>().Select(unit => Quantity.Parse(unit.Times ?? "") is { } times && unit.Name is { Length: > 0 } name ? new Unit(name, times) : null).OfType<Unit>()],
            Show = written.Show is >= 0 and <= 4 ? written.Show : UnitHandling.None.Show,
            Grading = written.Grading is >= 0 and <= 2 ? written.Grading : 0,
            Penalty = Math.Clamp(written.Penalty, 0, 1),
            OnTheLeft = written.OnTheLeft,
        }
        : UnitHandling.None;

    internal static Dictionary<string, string> Of(AudioRecording content) =>
        content.MostSeconds is { } seconds ? new() { [Seconds] = seconds.ToString(CultureInfo.InvariantCulture) } : [];

    internal static int? MostSeconds(QtiQuestion question) => Whole32(question, Seconds);

    /// <summary>An opinion has no score by which it could count.</summary>
    internal static Dictionary<string, string> OfOpinion(decimal points) => new() { [Counts] = points.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Null where nothing is said, or nothing that could be.</summary>
    internal static decimal? Points(QtiQuestion question) =>
        decimal.TryParse(question.Extras.GetValueOrDefault(Counts), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points) && points > 0 ? points : null;

    internal static Dictionary<string, string> OfText(Essay content)
    {
        Dictionary<string, string> extras = [];
        if (content.LeastWords is { } least) extras[LeastWords] = least.ToString(CultureInfo.InvariantCulture);
        if (content.MostWords is { } most) extras[MostWords] = most.ToString(CultureInfo.InvariantCulture);
        return extras;
    }

    internal static (int? Least, int? Most) Words(QtiQuestion question) => (Whole32(question, LeastWords), Whole32(question, MostWords));

    internal static Dictionary<string, string> OfFiles(Essay content) => new()
    {
        [Types] = content.FileTypes,
        [MostFiles] = content.Attachments.ToString(CultureInfo.InvariantCulture),
        [LargestFile] = content.LargestAttachment.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The files that an item asks for, as they were written here; null when it was written elsewhere.</summary>
    internal static Essay? Files(QtiQuestion question) => question.Extras.GetValueOrDefault(Types) is not { } types ? null : new()
    {
        ResponseFormat = Essay.FilesAlone,
        FileTypes = types,
        Attachments = Whole32(question, MostFiles) ?? 1,
        LargestAttachment = long.TryParse(question.Extras.GetValueOrDefault(LargestFile), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
    };

    internal static Dictionary<string, string> OfGaps(IEnumerable<int> weights) => new() { [Weights] = string.Join(' ', weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture))) };

    /// <summary>Whole numbers, of which nothing else is known.</summary>
    internal static IReadOnlyList<int> GapWeights(QtiQuestion question) =>
        [.. (question.Extras.GetValueOrDefault(Weights) ?? "").Split(' ').Take(1000).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : 0)];

    private static int? Whole32(QtiQuestion question, string name) => int.TryParse(question.Extras.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    internal static Dictionary<string, string> Of(Code content)
    {
        Dictionary<string, string> extras = new() { [Language] = content.Language, [Tests] = JsonSerializer.Serialize(content.Tests, JsonSerializerOptions.Web) };
        if (content.AllOrNothing) extras[Whole] = "true";
        // The standard's own places lose the spaces in front.
        if (content.Template.Trim() != content.Template) extras[Template] = content.Template;
        if (content.Solution.Trim() != content.Solution) extras[Solution] = content.Solution;
        return extras;
    }

    /// <summary>The program that an item asks for; null when it asks for other texts.</summary>
    internal static Code? Code(Lectern.Qti.Questions.EssayQuestion question) => question.Extras.GetValueOrDefault(Language) is not { } language ? null : new(language, TestsIn(question.Extras.GetValueOrDefault(Tests)))
    {
        Template = question.Extras.GetValueOrDefault(Template) ?? question.Template ?? "",
        Solution = question.Extras.GetValueOrDefault(Solution) ?? question.Solution ?? "",
        AllOrNothing = question.Extras.GetValueOrDefault(Whole) == "true",
    };

    // One more than a question has is enough to be refused; what isn't said to be seen is hidden.
    private static CodeTest[] TestsIn(string? json) =>
        [.. (Read<WrittenTest?[]>(json ?? "[]") ?? []).Take(CodeData.MostTests + 1).OfType<WrittenTest>().Select(test =>
            new CodeTest(test.Name ?? "", test.Input ?? "", test.Expected ?? "", test.Check ?? "", test.IsHidden ?? true, test.Weight ?? 1))];

    // Whoever changed it by hand is told that there is nothing.
    private static T? Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record WrittenUnit(string? Name, string? Times);

    private sealed record WrittenUnits(IReadOnlyList<WrittenUnit?>? Units, int Show, int Grading, decimal Penalty, bool OnTheLeft);

    private sealed record WrittenTest(string? Name, string? Input, string? Expected, string? Check, bool? IsHidden, decimal? Weight);
}
