using System.Text.Json;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.Regrading;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class A_question_beside_what_it_is_now
{
    private static RegradeQuestion Compared(QuizQuestion met, QuizQuestion? now) => QuestionComparison.Of([met], now, Kinds);

    private static QuizQuestion As(QuizQuestion question, object data) => question with { Data = Kinds[question.Kind].ReadData(JsonSerializer.SerializeToElement(data)).Value };

    [Fact]
    public void can_be_marked_anew_when_only_what_is_right_has_changed()
    {
        var met = As(OneOfFour(), Choices(4, 3));
        var key = Compared(met, As(met, Choices(4, 1)));
        Assert.Equal((QuestionDifference.Key, true, false), (key.Difference, key.CanBeMarkedAsNow, key.WordsOfPartsDiffer));
        var words = Compared(met, As(met, new { choices = Enumerable.Range(1, 4).Select(n => new { id = $"c{n}", text = $"Other {n}", isRight = n == 1 }) }));
        Assert.Equal((QuestionDifference.Key, true, true), (words.Difference, words.CanBeMarkedAsNow, words.WordsOfPartsDiffer));
    }

    [Fact]
    public void needs_nothing_when_only_its_words_have_changed_and_can_not_be_marked_when_its_parts_have()
    {
        var met = As(OneOfFour(), Choices(4, 3));
        Assert.Equal(QuestionDifference.None, Compared(met, met).Difference);
        Assert.Equal(QuestionDifference.Words, Compared(met, met with { Prompt = "<p>Which, then?</p>" }).Difference);
        Assert.Equal(QuestionDifference.Parts, Compared(met, As(met, Choices(3, 1))).Difference);
        Assert.Equal(QuestionDifference.Parts, Compared(met, As(met, Choices(5, 1))).Difference);
        Assert.Equal(QuestionDifference.Gone, Compared(met, null).Difference);
        Assert.Equal(QuestionDifference.Unfinished, Compared(met, As(met, Choices(4))).Difference);
    }

    [Fact]
    public void with_other_variables_can_not_be_marked_because_attempts_met_other_values()
    {
        object Calculated(int to, string formula) => new { variables = new object[] { new { name = "a", from = 1, to, step = 1 } }, answers = new object[] { new { formula } } };
        var met = As(Question("calculated", new { }, prompt: "Twice {a}?"), Calculated(9, "3*{a}"));
        Assert.Equal(QuestionDifference.Key, Compared(met, As(met, Calculated(9, "2*{a}"))).Difference);
        Assert.Equal(QuestionDifference.Parts, Compared(met, As(met, Calculated(900, "2*{a}"))).Difference);
    }

    [Theory, MemberData(nameof(Every_kind_of_question.Names), MemberType = typeof(Every_kind_of_question))]
    public void of_every_kind_is_the_same_as_itself_and_differs_by_another_key(string name)
    {
        var sample = Samples.All.Single(s => s.Kind == name);
        var (met, now) = (As(Question(name, new { }), sample.Data), As(Question(name, new { }), sample.OtherKey));
        Assert.Equal(QuestionDifference.None, Compared(met, met).Difference);
        var other = Compared(met, now with { Id = met.Id });
        Assert.NotEqual(QuestionDifference.None, other.Difference);
        if (Kinds[name].MarkedBy == MarkedBy.Server && name != "calculated") Assert.Equal(QuestionDifference.Key, other.Difference);   // the other sample of calculated has other variables
    }
}
