using System.IO.Compression;
using System.Text;
using Lectern.Qti;
using Lectern.Qti.Packages;

namespace Lectern.Tests.Standards.Qti;

public sealed class A_package_of_questions
{
    private static string Item(string title) => $"<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' identifier='q' title='{title}'><responseDeclaration identifier='RESPONSE' cardinality='single' baseType='identifier'><correctResponse><value>A</value></correctResponse></responseDeclaration>"
        + "<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><itemBody><img src='images/My%20picture.png' alt=''/><choiceInteraction responseIdentifier='RESPONSE' maxChoices='1'><simpleChoice identifier='A'>A</simpleChoice></choiceInteraction></itemBody>"
        + "<responseProcessing template='http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct'/></assessmentItem>";

    /// <summary>Real packages with what is in them: items, items that can't be read, tests, items the tests refer to, interactions.</summary>
    public static TheoryData<string, string, int, int, int, int, string> Real() => new()
    {
        { "qti-packages", "instructure-test_qti_2.1.zip", 5, 0, 1, 5, "Choice 3, ExtendedText 1, TextEntry 1" },
        { "qti-packages", "kennisnet-valid-package.zip", 47, 0, 1, 47, "Choice 30, ExtendedText 15" },
        { "qti-packages", "kennisnet-no-response-processing.zip", 1, 0, 1, 1, "Match 1" },
        { "qti-packages", "kennisnet-no-max-score-all-items.zip", 10, 0, 1, 10, "Choice 2, ExtendedText 1, GapMatch 1, Hottext 1, InlineChoice 1, Match 1, SelectPoint 1, TextEntry 2" },
        { "qti-packages", "pie-assessment-test.zip", 4, 0, 1, 4, "Choice 3, TextEntry 1" },
        { "qti-packages", "pie-graphic-interactions.zip", 2, 0, 0, 0, "GraphicGapMatch 1, Hotspot 1" },
        { "qti-packages", "pie-math-assessment.zip", 4, 0, 1, 4, "Choice 2, Order 1, TextEntry 1" },
        { "qti-packages", "pie-with-passages.zip", 2, 0, 0, 0, "Choice 1, ExtendedText 1" },
        { "qti-packages", "qtiworks-Aardvark-cannon.zip", 1, 0, 0, 0, "Choice 1" },
        { "qti-tao", "QTI2.1__assessmentSectionRefs__SubSectionRefs.zip", 3, 0, 1, 3, "Choice 3" },
        { "qti-tao", "QTI2.1__invalid__MalformedXMLTest.zip", 3, 0, 0, 0, "Choice 3" },
        { "qti-tao", "QTI2.1__invalid__MultipleMalformedXMLItem.zip", 1, 2, 1, 3, "Choice 1" },
        { "qti-tao", "QTI2.1__invalid__WrongManifestFileItemHref.zip", 1, 1, 1, 1, "Choice 1" },
        { "qti-tao", "QTI2.1__multiple__BasicMultiple.zip", 6, 0, 2, 6, "Choice 6" },
        { "qti-tao", "QTI2.1__skipping__SkippingAllowed.zip", 7, 0, 1, 7, "Choice 3, Slider 3" },
        { "qti-tao", "QTI2.1__rubrics__RubricBlocks.zip", 12, 0, 1, 12, "Choice 12" },
        { "zip-hostile", "BadMix.zip", 9, 0, 1, 9, "Choice 8, InlineChoice 2" },
    };

    [Theory]
    [MemberData(nameof(Real))]
    public async Task that_is_real_holds_what_is_known_of_it(string kind, string file, int items, int unreadable, int tests, int references, string interactions)
    {
        if (await ReadReal(kind, file) is not { Package: { } package }) return;
        var read = package.Items.Where(item => item.Item is not null).Select(item => item.Item!).ToList();
        Assert.Equal((items, unreadable, tests, references),
            (read.Count, package.Items.Count(item => item.Refusal is not null), package.Tests.Count(test => test.Test is not null), package.Tests.Sum(test => test.Test?.ItemRefs.Count() ?? 0)));
        Assert.Equal(interactions, string.Join(", ", read.SelectMany(item => item.Interactions).GroupBy(interaction => interaction.Kind).Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("QTI2.1__invalid__NotValidableXmlItem.zip", "attribute-unknown")]
    [InlineData("QTI2.1__custom__operators__ExplodeCustomOperator.zip", "custom-operator")]
    [InlineData("QTI2.1__invalid__WrongManifestFileTestHref.zip", "file-missing")]
    [InlineData("QTI2.1__invalid__MalformedXMLTest.zip", "xml-malformed")]
    public async Task tells_what_is_wrong_with_it(string file, string code)
    {
        if (await ReadReal("qti-tao", file) is not { Package: { } package }) return;
        var all = package.Items.Concat<PackagedFile>(package.Tests).SelectMany(entry => entry.Refusal is null ? entry.Problems : [entry.Refusal]);
        Assert.Contains(all, problem => problem.Code == code);
    }

    [Fact]
    public async Task finds_its_files_from_where_they_are_named()
    {
        var package = (await Read(("imsmanifest.xml", Manifest("<resource identifier='r1' type='imsqti_item_xmlv2p1' href='Items/One.xml'><metadata><lom><general><title><string>From the manifest</string></title><keyword><string>algebra</string></keyword></general></lom></metadata></resource>"
                + "<resource identifier='r2' type='imsqti_item_xmlv2p1' href='../outside.xml'/><resource identifier='r3' type='imsqti_item_xmlv2p1' href='broken.xml'/>")),
            ("items/one.xml", Item("")), ("items/images/My picture.png", "png"), ("broken.xml", "<assessmentItem"), ("__MACOSX/items/._one.xml", "noise"))).Package!;

        Assert.Equal([("items/one.xml", "From the manifest", 1.0, null), ("../outside.xml", "", null, "file-missing"), ("broken.xml", "", null, "xml-malformed")], package.Items.Select(item => (item.Path, item.Title, item.MaxScore, item.Refusal?.Code)));
        Assert.Equal(["items/images/My picture.png"], package.Items[0].Assets);
        Assert.Equal(["algebra"], package.Items[0].Metadata.Keywords);
        Assert.Equal("A package", package.Title);
    }

    [Fact]
    public async Task without_a_manifest_is_taken_by_what_its_files_are()
    {
        var package = (await Read(("a/one.xml", Item("One")), ("readme.xml", "<readme/>"), ("notes.txt", "nothing"))).Package!;
        Assert.Equal(["One"], package.Items.Select(item => item.Title));
        Assert.Equal(["manifest-missing"], package.Problems.Select(problem => problem.Code));
        Assert.Contains(package.Items[0].Problems, problem => problem.Code == "asset-missing");
    }

    [Theory]
    [InlineData("<resource identifier='r' type='imsqti_xmlv1p2' href='q.xml'/>", "qti-1")]
    [InlineData("<resource identifier='r' type='webcontent' href='q.html'/>", "nothing-of-qti")]
    public async Task of_something_else_is_refused(string resource, string code) => Assert.Equal(code, (await Read(("imsmanifest.xml", Manifest(resource)))).Refusal!.Code);

    [Fact]
    public async Task tells_of_scripts_and_of_what_is_on_servers()
    {
        var item = Item("x").Replace("images/My%20picture.png' alt=''", "https://example.org/track.gif' onerror='alert(1)'", StringComparison.Ordinal).Replace("</itemBody>", "<script>alert(1)</script></itemBody>", StringComparison.Ordinal);
        var package = (await Read(("imsmanifest.xml", Manifest("<resource identifier='r' type='imsqti_item_xmlv2p1' href='q.xml'/>")), ("q.xml", item))).Package!;
        Assert.Equal(["asset-remote", "script"], package.Items[0].Problems.Select(problem => problem.Code).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Manifest(string resources) => $"<manifest xmlns='http://www.imsglobal.org/xsd/imscp_v1p1' identifier='m'><metadata><lom><general><title><string>A package</string></title></general></lom></metadata><organizations/><resources>{resources}</resources></manifest>";

    private static Task<PackageReading> Read(params (string Path, string Content)[] files) =>
        QtiPackage.Read(files.Select(file => file.Path), (path, _) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(files.First(file => file.Path == path).Content))), TestContext.Current.CancellationToken);

    internal static async Task<PackageReading?> ReadReal(string kind, string file)
    {
        if (SharedData.Folder(kind) is not { } folder) return null;
        await using var zip = await ZipFile.OpenReadAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);
        var entries = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToDictionary(entry => entry.FullName);
        return await QtiPackage.Read(entries.Keys, (path, cancel) => entries[path].OpenAsync(cancel), TestContext.Current.CancellationToken);
    }
}
