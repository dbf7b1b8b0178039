using Lectern.Host.Commands;

namespace Lectern.Tests.Standards.Qti;

/// <summary>lectern qti score ITEM.xml CASES.json; lectern qti check FILE</summary>
public sealed class The_commands_of_QTI : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("qti-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{"cases": [{"name": "right", "responses": {"RESPONSE": "A"}, "expect": {"score": 1, "outcomes": {"SCORE": 1}}}]}""", 0)]
    [InlineData("""{"cases": [{"name": "wrong", "responses": {"RESPONSE": "B"}, "expect": {"outcomes": {"SCORE": 1}}}]}""", 1)]
    [InlineData("""{"cases": [{"name": "known gap", "xfail": true, "responses": {"RESPONSE": "B"}, "expect": {"outcomes": {"SCORE": 1}}}]}""", 0)]
    [InlineData("""{"cases": [{"name": "no gap any more", "xfail": true, "responses": {"RESPONSE": "A"}, "expect": {"outcomes": {"SCORE": 1}}}]}""", 1)]
    [InlineData("""{"cases": [{"name": "typed", "responses": {"RESPONSE": {"base": {"identifier": "A"}}}, "expect": {"score": 1}}]}""", 0)]
    [InlineData("""{"cases": [{"name": "of the wrong shape", "responses": {"RESPONSE": ["A", "B"]}, "expect": {}}]}""", 1)]
    [InlineData("""{"cases": [{"name": "for no response", "responses": {"OTHER": "A"}, "expect": {}}]}""", 1)]
    [InlineData("""{"cases": [{"name": "of no outcome", "responses": {}, "expect": {"outcomes": {"OTHER": null}}}]}""", 1)]
    [InlineData("""{"cases": 3}""", 1)]
    [InlineData("nonsense", 1)]
    public void answers_by_its_exit_code(string cases, int expected)
    {
        File.WriteAllText(Path.Combine(folder, "cases.json"), cases);
        File.WriteAllText(Path.Combine(folder, "item.xml"), """
            <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t">
              <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
              <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody><p>x</p></itemBody>
              <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
            </assessmentItem>
            """);
        Assert.Equal(expected, ScoreCases.Run(new Screen(json: true), Path.Combine(folder, "item.xml"), Path.Combine(folder, "cases.json")));
    }

    [Theory]
    [InlineData("item.xml", "<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' identifier='i' title='t'><itemBody><p>x</p></itemBody></assessmentItem>", 0)]
    [InlineData("test.xml", "<assessmentTest xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' identifier='i' title='t'><testPart identifier='p'/></assessmentTest>", 0)]
    [InlineData("broken.xml", "<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'>", 1)]
    [InlineData("fake.zip", "PK\u0003\u0004 no zip at all", 1)]
    public async Task checks_what_it_can_read(string name, string content, int expected)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        Assert.Equal(expected, await CheckQtiFile.Run(new Screen(json: true), file, TestContext.Current.CancellationToken));
        Assert.Equal(expected, await CheckQuestions.Run(new Screen(json: true), file, format: null, anyGrade: false, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("qti-packages", "kennisnet-valid-package.zip", 0)]
    [InlineData("qti-tao", "QTI2.1__invalid__MalformedXMLTest.zip", 1)]
    [InlineData("zip-hostile", "ZipSlip.zip", 1)]
    public async Task checks_real_packages(string kind, string file, int expected)
    {
        if (SharedData.Folder(kind) is not { } data) return;
        Assert.Equal(expected, await CheckQtiFile.Run(new Screen(json: true), Path.Combine(data, file), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void says_when_a_file_is_missing() => Assert.Equal(1, ScoreCases.Run(new Screen(json: true), Path.Combine(folder, "none.xml"), Path.Combine(folder, "none.json")));
}
