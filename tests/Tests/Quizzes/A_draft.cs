using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Quizzes;
using Lectern.Quizzes.Authoring;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class A_draft
{
    private static readonly QuestionBank Bank = new(Id<Course>.New());

    private static Quiz With(int questions)
    {
        var quiz = new Quiz(Id<Activity>.New());
        for (var i = 0; i < questions; i++) quiz.Add(Bank.Add("true-false", "{}", DateTimeOffset.UnixEpoch));
        return quiz;
    }

    private static Refusal? Write(Question question, string prompt, decimal points = 1, int? revision = null, string window = "") =>
        question.Write(question.Content with { Prompt = prompt, Points = points }, null, DateTimeOffset.UnixEpoch, revision, window);

    [Theory]
    [InlineData(-1, null, null, "pass-mark-out-of-range")]
    [InlineData(101, null, null, "pass-mark-out-of-range")]
    [InlineData(50, 0, null, "attempts-out-of-range")]
    [InlineData(50, null, 1441, "time-limit-out-of-range")]
    public void refuses_rules_out_of_range(int passing, int? attempts, int? minutes, string code) =>
        Assert.Equal(code, With(0).Change(new QuizSettings { PassingPercent = passing, AttemptsAllowed = attempts, TimeLimitMinutes = minutes })!.Code);

    [Fact]
    public void keeps_its_order_when_a_question_moves_past_the_ends()
    {
        var quiz = With(3);
        var first = quiz.InOrder.First();
        quiz.Move(first, 99);
        Assert.Same(first, quiz.InOrder.Last());
        quiz.Move(first, -5);
        Assert.Same(first, quiz.InOrder.First());
    }

    [Fact]
    public void brings_a_removed_question_back_to_its_place()
    {
        var quiz = With(3);
        var middle = quiz.InOrder.ElementAt(1);
        quiz.Remove(middle, DateTimeOffset.UnixEpoch);
        Assert.Equal(2, quiz.QuestionCount);
        quiz.BringBack(middle);
        Assert.Same(middle, quiz.InOrder.ElementAt(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.001)]
    [InlineData(1000.01)]
    public void refuses_points_out_of_range(decimal points) =>
        Assert.Equal("points-out-of-range", Write(With(1).InOrder.Single().Question!, "<p>x</p>", points)!.Code);

    [Fact]
    public void refuses_a_question_that_somebody_else_changed_since()
    {
        var question = With(1).InOrder.Single().Question!;
        Assert.Null(Write(question, "<p>mine</p>", 1, 0, "me"));
        Assert.Null(Write(question, "<p>mine again</p>", 1, 0, "me"));
        Assert.Equal("changed-meanwhile", Write(question, "<p>theirs</p>", 1, 0, "them")!.Code);
        Assert.Equal("<p>mine again</p>", question.Prompt);
    }

    [Fact]
    public void is_not_ready_without_questions_nor_without_right_answers()
    {
        Assert.Equal("quiz-empty", Readiness.Of(Quiz(new()), "Check", Kinds)!.Code);
        Assert.Equal("question-unfinished", Readiness.Of(Quiz(new(), OneOfFour(), Question("multiple-choice", Choices(3))), "Check", Kinds)!.Code);
        Assert.Equal("question-unfinished", Readiness.Of(Quiz(new(), Short([])), "Check", Kinds)!.Code);
        Assert.Equal("question-unfinished", Readiness.Of(Quiz(new(), Question("true-false", new { isTrue = true }, prompt: " ")), "Check", Kinds)!.Code);
        Assert.Null(Readiness.Of(Quiz(new(), OneOfFour(), TwoOfFour(), ItIsTrue(), Short(["a"])), "Check", Kinds));
    }

    [Fact]
    public void reads_back_exactly_what_was_sealed()
    {
        var quiz = Quiz(new QuizSettings { AttemptsAllowed = 2, TimeLimitMinutes = 5, Review = ReviewMatrix.Outcome }, OneOfFour(2.5m), Short(["ق"]));
        Assert.Equal(quiz.Write(), QuizDocument.Read(quiz.Write()).Write());
    }

    [Theory]
    [InlineData("One & two", "<p>One &amp; two</p>")]
    [InlineData("First\nline\n\n\nSecond", "<p>First<br>line</p><p>Second</p>")]
    [InlineData("What does <b> do?", "<p>What does &lt;b&gt; do?</p>")]
    [InlineData("<p>Which <strong>one</strong>?</p>", "<p>Which <strong>one</strong>?</p>")]
    [InlineData("<p>x</p><script>alert(1)</script>", "<p>x</p>")]
    public void keeps_what_authors_write_as_harmless_text(string written, string kept)
    {
        Assert.Equal(kept, WrittenText.Read(written).Value);
        Assert.Equal(kept, WrittenText.Read(kept).Value);
    }

    [Fact]
    public void keeps_the_feedback_on_a_choice_as_harmless_html_and_an_old_remark_as_the_words_it_was()
    {
        var kind = Kinds["multiple-choice"];
        var data = kind.ReadData(System.Text.Json.JsonSerializer.SerializeToElement(new
        {
            choices = new object[] { new { id = "a", text = "A", isRight = true, feedback = "<p>Yes, <strong>this</strong></p><script>alert(1)</script>" }, new { id = "b", text = "B", remark = "Not if rate < 60 <b>" } },
        })).Value;
        Assert.Equal(["<p>Yes, <strong>this</strong></p>"], kind.Remarks(data, "\"a\""));
        Assert.Equal(["<p>Not if rate &lt; 60 &lt;b&gt;</p>"], kind.Remarks(data, "\"b\""));
        // A quiz that was sealed when remarks were words.
        Assert.Equal(["<p>&lt;i&gt;</p>"], kind.Remarks("""{"choices":[{"id":"c1","text":"A","isRight":true,"remark":"<i>"}]}""", "\"c1\""));
    }
}
