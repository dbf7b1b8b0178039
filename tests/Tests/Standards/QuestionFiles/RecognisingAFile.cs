using System.Text;
using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>What a file is, by what is in it.</summary>
public sealed class Recognising_a_file
{
    private const string Aiken = "One?\nA) a\nB) b\nANSWER: A\n";

    [Theory]
    [InlineData("One?{=a ~b}", "gift")]
    [InlineData("// a comment\nWrite.{}", "gift")]
    [InlineData("::Name::Just read.", "gift")]
    [InlineData("[markdown] *Just* read.", "gift")]
    [InlineData("$CATEGORY: here", "gift")]
    [InlineData("Is it?{T}", "gift")]
    [InlineData(Aiken, "aiken")]
    [InlineData("kind,text\nessay,Write", "csv")]
    [InlineData("Kind;Name;Text\nessay;A;Write", "csv")]
    [InlineData("This is {=the best ~75%a good one} answer", "missing-word")]
    [InlineData("A {1:SHORTANSWER:=b} c", "cloze")]
    [InlineData("\n <?xml version='1.0'?><!-- <x> --><quiz><question type='essay'><name><text>a</text></name><questiontext><text>b</text></questiontext></question></quiz>", "moodle-xml")]
    public void tells_the_formats_apart(string text, string format) => Assert.Equal(format, QuestionFormats.Read(Encoding.UTF8.GetBytes(text)).Format?.Name);

    [Theory]
    [InlineData("Just some words.", "format-unknown", "")]
    [InlineData("{\"questions\": []}", "format-unknown", "")]
    [InlineData("<assessmentItem/>", "xml-unknown", "QTI")]
    [InlineData("<?xml version=\"1.0\"?>\n<qti:assessmentItem xmlns:qti=\"x\"/>", "xml-unknown", "QTI")]
    [InlineData("<questestinterop></questestinterop>", "xml-unknown", "QTI")]
    [InlineData("<POOL><x/></POOL>", "xml-unknown", "Blackboard")]
    [InlineData("<!DOCTYPE html><html></html>", "xml-unknown", "web page")]
    [InlineData("PK\u0003\u0004rest", "file-no-text", "zip archive")]
    [InlineData("%PDF-1.7 …", "file-no-text", "PDF")]
    [InlineData("{\\rtf1 x}", "file-no-text", "RTF")]
    [InlineData("text\0with\0nothing", "file-no-text", "no text")]
    [InlineData("  \n ", "file-empty", "")]
    [InlineData("", "file-empty", "")]
    public void says_what_a_file_of_the_wrong_kind_is(string text, string code, string said)
    {
        var refusal = QuestionFormats.Read(Encoding.UTF8.GetBytes(text)).Refusal();

        Assert.Equal(code, refusal.Code);
        Assert.Contains(said, refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    public void reads_any_Unicode(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        var file = QuestionFormats.Read([.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes("Quel été ?{=chaud ~froid}\r\n\r\nكم؟{#5}")]);

        Assert.Empty(file.Problems);
        Assert.Equal(["Quel été ?", "كم؟"], file.Questions.Select(question => question.Text.Text));
    }

    [Fact]
    public void tells_to_look_when_the_encoding_is_a_guess()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = QuestionFormats.Read(Encoding.GetEncoding(1252).GetBytes("One?{T}\n\nQuel “été” ?{=chaud ~froid}"));

        Assert.Equal("Quel “été” ?", file.Questions[1].Text.Text);
        var note = Assert.Single(file.Problems);
        Assert.Equal((ProblemLevel.Note, "encoding-guessed", 3, 6, "windows-1252"), (note.Level, note.Code, note.Line, note.Column, file.Encoding));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void counts_lines_of_any_system(string ending)
    {
        var file = AFile.Gift($"One?{{T}}{ending}{ending}Two {{=a{ending}{ending}Three?{{F}}");

        Assert.Equal([1, 5], file.Questions.Select(question => question.Line));
        Assert.Equal(3, Assert.Single(file.Problems).Line);
    }

    [Fact]
    public void refuses_one_that_is_too_large() => Assert.Equal("file-too-large", QuestionFormats.Read(new byte[TextDocument.Largest + 1]).Refusal().Code);

    public static TheoryData<string> Formats => [.. QuestionFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void reads_ten_megabytes_in_one_line_as_any_format(string format)
    {
        Assert.NotEmpty(AFile.Of(format, new('x', 10 << 20)).Problems);
        foreach (var piece in (string[])["{", "}", "{1:SA:", "::", "~=", "\"", "\\", "&", "<question ", "A) ", "#"])
            Assert.NotNull(AFile.Of(format, string.Concat(Enumerable.Repeat(piece, (1 << 18) / piece.Length))).Problems);
    }

    [Fact]
    public void reads_twenty_thousand_questions_and_says_that_there_are_more()
    {
        var file = AFile.Gift(string.Concat(Enumerable.Range(0, 100_000).Select(n => $"::Q{n}::Which?{{=a#yes ~b#no}}\n\n")));

        Assert.Equal(20_000, file.Questions.Count);
        Assert.Equal(39_999, file.Questions[^1].Line);
        Assert.Equal("questions-too-many", Assert.Single(file.Problems).Code);
    }

    [Fact]
    public void says_plainly_that_it_is_no_such_file_when_it_is_told_a_wrong_format() => Assert.Equal("xml-broken", AFile.Of("moodle-xml", "One?{T}").Refusal().Code);
}
