using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>Our table of questions (docs/question-files.md).</summary>
public sealed class Reading_CSV
{
    [Fact]
    public void takes_every_kind_by_the_headings()
    {
        var file = AFile.Of("csv", """
            Kind,Text,Name,Answer 1,Grade 1,Feedback_1,answer2,grade 2,match 1,match 2,tolerance 1,points,tags,id,category,hint 1,general feedback,case sensitive,shuffle,format,penalty
            multiple-choice,Which?,C,a,100,yes,b,,,,,2.5,x | y,7,Unit/One,Think,Done,,no,,0.1
            multiple-answer,Which?,,a,50%,,b,50,,,,,,,,,,,,html,
            true-false,Ice floats.,,true,,,,,,,,,,,,,,,,,
            short-answer,Who?,,Frog,,,Toad,50,,,,,,,,,,yes,,,
            numerical,"How much,
            really?",,"3,14",,,*,0,,,0.01,,,,,,,,,,
            matching,Match,,cat,,,,,mammal,insect,,,,,,,,,,,
            ordering,Order,,one,,,two,,,,,,,,,,,,,,
            essay,Write,,,,,,,,,,,,,,,,,,,
            description,Read,,,,,,,,,,,,,,,,,,,
            """);

        Assert.Empty(file.Problems);
        Assert.Equal(["multiple-choice", "multiple-answer", "true-false", "short-answer", "numerical", "matching", "ordering", "essay", "description"], file.Questions.Select(question => question.Content.Kind));
        var first = file.Questions[0];
        Assert.Equal(("C", 2.5m, 0.1m, "7", "Unit/One", "Done", "Think"), (first.Name, first.Points, first.Penalty, first.IdNumber, first.Category!.Path, first.GeneralFeedback.Text, first.Hints[0].Text.Text));
        Assert.Equal(["x", "y"], first.Tags);
        Assert.Equal(["100% a: yes", "0% b"], first.Content<Choices>().Answers.InWords());
        Assert.False(first.Content<Choices>().Shuffle);
        Assert.Equal(TextFormat.Html, file.Questions[1].Text.Format);
        Assert.True(file.Questions[2].Content<TrueFalse>().IsTrue);
        Assert.True(file.Questions[3].Content<ShortAnswer>().CaseSensitive);
        Assert.Equal(["100% 3.14 ± 0.01", "0% *"], file.Questions[4].Content<Numerical>().Answers.InWords());
        Assert.Equal(("How much,\nreally?", 6), (file.Questions[4].Text.Text, file.Questions[4].Line));
        Assert.Equal([("cat", "mammal"), ("", "insect")], file.Questions[5].Content<Matching>().Pairs.Select(pair => (pair.Left.Text, pair.Right)));
        Assert.Equal(8, file.Questions[5].Line);
    }

    [Theory]
    [InlineData("true-false,Q,false,,,", false)]
    [InlineData("true-false,Q,TRUE,0,false,100", false)]
    [InlineData("truefalse,Q,t,,,", true)]
    public void takes_true_and_false(string row, bool isTrue) => Assert.Equal(isTrue, AFile.Of("csv", "kind,text,answer 1,grade 1,answer 2,grade 2\n" + row).Only().Content<TrueFalse>().IsTrue);

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void takes_what_spreadsheets_put_between_cells(char separator) =>
        Assert.Equal("a, b", AFile.Of("csv", "kind,text\nessay,|".Replace(',', separator).Replace("|", "a, b", StringComparison.Ordinal)).Only().Text.Text);

    [Theory]
    [InlineData("riddle,Q,,", "kind-unknown")]
    [InlineData("essay,,,", "text-missing")]
    [InlineData("multiple-choice,Q,a,100", "too-few-choices")]
    [InlineData("true-false,Q,perhaps,", "true-or-false")]
    [InlineData("short-answer,Q,,", "no-answer")]
    [InlineData("short-answer,Q,a,many", "grade-out-of-range")]
    [InlineData("numerical,Q,five,", "not-a-number")]
    [InlineData("matching,Q,a,", "right-side-missing")]
    [InlineData("essay,Q,,,more,and more", "row-too-long")]
    [InlineData("essay,\"Q,,", "quote-open")]
    public void says_which_row_is_wrong(string row, string code)
    {
        var file = AFile.Of("csv", $"kind,text,answer 1,grade 1\nessay,First,,\n{row}\nessay,Last,,");

        Assert.Equal(["First", "Last"], file.Questions.Select(question => question.Text.Text));
        Assert.Equal((code, 3), (Assert.Single(file.Problems).Code, file.Problems[0].Line));
    }

    [Fact]
    public void needs_a_heading() => Assert.Equal("heading-missing", AFile.Of("csv", "essay,Write\nessay,More").Refusal().Code);

    [Fact]
    public void says_which_columns_it_leaves_out() => Assert.Equal("These columns aren't known, and were left out: colour.", Assert.Single(AFile.Of("csv", "kind,text,Colour\nessay,Write,red").Problems).ToString());
}
