using System.Globalization;
using System.Text;
using System.Text.Json;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;
using Lectern.Qti;
using Lectern.Qti.Processing;
using Lectern.Qti.Reading;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Items of QTI with words to choose in a text, with sliders and with files: as questions that give the same marks, or left out by name.</summary>
public sealed class Items_marked_alike
{
    private const string Words = "<hottextInteraction responseIdentifier='RESPONSE' maxChoices='MOST'><prompt>Which is wrong?</prompt><p>Sponsors <hottext identifier='A'>of the</hottext> games <hottext identifier='B'>gets</hottext> tickets <hottext identifier='C'>for free</hottext>.</p></hottextInteraction>";
    private const string OneRight = "<correctResponse><value>B</value></correctResponse>";

    [Theory]
    [InlineData("single", 1, OneRight, "match_correct", "multiple-choice")]
    [InlineData("multiple", 0, "<correctResponse><value>A</value><value>B</value></correctResponse>", "match_correct", "multiple-answer")]
    [InlineData("multiple", 0, "<mapping lowerBound='0' defaultValue='-1'><mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='B' mappedValue='1'/></mapping>", "map_response", "multiple-answer")]
    [InlineData("multiple", 0, "<mapping defaultValue='0'><mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='B' mappedValue='1'/></mapping>", "map_response", null)]
    [InlineData("single", 1, "<mapping defaultValue='0'><mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='B' mappedValue='0.5'/></mapping>", "map_response", null)]
    public async Task take_words_of_a_text_for_choices_below_it(string cardinality, int most, string key, string template, string? kind)
    {
        var xml = Item("identifier", cardinality, key, Words.Replace("MOST", most.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), Template(template));
        var row = Assert.Single((await Read(xml)).Rows);
        Assert.Equal(kind, row.Question?.Kind);
        if (kind is null)
        {
            Assert.Equal(["hottext-marked-otherwise"], row.Of(ProblemLevel.Refused).Select(problem => problem.Code));
            return;
        }

        Assert.Contains("hottext-beside", row.Of(ProblemLevel.Note).Select(problem => problem.Code));
        Assert.Empty(row.Of(ProblemLevel.Lost));
        Assert.EndsWith("<p>Which is wrong?</p><p>Sponsors of the games gets tickets for free.</p>", row.Question!.Prompt, StringComparison.Ordinal);
        var ids = JsonDocument.Parse(row.Question.Data).RootElement.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("id").GetString()!).ToList();
        for (var bits = 1; bits < 8; bits++)
        {
            List<int> chosen = [.. Enumerable.Range(0, 3).Where(at => (bits >> at & 1) == 1)];
            if (cardinality == "single" && chosen.Count > 1) continue;
            object sent = cardinality == "single" ? ids[chosen[0]] : chosen.Select(at => ids[at]);
            Assert.Equal(Score(xml, [.. chosen.Select(at => (object)"ABC"[at..(at + 1)])]), Ours(row, sent), 6);
        }
    }

    [Theory]
    [InlineData("integer", "0", "20", "5", "<correctResponse><value>15</value></correctResponse>", "match_correct")]
    [InlineData("float", "-1", "1", "1", "<correctResponse><value>0</value></correctResponse>", "match_correct")]
    [InlineData("integer", "0", "100", null, "<mapping defaultValue='0'><mapEntry mapKey='40' mappedValue='1'/><mapEntry mapKey='41' mappedValue='2'/><mapEntry mapKey='42' mappedValue='2'/><mapEntry mapKey='99' mappedValue='1'/></mapping>", "map_response")]
    [InlineData("integer", "0", "100", "1", "", "rules")]
    public async Task take_a_slider_for_a_number(string baseType, string lower, string upper, string? step, string key, string template)
    {
        const string Rules = "<responseProcessing><responseCondition><responseIf><and><gte><variable identifier='RESPONSE'/><baseValue baseType='integer'>30</baseValue></gte><lt><variable identifier='RESPONSE'/><baseValue baseType='integer'>50</baseValue></lt></and><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>3</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>";
        var xml = Item(baseType, "single", key, Slider(lower, upper, step), template == "rules" ? Rules : Template(template));
        var row = Assert.Single((await Read(xml)).Rows);
        Assert.Equal("numeric", row.Question?.Kind);
        Assert.Equal(["slider-typed"], row.Of(ProblemLevel.Lost).Select(problem => problem.Code));
        Assert.EndsWith($"<p>{lower} – {upper}</p>", row.Question!.Prompt, StringComparison.Ordinal);
        var (low, high, by) = (long.Parse(lower, CultureInfo.InvariantCulture), long.Parse(upper, CultureInfo.InvariantCulture), long.Parse(step ?? "1", CultureInfo.InvariantCulture));
        for (var position = low; position <= high; position += by)
            Assert.Equal(Score(xml, [baseType == "integer" ? position : (object)(double)position]), Ours(row, position.ToString(CultureInfo.InvariantCulture)), 6);
    }

    [Theory]
    [InlineData("float", "0", "1", null, "slider-fine")]
    [InlineData("integer", "-1e308", "1e308", "1", "slider-fine")]
    [InlineData("integer", "0", "999999999", "1", "slider-fine")]
    [InlineData("integer", "5", "5", "1", "other-kind")]
    [InlineData("integer", "0", "NaN", "1", "other-kind")]
    [InlineData("integer", "20", "30", "1", "other-kind")]
    public async Task leave_out_sliders_that_cannot_be_tried(string baseType, string lower, string upper, string? step, string code)
    {
        var row = Assert.Single((await Read(Item(baseType, "single", "<correctResponse><value>15</value></correctResponse>", Slider(lower, upper, step), Template("match_correct")))).Rows);
        Assert.Null(row.Question);
        Assert.Equal([code], row.Of(ProblemLevel.Refused).Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("type='image/*'", "pictures", "")]
    [InlineData("type='application/pdf'", "documents", "file-types-wider")]
    [InlineData("type='image/png image/jpeg image/gif image/webp application/zip'", "pictures,archives", "")]
    [InlineData("type='application/pdf model/vrml'", "documents", "file-types-wider,file-types")]
    [InlineData("type='audio/mpeg video/mp4'", "sound,films", "file-types-wider")]
    public async Task take_what_others_want_uploaded(string type, string types, string losses)
    {
        var row = Assert.Single((await Read(Item("file", "single", "", $"<uploadInteraction responseIdentifier='RESPONSE' {type}><prompt>Send it.</prompt></uploadInteraction>", ""))).Rows);
        Assert.Equal("file-upload", row.Question?.Kind);
        var data = JsonDocument.Parse(row.Question!.Data).RootElement;
        Assert.Equal(types, string.Join(',', data.GetProperty("types").EnumerateArray()));
        Assert.Equal(1, data.GetProperty("most").GetInt32());
        Assert.Equal(losses.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), row.Of(ProblemLevel.Lost).Select(problem => problem.Code).Order());
    }

    [Theory]
    [InlineData("data-lectern-file-types='.pdf' data-lectern-most-files='99999999999999999999' data-lectern-largest-file='-5'")]
    [InlineData("data-lectern-file-types='.pdf' data-lectern-most-files='2147483647' data-lectern-largest-file='9223372036854775807'")]
    public async Task take_no_number_of_files_that_cannot_be(string extras)
    {
        var row = Assert.Single((await Read(Item("file", "single", "", $"<uploadInteraction responseIdentifier='RESPONSE'/><rubricBlock view='scorer' {extras}/>", ""))).Rows);
        var data = JsonDocument.Parse(row.Question!.Data).RootElement;
        Assert.InRange(data.GetProperty("most").GetInt32(), 1, 20);
        Assert.InRange(data.GetProperty("mostMegabytes").GetInt32(), 1, 500);
    }

    [Theory]
    [InlineData("qti-packages", "kennisnet-no-max-score-all-items.zip", "QUE_2_5.xml", "multiple-answer")]
    [InlineData("qti-tao", "QTI2.1__skipping__SkippingAllowed.zip", "Q02/qti.xml", "numeric")]
    [InlineData("qti-tao", "QTI2.1__skipping__SkippingAllowed.zip", "Q03/qti.xml", "numeric")]
    public async Task may_come_from_a_real_package(string folder, string package, string item, string kind)
    {
        if (SharedData.Folder(folder) is not { } path) return;
        var row = (await Questions_through_files.Reader.Read(File.OpenRead(Path.Combine(path, package)), package, TestContext.Current.CancellationToken)).Rows.Single(row => row.Place == item);
        Assert.Equal(kind, row.Question?.Kind);
    }

    [Fact]
    public async Task begin_an_essay_with_what_stands_in_the_item_now()
    {
        const string Essay = "<responseDeclaration identifier='RESPONSE' cardinality='single' baseType='string'><defaultValue><value>WORDS</value></defaultValue></responseDeclaration>";
        const string Body = "<extendedTextInteraction responseIdentifier='RESPONSE' expectedLines='7' format='xhtml'/><rubricBlock view='scorer' data-lectern-part='opening'><p><em>Claim</em>:</p></rubricBlock><rubricBlock view='scorer' data-lectern-least-words='5'><p>Two reasons</p></rubricBlock>";
        async Task<JsonElement> Data(string words) => JsonDocument.Parse(Assert.Single((await Read(Document(Essay.Replace("WORDS", words, StringComparison.Ordinal), Body, ""))).Questions).Data).RootElement;
        var (kept, changed) = (await Data("Claim:"), await Data("Thesis:"));
        Assert.Equal(("<p><em>Claim</em>:</p>", "<p>Two reasons</p>", 7, 5), (kept.GetProperty("template").GetString(), kept.GetProperty("scheme").GetString(), kept.GetProperty("rows").GetInt32(), kept.GetProperty("leastWords").GetInt32()));
        Assert.Equal("<p>Thesis:</p>", changed.GetProperty("template").GetString());
    }

    private static double Ours(IncomingRow row, object sent)
    {
        var (kind, question) = (Documents.Kinds[row.Question!.Kind], row.Question);
        return kind.ReadResponse(question.Data, JsonSerializer.SerializeToElement(sent)) is { } response ? (double)(kind.Grade(question.Data, response) * question.Points) : 0;
    }

    private static double Score(string xml, IReadOnlyList<object> answers)
    {
        var item = ItemReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml))).Item!;
        var (session, response) = (ItemSession.Begin(item), item.Responses[0]);
        session.Respond(response.Identifier, response.Cardinality == Cardinality.Single ? QtiValue.Single(response.BaseType!.Value, answers[0]) : QtiValue.Container(response.Cardinality, response.BaseType!.Value, answers));
        session.Submit();
        return session.Value("SCORE")?.Number ?? 0;
    }

    private static string Slider(string lower, string upper, string? step) =>
        $"<sliderInteraction responseIdentifier='RESPONSE' lowerBound='{lower}' upperBound='{upper}'{(step is null ? "" : $" step='{step}'")}><prompt>How many?</prompt></sliderInteraction>";

    private static string Template(string name) => $"<responseProcessing template='http://www.imsglobal.org/question/qti_v2p2/rptemplates/{name}'/>";

    private static string Item(string baseType, string cardinality, string key, string body, string processing) =>
        Document($"<responseDeclaration identifier='RESPONSE' cardinality='{cardinality}' baseType='{baseType}'>{key}</responseDeclaration>", body, processing);

    private static string Document(string declarations, string body, string processing) =>
        $"<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p2' identifier='i' title='Item' adaptive='false' timeDependent='false'>{declarations}<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><itemBody><p>Look.</p>{body}</itemBody>{processing}</assessmentItem>";

    private static Task<IncomingFile> Read(string xml) => Questions_through_files.Reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "i.xml", TestContext.Current.CancellationToken);
}
