using System.Text.Json;
using FsCheck.Fluent;
using FsCheck;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Calculated;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Calculating
{
    private static double Value(string formula) => Formula.Read(formula, "formulas").Value.Value(name => name == "a" ? 3 : name == "b" ? 0.5 : double.NaN);

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("2 * {a} ^ 2 + 1", 19)]                  // a power binds before times, and times before plus
    [InlineData("-2 ^ 2", -4)]
    [InlineData("2 ^ -1", 0.5)]
    [InlineData("2 * -3", -6)]
    [InlineData("1 / 4", 0.25)]                          // never whole numbers
    [InlineData("7 % 3", 1)]
    [InlineData("{a} * {b}", 1.5)]
    [InlineData("a * b", 1.5)]
    [InlineData("9999999999999 * 9999999999999", 9.999999999998e25)]
    [InlineData("sqrt(16) + ABS(-1)", 5)]
    [InlineData("round(2.345, 2)", 2.35)]
    [InlineData("max(1, {a}, 2) - min({b}, 1)", 2.5)]
    [InlineData("log(8, 2)", 3)]
    [InlineData("log10(1000)", 3)]
    [InlineData("sin(pi / 2)", 1)]
    [InlineData("atan2(0, 1)", 0)]
    [InlineData("5!", 120)]
    [InlineData("if({a} > 2, 10, 20)", 10)]
    [InlineData("{a} > 5 ? 1 : 2", 2)]
    [InlineData("3 × 4 ÷ 2 − 1", 5)]
    [InlineData("٢ * ٣", 6)]
    [InlineData("1e3 + 0.5", 1000.5)]
    public void gives_what_arithmetic_gives(string formula, double expected) => Assert.Equal(expected, Value(formula), Math.Abs(expected) * 1e-9);

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("sqrt(-1)")]
    [InlineData("0 / 0")]
    [InlineData("171!")]
    [InlineData("1e308 * 10")]
    public void has_no_result_where_there_is_none(string formula) => Assert.False(double.IsFinite(Value(formula)));

    [Theory]
    [InlineData("2 *", "formula-unreadable")]
    [InlineData("a^<a", "formula-unreadable")]
    [InlineData("2a", "formula-unreadable")]
    [InlineData("sqrt(", "formula-unreadable")]
    [InlineData("", "formula-unreadable")]
    [InlineData("log(5)", "formula-unknown")]            // to which base is anybody's guess
    [InlineData("System.Exit(1)", "formula-unreadable")]
    [InlineData("'text'", "formula-unknown")]
    [InlineData("#2020-01-01#", "formula-unreadable")]
    [InlineData("eval(1)", "formula-unknown")]
    [InlineData("1 in (1, 2)", "formula-unknown")]
    [InlineData("1 & 3", "formula-unknown")]
    [InlineData("true", "formula-unknown")]
    public void refuses_what_is_no_arithmetic(string formula, string code) => Assert.Equal(code, Formula.Read(formula, "formulas").Refusal?.Code);

    [Fact]
    public void reads_whatever_is_written_and_never_breaks() => Prop.ForAll<string>(text =>
    {
        var read = Formula.Read(text ?? "", "formulas");
        if (read.Refusal is null) read.Value.Value(_ => 1);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData('(', ')')]
    [InlineData('-', ' ')]
    public void reads_the_deepest_that_fits(char open, char close)
    {
        var half = (Formula.Longest - 2) / 2;
        var read = Formula.Read(new string(open, half) + "1" + new string(close, half), "formulas");
        Assert.True(read.Refusal is not null || Math.Abs(read.Value.Value(_ => 1)) == 1);
    }

    private static QuizQuestion Dose() => Ready(Question("calculated", Samples.All.Single(one => one.Kind == "calculated").Data, prompt: "Twice {a} and {b}: {=2*{a}}, <math><mo stretchy=\"false\">{</mo><mi>a</mi><mo stretchy=\"false\">}</mo></math>, {c}?"));
    private static QuizQuestion Ready(QuizQuestion question) => question with { Data = Kinds[question.Kind].ReadData(JsonDocument.Parse(question.Data).RootElement).Value };

    [Fact]
    public void gives_every_attempt_its_values_and_the_same_each_time() => Prop.ForAll<int>(seed =>
    {
        var question = Dose();
        var varied = Kinds["calculated"].Varied(question, seed);
        Assert.Equal(varied, Kinds["calculated"].Varied(question, seed));
        var values = JsonDocument.Parse(varied.Data).RootElement.GetProperty("values");
        var (a, b) = (values.GetProperty("a").GetDouble(), values.GetProperty("b").GetDouble());
        Assert.InRange(a, 1, 9);
        Assert.Equal(0, a * 2 % 1);
        Assert.True(b is 2 or 4 or 8);
        Assert.Equal(1, Grade(varied, Response(varied, FormattableString.Invariant($"{(2 * a) + b} mg"))));
        Assert.Equal(1, Grade(varied, Response(varied, FormattableString.Invariant($"{(2 * a) + b}"))));
        Assert.Equal(0, Grade(varied, Response(varied, "0.001")));
        Assert.StartsWith(FormattableString.Invariant($"<p>Twice {a:F1} and {b}: {2 * a}, <math><mn>{a:F1}</mn></math>, {{c}}?"), varied.Prompt, StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void uses_all_values_of_a_variable()
    {
        var question = Dose();
        var met = Enumerable.Range(0, 400).Select(seed => JsonDocument.Parse(Kinds["calculated"].Vary(question.Data, seed)).RootElement.GetProperty("values").GetProperty("a").GetDouble()).Distinct();
        Assert.Equal(17, met.Count());
    }

    [Fact]
    public void passes_over_values_without_a_result()
    {
        var question = Ready(Question("calculated", new { variables = new[] { new { name = "a", list = new[] { 0, 4 } } }, answers = new[] { new { formula = "1/{a}" } } }));
        Assert.All(Enumerable.Range(0, 100), seed => Assert.Equal(1, Grade(Kinds["calculated"].Varied(question, seed), "\"0.25\"")));
    }

    [Theory]
    [InlineData("1/{a}", 0, "no-results")]
    [InlineData("2*{c}", 1, "variable-unknown")]
    public void is_not_ready_while_there_is_nothing_to_compute(string formula, int value, string code)
    {
        var read = Kinds["calculated"].ReadData(JsonSerializer.SerializeToElement(new { variables = new[] { new { name = "a", list = new[] { value } } }, answers = new[] { new { formula } } }));
        Assert.Equal(code, (read.Refusal ?? Kinds["calculated"].Missing(read.Value))?.Code);
    }
}
