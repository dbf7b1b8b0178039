using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>GIFT, rule by rule (docs.moodle.org/en/GIFT_format).</summary>
public sealed class Reading_GIFT
{
    [Fact]
    public void takes_one_right_choice()
    {
        var question = AFile.Gift("Which is a planet?{~The Moon #turns around us =Mars#yes ~%50%Pluto}").Only();

        var choices = question.Content<Choices>();
        Assert.True(choices.OnlyOne);
        Assert.Equal("multiple-choice", choices.Kind);
        Assert.Equal(["0% The Moon: turns around us", "100% Mars: yes", "50% Pluto"], choices.Answers.InWords());
        Assert.Equal("Which is a planet?", question.Text.Text);
    }

    [Fact]
    public void takes_several_right_choices()
    {
        var choices = AFile.Gift("Even?{~%50%two ~%50%four ~%-100%five}").Only().Content<Choices>();

        Assert.False(choices.OnlyOne);
        Assert.Equal(["50% two", "50% four", "-100% five"], choices.Answers.InWords());
    }

    [Theory]
    [InlineData("{T}", true, "", "")]
    [InlineData("{FALSE}", false, "", "")]
    [InlineData("{ TRUE #wrong# right }", true, "right", "wrong")]
    [InlineData("{F#wrong}", false, "wrong", "")]
    [InlineData("{F# #right}", false, "", "right")]
    public void takes_true_and_false_with_feedback_for_a_wrong_and_then_for_a_right_answer(string answer, bool isTrue, string whenTrue, string whenFalse)
    {
        var question = AFile.Gift("Ice floats." + answer).Only();

        Assert.Equal(new TrueFalse(isTrue, new(whenTrue, TextFormat.Moodle), new(whenFalse, TextFormat.Moodle)), question.Content);
        Assert.Equal(1, question.Penalty);
    }

    [Theory]
    [InlineData("{=four =4}", "100% four", "100% 4")]
    [InlineData("{Asia}", "100% Asia")]
    [InlineData("{=%100%Asia#}", "100% Asia")]
    [InlineData("{=Frog#Good! =%50%Cat =%0%*#No}", "100% Frog: Good!", "50% Cat", "0% *: No")]
    public void takes_short_answers(string answer, params string[] expected) => Assert.Equal(expected, AFile.Gift("What?" + answer).Only().Content<ShortAnswer>().Answers.InWords());

    [Theory]
    [InlineData("{#1822}", "100% 1822 ± 0")]
    [InlineData("{# -3.14:0.005 }", "100% -3.14 ± 0.005")]
    [InlineData("{#1..5}", "100% 3 ± 2")]
    [InlineData("{#3.141..3.142}", "100% 3.1415 ± 0.0005")]
    [InlineData("{#=%100%3:0 =%50%4:1}", "100% 3 ± 0", "50% 4 ± 1")]
    [InlineData("{#3:2~#Completely wrong}", "100% 3 ± 2", "0% *: Completely wrong")]
    [InlineData("{#=6.250:.5 #well ~7#close}", "100% 6.250 ± 0.5: well", "0% 7 ± 0: close")]
    [InlineData("{#6.02e23:1E21}", "100% 6.02e23 ± 1e21")]
    public void takes_numbers(string answer, params string[] expected) => Assert.Equal(expected, AFile.Gift("How much?" + answer).Only().Content<Numerical>().Answers.InWords());

    [Fact]
    public void takes_pairs()
    {
        var pairs = AFile.Gift("Capitals{=[html]<b>Canada</b> -> Ottawa =Italy->Rome = -> Paris}").Only().Content<Matching>().Pairs;

        Assert.Equal([("<b>Canada</b>", "Ottawa"), ("Italy", "Rome"), ("", "Paris")], pairs.Select(pair => (pair.Left.Text, pair.Right)));
        Assert.Equal([TextFormat.Html, TextFormat.Moodle, TextFormat.Moodle], pairs.Select(pair => pair.Left.Format));
    }

    [Fact]
    public void takes_items_to_order()
    {
        var ordering = AFile.Gift("Order{>2 CONTIGUOUS H ABS HIDE ABCD\n one\n two\n three\n####well}").Only().Content<Ordering>();

        Assert.Equal(["one", "two", "three"], ordering.Items.Select(item => item.Text.Text));
        Assert.Equal((2, "CONTIGUOUS", true, "ABSOLUTE_POSITION", false, "ABCD"), (ordering.SelectCount, ordering.Select, ordering.Horizontal, ordering.Grading, ordering.ShowGrading, ordering.Numbering));
    }

    [Fact]
    public void takes_essays_and_descriptions()
    {
        var file = AFile.Gift("Write.{}\n\nWrite more.{ ####Thanks }\n\n::Part 2::Now read on.");

        Assert.Equal(["essay", "essay", "description"], file.Questions.Select(question => question.Content.Kind));
        Assert.Equal("Thanks", file.Questions[1].GeneralFeedback.Text);
        Assert.Equal((0, "Part 2", "Now read on."), (file.Questions[2].Points, file.Questions[2].Name, file.Questions[2].Text.Text));
    }

    [Theory]
    [InlineData("Grant is {~buried =entombed} in a tomb.", "Grant is _____ in a tomb.")]
    [InlineData("{=Asia ~Europe} is large.", "_____ is large.")]
    [InlineData("Grant is {=a ~b}.", "Grant is _____.")]
    [InlineData("Grant is {=a ~b}\n", "Grant is")]
    public void leaves_a_gap_where_text_follows_the_answers(string text, string expected) => Assert.Equal(expected, AFile.Gift(text).Only().Text.Text);

    [Fact]
    public void keeps_general_feedback()
    {
        var question = AFile.Gift("2?{=two#right ~three\n####[html]<i>Even</i>}").Only();

        Assert.Equal(new FormattedText("<i>Even</i>"), question.GeneralFeedback);
        Assert.Equal(["100% two: right", "0% three"], question.Content<Choices>().Answers.InWords());
    }

    [Fact]
    public void gives_texts_the_format_of_the_question_unless_they_name_their_own()
    {
        var question = AFile.Gift("[markdown]*What*?{=[plain]a#[moodle]b ~c#d ~[other]e}").Only();

        Assert.Equal(TextFormat.Markdown, question.Text.Format);
        Assert.Equal([(TextFormat.Plain, TextFormat.Moodle), (TextFormat.Markdown, TextFormat.Markdown), (TextFormat.Markdown, TextFormat.Markdown)], question.Content<Choices>().Answers.Select(answer => (answer.Text.Format, answer.Feedback.Format)));
        Assert.Equal("[other]e", question.Content<Choices>().Answers[2].Text.Text);
    }

    [Theory]
    [InlineData(@"a \= b \# c \{d\} \~e \: f", "a = b # c {d} ~e : f")]
    [InlineData(@"one\ntwo", "one\ntwo")]
    [InlineData(@"A \\\\ B \\n C \frac", @"A \\ B \n C \frac")]
    [InlineData("first\nsecond", "first\nsecond")]
    public void undoes_escapes_and_keeps_line_breaks(string written, string meant)
    {
        Assert.Equal(meant, AFile.Gift(written + "{}").Only().Text.Text);
        Assert.Equal(meant, AFile.Gift($"Q{{~{written} =x}}").Only().Content<Choices>().Answers[0].Text.Text);
    }

    [Fact]
    public void takes_no_comment_for_text()
    {
        var question = AFile.Gift("// one\n::A name \\:::\n// two\nText // stays {\n  =a\n  // three\n  ~b}\n// four").Only();

        Assert.Equal(("A name :", true, "Text // stays"), (question.Name, question.IsNamed, question.Text.Text));
        Assert.Equal(["100% a", "0% b"], question.Content<Choices>().Answers.InWords());
        Assert.Equal(2, question.Line);
    }

    [Fact]
    public void finds_ids_and_tags_in_comments()
    {
        var question = AFile.Gift("// question: 7 [id:ab\\]c] [tag:one] text [tag:two words]\nEssay?{}").Only();

        Assert.Equal("ab]c", question.IdNumber);
        Assert.Equal(["one", "two words"], question.Tags);
    }

    [Fact]
    public void says_when_a_comment_belongs_to_nothing()
    {
        var file = AFile.Gift("// [id:7]\n\nEssay?{}");

        Assert.Null(Assert.Single(file.Questions).IdNumber);
        Assert.Equal((ProblemLevel.Note, "tags-alone", 1), Of(Assert.Single(file.Problems)));
    }

    [Fact]
    public void enters_categories()
    {
        var file = AFile.Gift("$CATEGORY: $course$/top/Unit 1: a\\b/Sums // products\n\nOne?{}\n\n$CATEGORY: Other\nTwo?{}");

        Assert.Equal(["Unit 1: a\\b", "Sums / products"], file.Questions[0].Category!.Names);
        Assert.Equal("Other", file.Questions[1].Category!.Path);
        Assert.Equal((ProblemLevel.Note, "category-without-blank-line", 6), Of(Assert.Single(file.Problems)));
    }

    [Fact]
    public void names_a_question_by_its_text_where_it_has_no_name()
    {
        var question = AFile.Gift("[html]<p>What is <b>1&nbsp;&lt; 2</b>?</p>{T}").Only();

        Assert.Equal(("What is 1 < 2 ?", false), (question.Name, question.IsNamed));
    }

    [Theory]
    [InlineData("Open {=a ~b", "braces", 1, 6)]
    [InlineData("Closed =a}", "braces", 1, 10)]
    [InlineData("x {\\frac{1}{2}} {=a}", "braces-twice", 1, 12)]
    [InlineData("One {~a}", "too-few-choices", 1, 6)]
    [InlineData("\n\nPairs{=a -> b\n =c d}", "no-arrow", 4, 2)]
    [InlineData("Pairs{=a -> b =c -> }", "right-side-missing", 1, 15)]
    [InlineData("Pair{=a -> b}", "too-few-pairs", 1, 6)]
    [InlineData("How much?{#}", "no-answer", 1, 11)]
    [InlineData("How much?{#about five}", "not-a-number", 1, 12)]
    [InlineData("How much?{#1,5}", "not-a-number", 1, 12)]
    [InlineData("How much?{#3:-1}", "not-a-number", 1, 12)]
    [InlineData("Grades{~%33%a ~b}", "grade-unknown", 1, 9)]
    [InlineData("Grades{~%150%a ~b}", "grade-out-of-range", 1, 9)]
    [InlineData("Only{#=}", "not-a-number", 1, 7)]
    public void says_where_a_question_is_wrong(string text, string code, int line, int column)
    {
        var refusal = AFile.Gift(text).Refusal();

        Assert.Equal((code, line, column), (refusal.Code, refusal.Line, refusal.Column));
        Assert.DoesNotContain("{{", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void takes_any_grade_when_it_is_told_to() =>
        Assert.Equal(["33% a", "67% b"], AFile.Of("gift", "Grades{~%33%a ~%67%b}", anyGrade: true).Only().Content<Choices>().Answers.InWords());

    [Theory]
    [InlineData("Grades{~%50%a ~b}", "grades-not-whole")]
    [InlineData("Grades{~%50%a =%50%b}", "no-full-grade")]
    [InlineData("Small{True}", "true-in-small-letters")]
    [InlineData("::Never closed{T}", "name-open")]
    [InlineData("Empty{~ =a ~b}", "choice-empty")]
    public void takes_what_Moodle_takes_and_tells_to_look(string text, string code)
    {
        var file = AFile.Gift(text);

        Assert.Single(file.Questions);
        Assert.Equal((ProblemLevel.Note, code, 1), Of(Assert.Single(file.Problems)));
    }

    [Fact]
    public void loses_no_question_for_a_bad_one()
    {
        var file = AFile.Gift(string.Join("\n\n", Enumerable.Range(1, 1000).Select(n => n == 500 ? "Bad {=a" : $"Question {n}?{{=yes ~no}}")));

        Assert.Equal(999, file.Questions.Count);
        var problem = Assert.Single(file.Problems);
        Assert.Equal(("braces", 999, "Bad {=a"), (problem.Code, problem.Line, problem.Question));
        Assert.False(file.IsWhole);
    }

    private static (ProblemLevel, string, int) Of(Problem problem) => (problem.Level, problem.Code, problem.Line);
}
