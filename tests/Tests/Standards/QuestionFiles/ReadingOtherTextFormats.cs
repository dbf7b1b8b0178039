using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>Aiken, line by line (docs.moodle.org/en/Aiken_format).</summary>
public sealed class Reading_Aiken
{
    [Fact]
    public void takes_the_choice_that_the_answer_names()
    {
        var question = AFile.Of("aiken", "Who <began> & when?\nA) One\nB.Two\nC) Three (3 > 2)\n\nANSWER: B\n").Only();

        Assert.Equal(new FormattedText("Who <began> & when?", TextFormat.Plain), question.Text);
        Assert.Equal(["0% One", "100% Two", "0% Three (3 > 2)"], question.Content<Choices>().Answers.InWords());
        Assert.True(question.Content<Choices>().OnlyOne);
    }

    [Fact]
    public void says_by_line_what_does_not_keep_to_it()
    {
        var file = AFile.Of("aiken", """
            Too few
            A) Only one
            ANSWER: A

            A) Not begun

            ANSWER: A

            Good
            A) Yes
            B) No
            ANSWER: A

            Not finished
            A) Perhaps
            B) Later

            Good too
            A)Yes
            B)No
            ANSWER: B

            At the end
            A) One
            """);

        Assert.Equal(["Good", "Good too"], file.Questions.Select(question => question.Name));
        Assert.Equal([("too-few-choices", 3), ("no-question", 5), ("no-question", 7), ("unfinished", 18), ("unfinished", 23)], file.Problems.Select(problem => (problem.Code, problem.Line)));
        Assert.Equal("Not finished", file.Problems[3].Question);
    }

    [Theory]
    [InlineData("Two\nlines\nA) a\nB) b\nANSWER: A", "stem-of-two-lines", 2)]
    [InlineData("One\nA) a\nB) b\nANSWER: C", "answer-letter-unknown", 4)]
    [InlineData("One\nA) a\nB) b\nANSWER: A, B", "answer-letter", 4)]
    [InlineData("One\nA) a\nB) b\nANSWER:", "answer-letter-unknown", 4)]
    [InlineData("One\nA) a\nA) b\nANSWER: A", "letter-twice", 3)]
    [InlineData("One\nA) a\nB)\nANSWER: A", "choice-empty", 3)]
    [InlineData("One\nA) a\nB) b\nanswer: a", "answer-line", 4)]
    [InlineData("One\na) a\nb) b\nANSWER: A", "choice-letter", 2)]
    [InlineData("One\nA) a\nb) b\nANSWER: A", "choice-letter", 3)]
    public void is_strict(string text, string code, int line)
    {
        var refusal = AFile.Of("aiken", text).Refusal();

        Assert.Equal((code, line), (refusal.Code, refusal.Line));
    }

    [Fact]
    public void holds_for_a_real_file()
    {
        if (AFile.Real("aiken", "questions.aiken.txt") is not { } file) return;

        Assert.Equal("aiken", file.Format!.Name);
        Assert.True(file.IsWhole);
        Assert.Equal(["Martin Dougiamas", "True"], file.Questions.Select(question => question.Content<Choices>().Answers.Single(answer => answer.Fraction == 1).Text.Text));
        Assert.Contains("<html class=\"cool\"> & images", file.Questions[1].Text.Text, StringComparison.Ordinal);
    }
}

/// <summary>The missing word format (docs.moodle.org/en/Missing_word_format).</summary>
public sealed class Reading_missing_words
{
    [Fact]
    public void takes_choices_with_weights_and_comments()
    {
        var question = AFile.Of("missing-word", "This is {=the best answer#comment ~75%a good\nanswer ~_7% of them ~wrong} so\nit goes.").Only();

        Assert.Equal("This is _____ so it goes.", question.Text.Text);
        Assert.Equal(["100% the best answer: comment", "75% a good answer", "0% 7% of them", "0% wrong"], question.Content<Choices>().Answers.InWords());
    }

    [Fact]
    public void takes_one_answer_as_a_word_to_type() => Assert.Equal(["100% Lesson"], AFile.Of("missing-word", "The {=Lesson} activity.").Only().Content<ShortAnswer>().Answers.InWords());

    [Theory]
    [InlineData("No answers.", "no-answers")]
    [InlineData("Open {=a", "braces")]
    [InlineData("Nothing {} here", "no-answer")]
    [InlineData("Grade {=a ~33%b}", "grade-unknown")]
    public void says_what_is_wrong(string text, string code) => Assert.Equal(code, AFile.Of("missing-word", text).Refusal().Code);

    [Theory]
    [InlineData("question.missingword1.txt", "As soon as we begin to explore our body parts as infants we become students of _____, and in a sense we remain students for life.", "100% anatomy and physiology", "0% reflexology", "0% science", "0% experiment")]
    [InlineData("question.missingword3.txt", "This is _____", "100% the best answer: comment on the best answer", "75% a good answer: comment on the good answer", "0% a wrong one: comment on the bad answer")]
    public void holds_for_real_files(string name, string text, params string[] answers)
    {
        if (AFile.Real("missingword", name) is not { } file) return;

        Assert.Equal("missing-word", file.Format!.Name);
        Assert.Equal(text, file.Only().Text.Text);
        Assert.Equal(answers, file.Only().Content<Choices>().Answers.InWords());
    }
}

/// <summary>Answers inside a text (docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type).</summary>
public sealed class Reading_embedded_answers
{
    [Theory]
    [InlineData("SHORTANSWER SA MW", ClozeKind.ShortAnswer, ClozeLayout.Dropdown, false)]
    [InlineData("SHORTANSWER_C SAC MWC", ClozeKind.CaseSensitiveShortAnswer, ClozeLayout.Dropdown, false)]
    [InlineData("MULTICHOICE MC", ClozeKind.Choice, ClozeLayout.Dropdown, false)]
    [InlineData("MULTICHOICE_S MCS", ClozeKind.Choice, ClozeLayout.Dropdown, true)]
    [InlineData("MULTICHOICE_V MCV", ClozeKind.Choice, ClozeLayout.Vertical, false)]
    [InlineData("MULTICHOICE_VS MCVS", ClozeKind.Choice, ClozeLayout.Vertical, true)]
    [InlineData("MULTICHOICE_H MCH", ClozeKind.Choice, ClozeLayout.Horizontal, false)]
    [InlineData("MULTICHOICE_HS MCHS", ClozeKind.Choice, ClozeLayout.Horizontal, true)]
    [InlineData("MULTIRESPONSE MR MULTIRESPONSE_V MRV", ClozeKind.Choices, ClozeLayout.Vertical, false)]
    [InlineData("MULTIRESPONSE_S MRS MULTIRESPONSE_VS MRVS", ClozeKind.Choices, ClozeLayout.Vertical, true)]
    [InlineData("MULTIRESPONSE_H MRH", ClozeKind.Choices, ClozeLayout.Horizontal, false)]
    [InlineData("MULTIRESPONSE_HS MRHS", ClozeKind.Choices, ClozeLayout.Horizontal, true)]
    public void knows_each_kind_by_all_its_names(string names, ClozeKind kind, ClozeLayout layout, bool shuffle)
    {
        foreach (var name in names.Split(' '))
        {
            var part = Parts($"The {{2:{name}:=right#yes~wrong}} thing").Single();
            Assert.Equal((kind, layout, shuffle, 2), (part.Kind, part.Layout, part.Shuffle, part.Points));
        }
    }

    [Fact]
    public void marks_their_places_in_the_text()
    {
        var question = AFile.Of("cloze", "A {1:SA:=one} and {:NM:=2:0.5} <b>{3:MC:=x~y}</b>").Only();

        Assert.Equal("A {#1} and {#2} <b>{#3}</b>", question.Text.Text);
        Assert.Equal(5, question.Points);
        Assert.Equal("A and", question.Name);
    }

    [Theory]
    [InlineData("{1:SA:=a~%50%b#half~*#no}", "100% a", "50% b: half", "0% *: no")]
    [InlineData("{1:SA:%100%Paris#Congratulations!~%-33.33333%x}", "100% Paris: Congratulations!", "-33.33333% x")]
    [InlineData(@"{1:SA:=a\}b\#c\~d#f\}g#h}", "100% a}b#c~d: f}g#h")]
    [InlineData("{1:SA:=it&#39;s &amp; R&amp;D~x}", "100% it's & R&D", "0% x")]
    [InlineData("{1:MC:~=right~wrong}", "100% right", "0% wrong")]
    [InlineData("{1:MC:%0%California#Wrong~=Arizona#OK}", "0% California: Wrong", "100% Arizona: OK")]
    [InlineData("{1:NM:=3,14:0.01#pi~%50%1e3~*#any}", "100% 3.14 ± 0.01: pi", "50% 1e3 ± 0", "0% *: any")]
    [InlineData("{1:MR:=a~=b~=c~d}", "33.33333% a", "33.33333% b", "33.33333% c", "-33.33333% d")]
    [InlineData("{1:MR:%100%a~%0%b~%50%c}", "66.66667% a", "0% b", "33.33333% c")]
    public void takes_answers_with_grades_tolerance_and_feedback(string text, params string[] expected) =>
        Assert.Equal(expected, Parts(text).Single().Answers.Select(answer => $"{Grades.Percent(answer.Fraction)}% {answer.Text.Text}{(answer.Tolerance is { } tolerance ? $" ± {tolerance}" : "")}{(answer.Feedback.IsEmpty ? "" : $": {answer.Feedback.Text}")}"));

    [Theory]
    [InlineData("No answers.", "cloze-no-parts", 1)]
    [InlineData("A {1:MULTICHOICE}", "cloze-no-answers", 3)]
    [InlineData("A {1:RIDDLE:=x}", "cloze-kind-unknown", 3)]
    [InlineData("A {1:MC:=Apple#Correct}", "too-few-choices", 3)]
    [InlineData("A {1:MC:Pear~%50%Apple}", "no-full-grade", 3)]
    [InlineData("A {3:NUMERICAL:=zero}", "not-a-number", 17)]
    [InlineData("A {1:SA:=never closed", "cloze-open", 3)]
    [InlineData("A {1:SA:=}", "cloze-answer-empty", 9)]
    [InlineData("A {1:SA:%150%x}", "grade-out-of-range", 9)]
    public void says_what_is_wrong_and_where(string text, string code, int column)
    {
        var refusal = AFile.Of("cloze", text).Refusal();

        Assert.Equal((code, 1, column), (refusal.Code, refusal.Line, refusal.Column));
    }

    [Theory]
    [InlineData("broken_multianswer_1.txt", "too-few-choices")]
    [InlineData("broken_multianswer_3.txt", "not-a-number")]
    public void refuses_real_files_that_are_broken(string name, string code)
    {
        if (AFile.Real("cloze", name) is not { } file) return;

        Assert.Equal("cloze", file.Format!.Name);
        Assert.Equal(code, file.Refusal().Code);
    }

    private static IReadOnlyList<ClozePart> Parts(string text) => AFile.Of("cloze", text).Only().Content<EmbeddedAnswers>().Parts;
}
