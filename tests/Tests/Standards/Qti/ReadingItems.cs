using System.Text;
using System.Text.RegularExpressions;
using Lectern.Qti;
using Lectern.Qti.Cases;
using Lectern.Qti.Processing;
using Lectern.Qti.Reading;

namespace Lectern.Tests.Standards.Qti;

public sealed partial class Reading_an_item
{
    [Fact]
    public void gives_its_declarations_in_their_types()
    {
        var item = AnItem.Of("""
            <responseDeclaration identifier="R" cardinality="multiple" baseType="directedPair">
              <correctResponse><value> A  B </value><value>C D</value></correctResponse>
              <mapping lowerBound="0" upperBound="3" defaultValue="-1"><mapEntry mapKey="A B" mappedValue="2"/></mapping>
            </responseDeclaration>
            <responseDeclaration identifier="REC" cardinality="record"><defaultValue><value fieldIdentifier="x" baseType="float">1.5</value></defaultValue></responseDeclaration>
            <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="3" externalScored="human"/>
            <templateDeclaration identifier="T" cardinality="single" baseType="integer" mathVariable="true"><defaultValue><value>7</value></defaultValue></templateDeclaration>
            <itemBody><p>Nothing</p></itemBody>
            """, "xml:lang='de'");

        Assert.Equal(("i", "An item", "de", QtiVersion.Qti21), (item.Identifier, item.Title, item.Language, item.Version));
        Assert.Equal([new QtiPair("A", "B"), new QtiPair("C", "D")], item.Response("R")!.Correct!.Items);
        Assert.Equal((-1.0, 0.0, 3.0), (item.Response("R")!.Mapping!.Default, item.Response("R")!.Mapping!.Lowest, item.Response("R")!.Mapping!.Highest));
        Assert.Equal(1.5, item.Response("REC")!.Default!.Fields["x"]!.Number);
        Assert.Equal((3.0, "human"), (item.Outcome("SCORE")!.NormalMaximum, item.Outcome("SCORE")!.ExternalScored));
        Assert.True(item.Templates[0].IsMathVariable);
        Assert.Empty(item.Problems);
    }

    // Every interaction of the standard is known, with what it can answer.
    [Theory]
    [InlineData("associateInteraction", InteractionKind.Associate, "multiple", "pair")]
    [InlineData("choiceInteraction", InteractionKind.Choice, "single", "identifier")]
    [InlineData("customInteraction", InteractionKind.Custom, "record", "")]
    [InlineData("drawingInteraction", InteractionKind.Drawing, "single", "file")]
    [InlineData("endAttemptInteraction", InteractionKind.EndAttempt, "single", "boolean")]
    [InlineData("extendedTextInteraction", InteractionKind.ExtendedText, "single", "string")]
    [InlineData("gapMatchInteraction", InteractionKind.GapMatch, "multiple", "directedPair")]
    [InlineData("graphicAssociateInteraction", InteractionKind.GraphicAssociate, "multiple", "pair")]
    [InlineData("graphicGapMatchInteraction", InteractionKind.GraphicGapMatch, "multiple", "directedPair")]
    [InlineData("graphicOrderInteraction", InteractionKind.GraphicOrder, "ordered", "identifier")]
    [InlineData("hotspotInteraction", InteractionKind.Hotspot, "single", "identifier")]
    [InlineData("hottextInteraction", InteractionKind.Hottext, "multiple", "identifier")]
    [InlineData("inlineChoiceInteraction", InteractionKind.InlineChoice, "single", "identifier")]
    [InlineData("matchInteraction", InteractionKind.Match, "multiple", "directedPair")]
    [InlineData("mediaInteraction", InteractionKind.Media, "single", "integer")]
    [InlineData("orderInteraction", InteractionKind.Order, "ordered", "identifier")]
    [InlineData("portableCustomInteraction", InteractionKind.PortableCustom, "single", "string")]
    [InlineData("positionObjectInteraction", InteractionKind.PositionObject, "multiple", "point")]
    [InlineData("selectPointInteraction", InteractionKind.SelectPoint, "single", "point")]
    [InlineData("sliderInteraction", InteractionKind.Slider, "single", "float")]
    [InlineData("textEntryInteraction", InteractionKind.TextEntry, "single", "string")]
    [InlineData("uploadInteraction", InteractionKind.Upload, "single", "file")]
    public void finds_each_interaction(string element, InteractionKind kind, string cardinality, string baseType)
    {
        var two = AnItem.Of($"<responseDeclaration identifier='R' cardinality='{cardinality}' baseType='{baseType}'/><itemBody><{element} responseIdentifier='R'><prompt>Do it</prompt></{element}></itemBody><responseProcessing><exitResponse/></responseProcessing>");
        Assert.Equal(kind, Assert.Single(two.Interactions).Kind);
        Assert.Equal("Do it", two.Interactions[0].Prompt!.Value);
        Assert.Empty(two.Problems);

        var name = Hyphenated(element);
        var three = AnItem.Read($"<qti-assessment-item xmlns='http://www.imsglobal.org/xsd/imsqtiasi_v3p0' identifier='i' title='t'><qti-response-declaration identifier='R' cardinality='{cardinality}' base-type='{baseType}'/><qti-item-body><qti-{name} response-identifier='R'/></qti-item-body></qti-assessment-item>").Item!;
        Assert.Equal((kind, QtiVersion.Qti30), (Assert.Single(three.Interactions).Kind, three.Version));

        // An answer that it can't give is told.
        var wrong = AnItem.Of($"<responseDeclaration identifier='R' cardinality='ordered' baseType='duration'/><itemBody><{element} responseIdentifier='R'/></itemBody>");
        Assert.Equal(kind is not (InteractionKind.Custom or InteractionKind.PortableCustom), wrong.Problems.Any(problem => problem.Code == "response-type"));
    }

    [Fact]
    public void gives_its_choices_with_their_places()
    {
        var item = AnItem.Of("""
            <responseDeclaration identifier="R" cardinality="multiple" baseType="directedPair"><correctResponse><value>C1 T9</value></correctResponse></responseDeclaration>
            <itemBody><matchInteraction responseIdentifier="R" shuffle="true" maxAssociations="4">
              <simpleMatchSet><simpleAssociableChoice identifier="C1" matchMax="1" fixed="true">One <b>and</b>
                only<feedbackInline outcomeIdentifier="F" identifier="x">hidden</feedbackInline></simpleAssociableChoice></simpleMatchSet>
              <simpleMatchSet><simpleAssociableChoice identifier="T1" matchMax="0" matchGroup="C1 C2">Two</simpleAssociableChoice></simpleMatchSet>
            </matchInteraction></itemBody><responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
            """);

        var match = Assert.Single(item.Interactions);
        Assert.Equal((true, 4, 0), (match.IsShuffled, match.Most, match.Least));
        Assert.Equal([("C1", ChoiceRole.Choice, true, 1, "One and only"), ("T1", ChoiceRole.Target, false, 0, "Two")], match.Choices.Select(choice => (choice.Identifier, choice.Role, choice.IsFixed, choice.MatchMax, choice.Text)));
        Assert.Equal(["C1", "C2"], match.Choices[1].MatchGroup);
        Assert.Contains(item.Problems, problem => problem.Code == "correct-unknown" && problem.Arguments[1] == "T9");
        Assert.Equal("match_correct", item.ResponseTemplate);
    }

    [Theory]
    [InlineData("", "xml-empty")]
    [InlineData("<assessmentItem", "xml-malformed")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><assessmentItem>&x;</assessmentItem>", "xml-doctype")]
    [InlineData("<quiz/>", "not-an-item")]
    [InlineData("<questestinterop xmlns='http://www.imsglobal.org/xsd/ims_qtiasiv1p2'/>", "not-qti")]
    [InlineData("<assessmentTest xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'/>", "not-an-item")]
    public void refuses_what_is_none(string xml, string code) => Assert.Equal(code, AnItem.Read(xml).Refusal!.Code);

    [Fact]
    public void refuses_what_is_deeper_or_larger_than_any()
    {
        Assert.Equal("xml-too-large", AnItem.Read("<assessmentItem>" + string.Concat(Enumerable.Repeat("<div>", 5000)) + string.Concat(Enumerable.Repeat("</div>", 5000)) + "</assessmentItem>").Refusal!.Code);
        Assert.Equal("xml-too-large", AnItem.Read("<assessmentItem>" + new string(' ', ItemReader.LargestDocument) + "</assessmentItem>").Refusal!.Code);
    }

    [Fact]
    public void tells_what_it_left_out()
    {
        var item = AnItem.Of("""
            <responseDeclaration identifier="R" cardinality="single" baseType="identifier" myAttribute="x"><correctResponse><value>A</value></correctResponse></responseDeclaration>
            <responseDeclaration identifier="R" cardinality="single" baseType="nonsense"/>
            <itemBody><guessInteraction responseIdentifier="R"/><choiceInteraction responseIdentifier="X"><simpleChoice>a</simpleChoice></choiceInteraction></itemBody>
            <responseProcessing><setOutcomeValue identifier="S"/><jump/><responseCondition><responseIf/></responseCondition></responseProcessing>
            """);
        Assert.Equal(["attribute-unknown", "base-type", "branch", "choice-identifier", "declared-twice", "expression-missing", "interaction-unknown", "response-missing", "rule-unknown"],
            item.Problems.Select(problem => problem.Code).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void takes_what_it_includes_from_beside_it_only()
    {
        const string xml = "<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' xmlns:xi='http://www.w3.org/2001/XInclude' identifier='i' title='t'><outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/>"
            + "<itemBody><p>x</p></itemBody><responseProcessing><xi:include href='rules.xml'/></responseProcessing></assessmentItem>";
        const string rules = "<responseProcessingFragment xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>2</baseValue></setOutcomeValue></responseProcessingFragment>";
        var session = ItemSession.Begin(AnItem.Read(xml, address => address == "rules.xml" ? new MemoryStream(Encoding.UTF8.GetBytes(rules)) : null).Item!);
        session.Submit();
        Assert.Equal(2.0, session.Value("SCORE")!.Number);

        // Without its rules nothing is marked, rather than something wrong; and what includes itself ends.
        var without = AnItem.Read(xml).Item!;
        Assert.Contains(without.Problems, problem => problem.Code == "include-missing");
        Assert.Equal("include-missing", Assert.Throws<QtiRefusedException>(() => ItemSession.Begin(without).Submit()).Problem.Code);
        Assert.Contains(AnItem.Read(xml, _ => new MemoryStream(Encoding.UTF8.GetBytes("<responseProcessingFragment xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='rules.xml'/><xi:include href='rules.xml'/></responseProcessingFragment>"))).Item!.Problems,
            problem => problem.Code == "include-missing");
    }

    /// <summary>The same item under the names of 3.0 marks the same: all vectors, rewritten.</summary>
    [Theory]
    [MemberData(nameof(A_scoring_vector.Vectors), MemberType = typeof(A_scoring_vector))]
    public void of_version_3_is_the_same_as_of_version_2(string vector)
    {
        if (SharedData.Folder("qti-scoring-vectors") is not { } folder) return;
        var xml = Declaration.Replace(File.ReadAllText(Path.Combine(folder, vector, "item.xml")), "");
        var three = Names.Replace(Tags.Replace(xml, tag => AttributeNames.Replace(tag.Value, name => Hyphenated(name.Value))), name => IsHtml(name.Groups[2].Value) ? name.Value : $"{name.Groups[1].Value}qti-{Hyphenated(name.Groups[2].Value)}")
            .Replace("imsqti_v2p2", "imsqtiasi_v3p0", StringComparison.Ordinal);
        using var json = File.OpenRead(Path.Combine(folder, vector, "cases.json"));
        var item = AnItem.Read(three).Item!;

        Assert.Equal(QtiVersion.Qti30, item.Version);
        Assert.All(CaseRunner.Run(item, ScoringCases.Read(json)), result => Assert.True(result.Agrees, $"{result.Case.Name}: {string.Join("; ", result.Differences)}"));
    }

    private static bool IsHtml(string name) => name is "p" or "b" or "hr" or "div" or "object";

    private static string Hyphenated(string name) => name switch { "durationLT" => "duration-lt", "durationGTE" => "duration-gte", _ => Capitals.Replace(name, letter => "-" + letter.Value.ToLowerInvariant()) };

    [GeneratedRegex(@"<\?.*?\?>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Declaration { get; }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags { get; }

    [GeneratedRegex(@"(?<=\s)[a-zA-Z]+(?==)")]
    private static partial Regex AttributeNames { get; }

    [GeneratedRegex("(</?)([a-zA-Z]+)(?=[ />\\s])")]
    private static partial Regex Names { get; }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capitals { get; }
}
