using System.Text;
using System.Text.Json;
using Lectern.Tests.Files;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>lectern questions check FILE --json.</summary>
public sealed class Checking_a_file_of_questions
{
    [Fact]
    public async Task prints_what_an_import_would_make_of_it()
    {
        var (exit, answer) = await Check("good.gift", "$CATEGORY: Unit\n\n// [id:7] [tag:x]\n::Pi::[html]<b>Pi</b>?{#=3.14:0.01#well ####see}\n\nIce floats.{T}");

        Assert.Equal(0, exit);
        Assert.True(answer.GetProperty("ok").GetBoolean());
        Assert.Equal(("gift", "utf-8"), (answer.GetProperty("format").GetString(), answer.GetProperty("encoding").GetString()));
        var totals = answer.GetProperty("totals");
        Assert.Equal((2, 0, 1), (totals.GetProperty("questions").GetInt32(), totals.GetProperty("refused").GetInt32(), totals.GetProperty("kinds").GetProperty("numerical").GetInt32()));
        var question = answer.GetProperty("questions")[0];
        Assert.Equal("""
            {"line":4,"kind":"numerical","moodleType":"numerical","name":"Pi","named":true,"category":"Unit","text":{"text":"<b>Pi</b>?","format":"html"},
            "answers":[{"number":3.14,"tolerance":0.01,"fraction":1,"feedback":{"text":"well","format":"html"},"isAny":false}],
            "units":{"units":[],"show":3,"grading":0,"penalty":0.1,"onTheLeft":false,"instructions":null},
            "generalFeedback":{"text":"see","format":"html"},"hints":[],"tags":["x"],"idNumber":"7","points":1,"penalty":0.3333333,"hidden":false,"files":[]}
            """.ReplaceLineEndings(""), JsonSerializer.Serialize(question, Readable));
    }

    [Fact]
    public async Task ends_with_another_code_when_something_can_not_be_imported()
    {
        var (exit, answer) = await Check("bad.txt", "Ice floats.{T}\n\nBad {=a");

        Assert.Equal((1, false), (exit, answer.GetProperty("ok").GetBoolean()));
        Assert.Equal("true-false", answer.GetProperty("questions")[0].GetProperty("kind").GetString());
        Assert.Equal("""{"level":"refused","line":3,"column":5,"question":"Bad {=a","code":"braces","message":"The brace { is never closed. If it belongs to the text, write \\{."}""", JsonSerializer.Serialize(answer.GetProperty("problems")[0], Readable));
    }

    [Theory]
    [InlineData("plugin.xml", """<quiz><question type="truefalse"><name><text>Ice</text></name><questiontext format="html"><text>Ice floats.</text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question><question type="stack"><name><text>Maths</text></name></question></quiz>""", 0, 1, "kind-unknown")]
    [InlineData("reading.xml", """<quiz><question type="description"><name><text>Read</text></name><questiontext format="html"><text>Read this.</text></questiontext></question></quiz>""", 0, 0, "nothing-asked")]
    [InlineData("slider.xml", """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="How warm?" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="integer"/><itemBody><sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/></itemBody></assessmentItem>""", 0, 0, "other-kind")]
    [InlineData("page.xml", """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Page" adaptive="false" timeDependent="false"><itemBody><p>Read this.</p></itemBody></assessmentItem>""", 0, 0, "no-interaction")]
    [InlineData("broken.gift", "Ice floats.{T}\n\nBad {=a", 1, 1, "braces")]
    public async Task names_what_an_import_leaves_out_and_why(string name, string text, int exit, int taken, string code)
    {
        var (ended, answer) = await Check(name, text);

        Assert.Equal((exit, false), (ended, answer.GetProperty("ok").GetBoolean()));
        Assert.Equal((taken, 1, exit == 1 ? 1 : 0), (answer.GetProperty("totals").GetProperty("taken").GetInt32(), answer.GetProperty("totals").GetProperty("leftOut").GetInt32(), answer.GetProperty("totals").GetProperty("broken").GetInt32()));
        var left = Assert.Single(answer.GetProperty("leftOut").EnumerateArray());
        Assert.Equal(code, left.GetProperty("code").GetString());
        Assert.NotEqual("", left.GetProperty("message").GetString());
    }

    [Fact]
    public async Task tells_of_an_item_that_the_standard_does_not_allow_although_it_is_taken()
    {
        var (exit, answer) = await Check("item.xml", """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Ice" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier" cardinalty="x"><correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="A">Yes</simpleChoice><simpleChoice identifier="B">No</simpleChoice></choiceInteraction></itemBody><responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>""");

        Assert.Equal((1, 1, 1), (exit, answer.GetProperty("totals").GetProperty("taken").GetInt32(), answer.GetProperty("totals").GetProperty("broken").GetInt32()));
        Assert.Equal("attribute-unknown", answer.GetProperty("items")[0].GetProperty("problems")[0].GetProperty("code").GetString());
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<(int Exit, JsonElement Answer)> Check(string name, string text)
    {
        using var folder = new ThrowawayFolder();
        var path = Path.Combine(folder.Location, name);
        await File.WriteAllTextAsync(path, text, Encoding.UTF8);
        return await TheProgram.Ask("questions", "check", path);
    }
}
