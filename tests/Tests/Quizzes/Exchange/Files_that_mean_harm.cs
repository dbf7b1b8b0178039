using System.Text;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Tests.Files;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Files of questions made to hurt: each is told what is wrong with it, and costs no more than an honest one.</summary>
public sealed class Files_that_mean_harm
{
    private const string Entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>";

    [Theory]
    [InlineData("zeros", "archive-ratio")]
    [InlineData("path", "archive-path-escapes")]
    [InlineData("overlap", "archive-overlap")]
    public async Task as_packages_are_refused(string how, string code)
    {
        var zip = new ZipWriter();
        switch (how)
        {
            case "zeros": zip.Add("item.xml", new byte[32 << 20]); break;
            case "path": zip.Add("../../item.xml"); break;
            default: zip.Add("a.xml").Add("item.xml", Encoding.UTF8.GetBytes(Item("")), headerAt: 7); break;
        }

        Assert.Equal(code, (await Read(zip.Finish(), "x.zip")).Refusal?.Code);
    }

    [Theory]
    [InlineData("<quiz><question type=\"truefalse\"/></quiz>", "x.xml")]
    [InlineData("<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"i\"/>", "item.xml")]
    public async Task with_document_types_are_refused(string xml, string name) => Assert.Equal("xml-doctype", (await Read(Entities + xml, name)).Rows.SelectMany(row => row.Problems).Concat((await Read(Entities + xml, name)).Problems).First().Code);

    [Fact]
    public async Task reach_no_file_beside_the_package()
    {
        var file = await Read(new ZipWriter().Add("item.xml", Encoding.UTF8.GetBytes(Item("<p><img src=\"../../secret.png\" alt=\"gone\"/><img src=\"file:///etc/hostname\" alt=\"\"/></p>"))).Finish(), "x.zip");

        var question = Assert.Single(file.Questions);
        Assert.Empty(question.Pictures);
        Assert.DoesNotContain("src", question.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task have_a_picture_in_memory_once_however_many_questions_show_it()
    {
        byte[] png = [.. Questions_through_files.Png, .. new byte[100_000]];
        var zip = new ZipWriter().Add("dot.png", png, deflate: false);
        for (var at = 0; at < 50; at++) zip.Add($"i{at}.xml", Encoding.UTF8.GetBytes(Item("<p><img src=\"dot.png\" alt=\"A dot\"/></p>")));
        var file = await Read(zip.Finish(), "x.zip");

        Assert.Equal(50, file.Questions.Count());
        Assert.Single(file.Questions.SelectMany(question => question.Pictures).Select(picture => picture.Content).Distinct());
    }

    [Theory]
    [InlineData("data:image/png;base64,PHNjcmlwdD5zdGVhbCgpPC9zY3JpcHQ+", "picture-unknown")]
    [InlineData("data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InN0ZWFsKCkiLz4=", "picture-unknown")]
    [InlineData("javascript:steal()", "picture-elsewhere")]
    public async Task bring_no_pictures_that_are_none(string source, string code)
    {
        var row = Assert.Single((await Read($"::x:: [html]<p>Look <img src\\=\"{source.Replace(":", "\\:", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal)}\" alt\\=\"it\"></p>{{T}}", "x.gift")).Rows);
        Assert.Equal("<p>Look [it]</p>", row.Question!.Prompt);
        Assert.Contains(code, row.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task bring_no_pictures_that_are_too_large()
    {
        byte[] png = [.. Questions_through_files.Png, .. new byte[IncomingTexts.LargestPicture]];
        var file = await Read(new ZipWriter().Add("dot.png", png, deflate: false).Add("i.xml", Encoding.UTF8.GetBytes(Item("<p><img src=\"dot.png\" alt=\"A dot\"/></p>"))).Finish(), "x.zip");
        Assert.Contains("picture-large", Assert.Single(file.Rows).Problems.Select(problem => problem.Code));
    }

    public static TheoryData<string, string> Nested => new()
    {
        { "[html]" + string.Concat(Enumerable.Repeat("<b><i>", 40_000)) + "deep", "nesting" },
        { "[html]" + string.Concat(Enumerable.Repeat("<div>", 40_000)) + "deep", "nesting" },
        { "[markdown]" + new string('>', 40_000) + " deep", "nesting" },
        { "[markdown]" + new string('[', 40_000) + " deep", "" },
    };

    [Theory, MemberData(nameof(Nested))]
    public async Task keep_their_words_however_deep_they_are_nested(string text, string code)
    {
        var row = Assert.Single((await Read($"::x:: {text}{{T}}", "x.gift")).Rows);
        if (row.Question is { } question) Assert.Contains("deep", question.Prompt, StringComparison.Ordinal);
        else Assert.NotEmpty(row.Of(ProblemLevel.Refused));
        if (code.Length > 0) Assert.Contains(code, row.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task of_Moodle_are_read_on_after_elements_without_end()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 20_000));
        const string Whole = "<question type=\"truefalse\"><name><text>x</text></name><questiontext format=\"html\"><text>Ice floats.</text></questiontext><answer fraction=\"100\"><text>true</text></answer><answer fraction=\"0\"><text>false</text></answer></question>";
        var file = await Read($"<quiz><question type=\"essay\">{deep}{Whole}</quiz>", "x.xml");
        Assert.Single(file.Questions);
        Assert.NotEmpty(file.Rows.SelectMany(row => row.Of(ProblemLevel.Refused)));
    }

    [Fact]
    public async Task of_more_questions_than_a_bank_holds_are_read_so_far()
    {
        var file = await Read(string.Concat(Enumerable.Repeat("x{T}\n\n", 25_000)), "x.gift");
        Assert.Equal(QuestionFileReader.MostQuestions, file.Rows.Count);
        Assert.Equal(["too-many-questions", "questions-too-many"], file.Problems.Select(problem => problem.Code).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task whose_rules_ask_for_endless_work_come_in_without_them()
    {
        var many = "<repeat numberRepeats=\"9000\"><baseValue baseType=\"integer\">1</baseValue></repeat>";
        var rules = string.Concat(Enumerable.Repeat($"<responseCondition><responseIf><match>{many}{many}</match><setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue></responseIf></responseCondition>", 200));
        var row = Assert.Single((await Read(Item("<p>Ice floats.</p>", rules), "i.xml")).Rows);
        Assert.NotEmpty(row.Problems);
    }

    [Fact]
    public async Task with_more_tests_of_a_program_than_a_question_has_are_counted_before_they_are_compared()
    {
        var tests = $"[{string.Concat(Enumerable.Repeat("{},", 200_000))}{{\"name\":\"last\",\"input\":\"1\"}}]";
        Assert.Equal(["too-many-tests"], await Program($"[{string.Join(',', Enumerable.Repeat("{\"expected\":\"1\",\"weight\":1}", 200_000))}]", row => row.Of(ProblemLevel.Refused).Select(problem => problem.Code)));
        Assert.Equal([], await Program(tests, row => row.Of(ProblemLevel.Refused).Select(problem => problem.Code)));
    }

    [Fact]
    public async Task that_do_not_say_whether_a_test_is_seen_hide_it() =>
        Assert.Equal([true, false], await Program("""[{"name":"a","expected":"1"},{"name":"b","expected":"2","isHidden":false}]""", row =>
            System.Text.Json.JsonDocument.Parse(row.Question!.Data).RootElement.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("isHidden").GetBoolean()).ToList()));

    private static async Task<T> Program<T>(string tests, Func<IncomingRow, T> see) => see(Assert.Single((await Read(
        $"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Add" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/><itemBody><p>Add them.</p><extendedTextInteraction responseIdentifier="RESPONSE"/><rubricBlock view="scorer" data-lectern-code-language="python" data-lectern-code-tests='{tests}'/></itemBody></assessmentItem>""", "i.xml")).Rows));

    private static string Item(string stem, string? rules = null) =>
        $"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Ice" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody>{stem}<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which?</prompt><simpleChoice identifier="A">Yes</simpleChoice><simpleChoice identifier="B">No</simpleChoice></choiceInteraction></itemBody>{(rules is null ? "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct\"/>" : $"<responseProcessing>{rules}</responseProcessing>")}</assessmentItem>""";

    private static Task<IncomingFile> Read(string text, string name) => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name);
    private static Task<IncomingFile> Read(Stream file, string name) => Questions_through_files.Reader.Read(file, name, TestContext.Current.CancellationToken);
}
