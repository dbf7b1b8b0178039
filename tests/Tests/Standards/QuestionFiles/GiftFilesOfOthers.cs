using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>GIFT files whose expected reading lies beside them, as gift-pegjs has it (../shared/data/gift).</summary>
public sealed partial class GIFT_files_of_others
{
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["MC"] = ["multiple-choice", "multiple-answer"], ["TF"] = ["true-false"], ["Short"] = ["short-answer"], ["Numerical"] = ["numerical"],
        ["Matching"] = ["matching"], ["Essay"] = ["essay"], ["Description"] = ["description"],
    };

    public static TheoryData<string> Files => SharedData.Rows("gift", folder => Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension)!);

    [Theory]
    [MemberData(nameof(Files))]
    public void are_read_as_expected(string name)
    {
        if (SharedData.Folder("gift") is not { } folder) return;
        var file = AFile.Real("gift", name + ".gift")!;
        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".json"))).RootElement.EnumerateArray().ToList();

        Assert.DoesNotContain(file.Problems, problem => problem.Level == ProblemLevel.Refused);
        Assert.Equal(Of("Category").Select(category => category.GetProperty("title").GetString()), file.Categories.Select(category => category.Path));
        var questions = expected.Except(Of("Category")).ToList();
        Assert.Equal(questions.Count, file.Questions.Count);
        foreach (var (i, question) in questions.Index()) Compare(question, file.Questions[i], name);

        IEnumerable<JsonElement> Of(string type) => expected.Where(question => question.GetProperty("type").GetString() == type);
    }

    [Theory]
    [InlineData("examples.txt", 18, 5, 9, 8, 3, 0)]
    [InlineData("questions.gift.txt", 2, 3, 1, 1, 1, 1)]
    public void hold_so_many_questions_of_each_kind(string name, int choices, int trueFalse, int shortAnswers, int numbers, int pairs, int essays)
    {
        if (AFile.Real("gift", name) is not { } file) return;

        Assert.Empty(file.Problems);
        Assert.Equal((choices, trueFalse, shortAnswers, numbers, pairs, essays),
            (Count<Choices>(), Count<TrueFalse>(), Count<ShortAnswer>(), Count<Numerical>(), Count<Matching>(), Count<Essay>()));

        int Count<T>() => file.Questions.Count(question => question.Content is T);
    }

    private static void Compare(JsonElement expected, PortableQuestion question, string name)
    {
        Assert.Contains(question.Content.Kind, Kinds[expected.GetProperty("type").GetString()!]);
        if (expected.GetProperty("title").GetString() is { } title) Assert.Equal(Spaced(title), question.Name);
        else Assert.False(question.IsNamed);
        Compare(expected.GetProperty("stem"), question.Text);
        if (expected.TryGetProperty("globalFeedback", out var general)) Compare(general, question.GeneralFeedback);
        Assert.Equal(expected.GetProperty("id").GetString(), question.IdNumber);
        Assert.Equal(expected.GetProperty("tags") is { ValueKind: JsonValueKind.Array } tags ? tags.EnumerateArray().Select(tag => tag.GetString()) : [], question.Tags);
        switch (question.Content)
        {
            case TrueFalse trueFalse:
                Assert.Equal(expected.GetProperty("isTrue").GetBoolean(), trueFalse.IsTrue);
                // Moodle's first feedback is for a wrong answer; gift-pegjs takes it for "true".
                if (name == "TFTwoFeedback" && trueFalse.IsTrue) break;
                Compare(expected.GetProperty("trueFeedback"), trueFalse.WhenTrue);
                Compare(expected.GetProperty("falseFeedback"), trueFalse.WhenFalse);
                break;
            case Choices choices: CompareAnswers(expected, choices.Answers, withFormat: true); break;
            // What is typed has no format.
            case ShortAnswer shortAnswer: CompareAnswers(expected, shortAnswer.Answers, withFormat: false); break;
            case Matching matching:
                Assert.Equal(expected.GetProperty("matchPairs").EnumerateArray().Select(pair => (Spaced(pair.GetProperty("subquestion").GetProperty("text").GetString()!), Spaced(pair.GetProperty("subanswer").GetString()!))), matching.Pairs.Select(pair => (Spaced(pair.Left.Text), Spaced(pair.Right))));
                break;
            case Numerical numerical: CompareNumbers(expected.GetProperty("choices"), numerical.Answers); break;
        }
    }

    private static void CompareAnswers(JsonElement expected, IReadOnlyList<Answer> answers, bool withFormat)
    {
        var choices = expected.GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal(choices.Count, answers.Count);
        foreach (var (choice, answer) in choices.Zip(answers))
        {
            Compare(choice.GetProperty("text"), answer.Text, withFormat);
            Compare(choice.GetProperty("feedback"), answer.Feedback);
            Assert.Equal(Fraction(choice), answer.Fraction, 6);
        }
    }

    private static void CompareNumbers(JsonElement expected, IReadOnlyList<NumericalAnswer> answers)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            CompareNumber(expected, Assert.Single(answers));
            return;
        }
        var choices = expected.EnumerateArray().ToList();
        Assert.Equal(choices.Count, answers.Count);
        foreach (var (choice, answer) in choices.Zip(answers))
        {
            CompareNumber(choice.GetProperty("text"), answer);
            Compare(choice.GetProperty("feedback"), answer.Feedback);
            Assert.Equal(Fraction(choice), answer.Fraction, 6);
        }
    }

    private static void CompareNumber(JsonElement expected, NumericalAnswer answer)
    {
        var (number, tolerance) = expected.GetProperty("type").GetString() switch
        {
            "high-low" => ((Of("numberHigh") + Of("numberLow")) / 2, (Of("numberHigh") - Of("numberLow")) / 2),
            "range" => (Of("number"), Of("range")),
            _ => (Of("number"), 0),
        };
        Assert.Equal(number, answer.Number!.Value.Value, 9);
        Assert.Equal(tolerance, answer.Tolerance.Value, 9);

        double Of(string name) => expected.GetProperty(name).GetDouble();
    }

    private static decimal Fraction(JsonElement choice) =>
        choice.GetProperty("weight") is { ValueKind: JsonValueKind.Number } weight ? weight.GetDecimal() / 100 : choice.GetProperty("isCorrect").GetBoolean() ? 1 : 0;

    private static void Compare(JsonElement expected, FormattedText text, bool withFormat = true)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Equal("", text.Text);
            return;
        }
        Assert.Equal(Spaced(expected.GetProperty("text").GetString()!), Spaced(text.Text));
        if (withFormat && text.Text.Length > 0) Assert.Equal(expected.GetProperty("format").GetString(), text.Format.ToString().ToLowerInvariant());
    }

    // gift-pegjs folds white space, and puts blanks around a gap.
    private static string Spaced(string text) => Space().Replace(text, " ").Replace("_____ .", "_____.", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
