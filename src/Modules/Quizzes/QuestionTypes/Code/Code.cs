using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Lectern.Quizzes.QuestionTypes.Rows;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Code;

/// <summary>What a piece of code is tried with.</summary>
/// <param name="Name">One line that tells learners what is tried; of a hidden test only those who mark see it.</param>
/// <param name="Input">What the program reads.</param>
/// <param name="Expected">What it must write then.</param>
/// <param name="Check">Instead of both: code that is run after the learner's and breaks when something doesn't hold (assert in Python, Check in C#). "" for none.</param>
/// <param name="IsHidden">Learners are told neither its name nor what it does.</param>
/// <param name="Weight">Its share beside the others', 0.01 to 100.</param>
public sealed record CodeTest(string Id, string Name, string Input, string Expected, string Check, bool IsHidden, decimal Weight = 1);

/// <param name="Language">Of <see cref="CodeLanguage"/>.</param>
/// <param name="Template">What the answer begins with; an answer that is still just this is none.</param>
/// <param name="Solution">A right answer, shown with the other right answers; "" for none.</param>
/// <param name="AllOrNothing">Points only when every test passes; otherwise each earns its share.</param>
/// <param name="Scheme">Sanitised HTML, for the person who marks where no program can.</param>
public sealed record CodeData(string Language, IReadOnlyList<CodeTest> Tests, string Template = "", string Solution = "", bool AllOrNothing = false, string Scheme = "")
{
    public const int MostTests = 20;
    public const int LongestText = 20_000;
    /// <summary>Characters of a piece of code.</summary>
    public const int LongestCode = 50_000;

    [JsonIgnore] public IEnumerable<CodeTest> Visible => Tests.Where(t => !t.IsHidden);
}

/// <summary>A program, or a part of one, that is tried with tests in a sandbox.</summary>
internal sealed class Code(CodeRunner runner) : QuestionKind<CodeData, string>, IMarkLater
{
    private const int LongestTold = 500;

    public override string Name => "code";
    public override string Label => "Program code";
    public override string Icon => "square-code";
    public override string Rule => "Learners write a program. It is run with your tests, and each that passes earns its share.";
    public override MarkedBy MarkedBy => MarkedBy.Job;

    protected override CodeData New => new(CodeLanguage.Python.Name, []);

    protected override CodeData Read(IFormCollection form)
    {
        var (ids, names, inputs, expected, checks, weights) = (form["test-id"], form["test-name"], form["test-input"], form["test-expected"], form["test-check"], form["test-weight"]);
        string At(Microsoft.Extensions.Primitives.StringValues values, int row) => row < values.Count ? values[row] ?? "" : "";
        return new(form["language"].ToString(),
            [.. Enumerable.Range(0, Math.Min(ids.Count, CodeData.MostTests * 2)).Select(row => new CodeTest(At(ids, row), At(names, row), At(inputs, row), At(expected, row), At(checks, row), form["hidden"].Contains(row.ToString(CultureInfo.InvariantCulture)),
                decimal.TryParse(At(weights, row).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0))],
            form["template"].ToString(), form["solution"].ToString(), form["all-or-nothing"].Contains("true"), form["scheme"].ToString());
    }

    protected override Outcome<CodeData> Tidy(CodeData data)
    {
        if (CodeLanguage.Find(data.Language) is null) return new Refusal("language-unknown", "Choose a language.", "language");
        List<CodeTest> tests = [];
        foreach (var test in data.Tests ?? [])
        {
            if (test is null) continue;
            var read = test with { Name = PlainText.Line(test.Name), Input = Lines(test.Input), Expected = Lines(test.Expected), Check = Lines(test.Check) };
            if (read.Name.Length == 0 && string.IsNullOrWhiteSpace(read.Input + read.Expected + read.Check)) continue;
            if (read.Name.Length > 200) return new Refusal("name-too-long", "What a test tries is said in at most {0} characters.", "Tests", 200);
            if (read.Input.Length > CodeData.LongestText || read.Expected.Length > CodeData.LongestText || read.Check.Length > CodeData.LongestText) return new Refusal("test-too-long", "A field of a test has at most {0} characters.", "Tests", CodeData.LongestText);
            if (read.Weight is < 0.01m or > 100 || read.Weight != decimal.Round(read.Weight, 2)) return new Refusal("weight-out-of-range", "Enter weights from 0.01 to 100, with at most two decimals.", "Tests");
            if (tests.Count == CodeData.MostTests) return new Refusal("too-many-tests", "There are at most {0} tests.", "Tests", CodeData.MostTests);
            tests.Add(read with { Id = ShortId.Own(test.Id, id => tests.Exists(t => t.Id == id)), Check = string.IsNullOrWhiteSpace(read.Check) ? "" : read.Check });
        }

        var (template, solution) = (Lines(data.Template).TrimEnd(), Lines(data.Solution).TrimEnd());
        if (template.Length > CodeData.LongestCode) return new Refusal("code-too-long", "A piece of code has at most {0} characters.", "template", CodeData.LongestCode);
        if (solution.Length > CodeData.LongestCode) return new Refusal("code-too-long", "A piece of code has at most {0} characters.", "solution", CodeData.LongestCode);
        var scheme = RichText.Read(data.Scheme, QuestionText.Rules);
        if (scheme.Refusal is not null || scheme.Value.Length > CodeData.LongestText) return new Refusal("scheme-too-long", "A mark scheme has at most {0} characters.", "scheme", CodeData.LongestText);
        return data with { Tests = tests, Template = template, Solution = solution, Scheme = RichText.IsEmpty(scheme.Value) ? "" : scheme.Value };
    }

    protected override Refusal? Missing(CodeData data) =>
        data.Tests.Count == 0 ? new("tests-missing", "Write at least one test.", "Tests")
        : data.Tests.Any(t => t.Check.Length == 0 && string.IsNullOrWhiteSpace(t.Expected)) ? new("test-empty", "Say of every test what the program must write, or check it with code.", "Tests")
        : null;

    protected override RenderFragment EditPart(CodeData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<CodeEditPart>((nameof(CodeEditPart.Data), data), (nameof(CodeEditPart.Errors), errors));

    protected override async Task<string?> Caution(CodeData data, Texts texts) => await runner.Has(data.Language) ? null
        : texts["{0} can't be run on this server: the answers wait for a person who marks them.", CodeLanguage.Find(data.Language)?.Label ?? data.Language];

    protected override RenderFragment AnswerPart(CodeData data, string? response, AnswerPlace place) =>
        Fragments.Of<CodeAnswerPart>((nameof(CodeAnswerPart.Data), data), (nameof(CodeAnswerPart.Response), response), (nameof(CodeAnswerPart.Place), place));

    protected override string? Read(IFormCollection form, string field) => form[field].FirstOrDefault();

    protected override string? Tidy(CodeData data, string response)
    {
        var code = Lines(response.Length > CodeData.LongestCode ? response[..CodeData.LongestCode] : response).TrimEnd();
        return code.Length == 0 || code == data.Template ? null : code;
    }

    protected override object Shown(CodeData data, string field, int? seed) => new
    {
        language = data.Language, template = data.Template, allOrNothing = data.AllOrNothing,
        tests = data.Visible.Select(t => new { t.Name, t.Input, t.Expected, t.Check, t.Weight }), hiddenTests = data.Tests.Count(t => t.IsHidden),
    };

    protected override decimal Grade(CodeData data, string response) => 0;
    protected override IReadOnlyList<string> Describe(CodeData data, string response, Texts texts) => [response];
    protected override IReadOnlyList<string> DescribeRight(CodeData data, Texts texts) => data.Solution.Length > 0 ? [data.Solution] : [];
    protected override RenderFragment ResponsePart(CodeData data, string response, ResponsePlace place) => Fragments.Of<CodeShown>((nameof(CodeShown.Text), response));
    protected override RenderFragment? RightPart(CodeData data) => data.Solution.Length > 0 ? Fragments.Of<CodeShown>((nameof(CodeShown.Text), data.Solution)) : null;
    protected override string MarkScheme(CodeData data) => data.Scheme;

    internal static CodeData Read(string data) => Data(data);
    /// <summary>The code of a response.</summary>
    internal static string Written(string response) => Response(response);

    public async Task<(decimal Fraction, string Remark)?> Mark(string data, string response, CancellationToken cancel)
    {
        var read = Data(data);
        return await runner.Run(read.Language, Response(response), read.Tests, cancel) is { } runs ? (Fraction(read, runs), Remark(runs)) : null;
    }

    public bool StillRuns(string met, string now) => Data(met).Language == Data(now).Language;

    /// <summary>What the tests earn, 0 to 1.</summary>
    internal static decimal Fraction(CodeData data, IReadOnlyList<TestRun> runs) =>
        runs.Sum(run => run.Test.Weight) is var all and > 0
            ? data.AllOrNothing ? runs.All(run => run.Passed) ? 1 : 0 : runs.Where(run => run.Passed).Sum(run => run.Test.Weight) / all
            : 0;

    // Kept with the mark and read in any language: figures, signs, what the author called a test and what the program said.
    private static string Remark(IReadOnlyList<TestRun> runs)
    {
        var html = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<p><strong>{runs.Count(run => run.Passed)} / {runs.Count}</strong></p><ol>"));
        foreach (var run in runs)
        {
            html.Append("<li>").Append(run.End switch { TestEnd.Passed => '✓', TestEnd.NotTried => '–', _ => '✗' }).Append(' ').Append(WebUtility.HtmlEncode(run.Test.IsHidden ? "…" : run.Test.Name));
            if (run is { Passed: false, Test.IsHidden: false } && WebUtility.HtmlEncode(Told(run)) is { Length: > 0 } told && html.Length + told.Length < AttemptStep.LongestComment / 2) html.Append("<pre>").Append(told).Append("</pre>");
            html.Append("</li>");
        }

        return RichText.Sanitise(html.Append("</ol>").ToString());
    }

    private static string Told(TestRun run)
    {
        var all = string.Join('\n', new[] { run.Output.TrimEnd(), run.Errors.TrimEnd() }.Where(text => text.Length > 0));
        return all.Length > LongestTold ? all[..LongestTold] + "…" : all;
    }

    private static string Lines(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings("\n").EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' or >= ' ' and not 0x7F).Select(rune => rune.ToString()));
}
