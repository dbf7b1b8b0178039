using FsCheck;
using FsCheck.Fluent;
using Lectern.Qti;
using Lectern.Qti.Processing;
using static Lectern.Tests.Standards.Qti.AnItem;

namespace Lectern.Tests.Standards.Qti;

/// <summary>A candidate at an item (QTI 2.1 information model 4 and 8).</summary>
public sealed class A_session_at_an_item
{
    private const string Choice = """
        <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
        <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
        """;

    // Information model 3.4: numeric outcomes begin at 0, others without a value.
    [Fact]
    public void begins_with_defaults()
    {
        var session = ItemSession.Begin(Of(Choice + "<outcomeDeclaration identifier='GRADE' cardinality='single' baseType='identifier'/><outcomeDeclaration identifier='MANY' cardinality='multiple' baseType='integer'/>"));
        Assert.Equal(0.0, session.Value("SCORE")!.Number);
        Assert.Null(session.Value("GRADE"));
        Assert.Null(session.Value("MANY"));
        Assert.Equal(("unknown", 0L), (session.Value("completionStatus")!.Item, session.Attempts));
    }

    // Information model 8: outcomes of an item that is not adaptive begin anew; those of an adaptive one stay.
    [Theory]
    [InlineData("false", 1.0, true)]
    [InlineData("true", 3.0, false)]
    public void keeps_outcomes_only_in_adaptive_items(string adaptive, double expected, bool isCompleted)
    {
        var session = ItemSession.Begin(AnItem.Read($"<assessmentItem identifier='i' title='t' adaptive='{adaptive}'>{Choice}<responseProcessing><setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><baseValue baseType='integer'>1</baseValue></sum></setOutcomeValue></responseProcessing></assessmentItem>").Item!);
        for (var attempt = 0; attempt < 3; attempt++) session.Submit();
        Assert.Equal((expected, 3L, isCompleted), (session.Value("SCORE")!.Number, session.Attempts, session.IsCompleted));
    }

    [Fact]
    public void takes_answers_of_the_declared_type_only()
    {
        var session = ItemSession.Begin(Of(Choice));
        Assert.True(session.Respond("RESPONSE", QtiValue.Identifier("A")));
        Assert.False(session.Respond("RESPONSE", QtiValue.Of(true)));
        Assert.Null(session.Value("RESPONSE"));
        Assert.False(session.Respond("SCORE", QtiValue.Of(100.0)));
        Assert.False(session.Respond("NOTHING", null));
        Assert.Equal(0.0, session.Value("SCORE")!.Number);
    }

    // 3.3 "mapping": the examples of the standard, but for its last one (docs/qti.md).
    [Fact]
    public void maps_answers_within_the_bounds()
    {
        const string mapped = """
            <responseDeclaration identifier="R" cardinality="multiple" baseType="identifier"><mapping defaultValue="-1" lowerBound="0" upperBound="1.2">
              <mapEntry mapKey="A" mappedValue="0"/><mapEntry mapKey="B" mappedValue="1"/><mapEntry mapKey="C" mappedValue="0.5"/></mapping></responseDeclaration>
            """;
        Assert.Equal(0.5, Plain("<mapResponse identifier='R'/>", mapped, session => session.Respond("R", QtiValue.Container(Cardinality.Multiple, BaseType.Identifier, ["C"]))));
        Assert.Equal(1.2, Plain("<mapResponse identifier='R'/>", mapped, session => session.Respond("R", QtiValue.Container(Cardinality.Multiple, BaseType.Identifier, ["C", "B"]))));
        Assert.Equal(0.0, Plain("<mapResponse identifier='R'/>", mapped, session => session.Respond("R", QtiValue.Container(Cardinality.Multiple, BaseType.Identifier, ["Z"]))));
        Assert.Equal(0.0, Plain("<mapResponse identifier='R'/>", mapped));
    }

    // 15.1 "mapResponsePoint": two points in one area count once; a point in none counts the default.
    [Fact]
    public void counts_each_area_once()
    {
        const string areas = """
            <responseDeclaration identifier="R" cardinality="multiple" baseType="point"><areaMapping defaultValue="-1">
              <areaMapEntry shape="circle" coords="10,10,5" mappedValue="2"/><areaMapEntry shape="rect" coords="50,50,60,60" mappedValue="1"/></areaMapping></responseDeclaration>
            """;
        Assert.Equal(2.0, Score(new QtiPoint(10, 10), new QtiPoint(11, 11)));
        Assert.Equal(3.0, Score(new QtiPoint(10, 10), new QtiPoint(55, 55)));
        Assert.Equal(1.0, Score(new QtiPoint(10, 10), new QtiPoint(90, 90)));

        static object? Score(params object[] points) => Plain("<mapResponsePoint identifier='R'/>", areas, session => session.Respond("R", QtiValue.Container(Cardinality.Multiple, BaseType.Point, points)));
    }

    // 3.4 "interpolationTable": the first entry that is not above; "includeBoundary".
    [Theory]
    [InlineData(95, "A")]
    [InlineData(90, "A")]
    [InlineData(70, "C")]
    [InlineData(71, "B")]
    [InlineData(5, "F")]
    public void looks_outcomes_up(double source, string expected)
    {
        var session = ItemSession.Begin(Of($"""
            <outcomeDeclaration identifier="GRADE" cardinality="single" baseType="identifier"><interpolationTable defaultValue="F">
              <interpolationTableEntry sourceValue="90" targetValue="A"/><interpolationTableEntry sourceValue="70" includeBoundary="false" targetValue="B"/><interpolationTableEntry sourceValue="50" targetValue="C"/></interpolationTable></outcomeDeclaration>
            <responseProcessing><lookupOutcomeValue identifier="GRADE"><baseValue baseType="float">{source}</baseValue></lookupOutcomeValue></responseProcessing>
            """));
        session.Submit();
        Assert.Equal(expected, session.Value("GRADE")!.Item);
    }

    [Theory]
    [InlineData("http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct")]
    [InlineData("https://www.imsglobal.org/question/qti_v3p0/rptemplates/match_correct.xml")]
    [InlineData("https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct")]
    [InlineData("https://www.imsglobal.org/question/qti_v3p0/rptemplates/CC2_match.xml")]
    public void knows_a_template_by_any_of_its_addresses(string address)
    {
        var session = ItemSession.Begin(Of($"{Choice}<responseProcessing template='{address}'/>"));
        session.Respond("RESPONSE", QtiValue.Identifier("A"));
        session.Submit();
        Assert.Equal(1.0, session.Value("SCORE")!.Number);
    }

    [Fact]
    public void marks_and_tells_with_the_templates_of_cartridges()
    {
        var session = ItemSession.Begin(Of(Choice + """
            <outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>4</value></defaultValue></outcomeDeclaration>
            <outcomeDeclaration identifier="FEEDBACKBASIC" cardinality="single" baseType="identifier"/>
            <responseProcessing template="CC2_match_basic.xml"/>
            <modalFeedback outcomeIdentifier="FEEDBACKBASIC" identifier="correct" showHide="show">Well done</modalFeedback>
            <modalFeedback outcomeIdentifier="FEEDBACKBASIC" identifier="correct" showHide="hide">Not yet</modalFeedback>
            """));
        session.Submit();
        Assert.Equal(["Not yet"], session.ShownFeedback.Select(feedback => feedback.Content.Value));
        session.Respond("RESPONSE", QtiValue.Identifier("A"));
        session.Submit();
        Assert.Equal((4.0, "correct"), (session.Value("SCORE")!.Number, session.Value("FEEDBACKBASIC")!.Item));
        Assert.Equal(["Well done"], session.ShownFeedback.Select(feedback => feedback.Content.Value));
    }

    // 9.2 "templateConstraint": after a hundred tries the defaults stay.
    [Fact]
    public void gives_a_constraint_up_that_can_not_be_kept()
    {
        var session = ItemSession.Begin(Of("""
            <templateDeclaration identifier="T" cardinality="single" baseType="integer"><defaultValue><value>7</value></defaultValue></templateDeclaration>
            <templateProcessing><setTemplateValue identifier="T"><randomInteger min="1" max="3"/></setTemplateValue>
              <templateConstraint><gt><variable identifier="T"/><baseValue baseType="integer">5</baseValue></gt></templateConstraint></templateProcessing>
            """));
        Assert.Equal(7.0, session.Value("T")!.Number);
        Assert.Contains(session.Problems, problem => problem.Code == "template-constraint");
    }

    [Fact]
    public void shows_what_is_to_be_seen_now()
    {
        var session = ItemSession.Begin(Of("""
            <outcomeDeclaration identifier="F" cardinality="multiple" baseType="identifier"/>
            <templateDeclaration identifier="N" cardinality="single" baseType="float" mathVariable="true"><defaultValue><value>2.675</value></defaultValue></templateDeclaration>
            <templateDeclaration identifier="K" cardinality="single" baseType="identifier"><defaultValue><value>one</value></defaultValue></templateDeclaration>
            <itemBody>
              <p><printedVariable identifier="N"/>|<printedVariable identifier="N" format="%.2f"/>|<printedVariable identifier="N" format="%06.1f cm"/>|<printedVariable identifier="N" format="%+d"/>|<printedVariable identifier="N" format="%.1e"/></p>
              <p><feedbackInline outcomeIdentifier="F" identifier="good">seen</feedbackInline><feedbackInline outcomeIdentifier="F" identifier="bad">unseen</feedbackInline><feedbackInline outcomeIdentifier="F" identifier="bad" showHide="hide">also</feedbackInline></p>
              <div><templateBlock templateIdentifier="K" identifier="one"><p>first copy</p></templateBlock><templateBlock templateIdentifier="K" identifier="two"><p>second copy</p></templateBlock></div>
              <rubricBlock view="scorer"><p>for scorers</p></rubricBlock>
              <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>N</mi><mi>x</mi></math>
            </itemBody>
            <responseProcessing><setOutcomeValue identifier="F"><multiple><baseValue baseType="identifier">good</baseValue></multiple></setOutcomeValue></responseProcessing>
            """));
        session.Submit();
        var body = ItemView.Body(session)!;
        Assert.Equal("2.675|2.68|0002.7 cm|+3|2.7e+00", body.Elements("p").First().Value);
        Assert.Equal("seenalso", body.Elements("p").Last().Value);
        Assert.Equal("first copy", body.Element("div")!.Value.Trim());
        Assert.DoesNotContain("scorers", body.Value, StringComparison.Ordinal);
        Assert.Contains("for scorers", ItemView.Body(session, "scorer")!.Value, StringComparison.Ordinal);
        Assert.Equal("2.675x", body.Elements().Last().Value);
    }

    // 3.0, "contextDeclaration": what the item is told of its surroundings, by field.
    [Fact]
    public void knows_its_surroundings()
    {
        var item = Of("""
            <contextDeclaration identifier="QTI_CONTEXT" cardinality="record"><defaultValue><value fieldIdentifier="environmentIdentifier" baseType="identifier">nowhere</value></defaultValue></contextDeclaration>
            <outcomeDeclaration identifier="WHERE" cardinality="single" baseType="identifier"/>
            <responseProcessing><setOutcomeValue identifier="WHERE"><fieldValue fieldIdentifier="environmentIdentifier"><variable identifier="QTI_CONTEXT"/></fieldValue></setOutcomeValue></responseProcessing>
            """);
        Assert.Equal("nowhere", Where(null));
        Assert.Equal("lab", Where(new() { ["QTI_CONTEXT"] = QtiValue.Record([new("environmentIdentifier", QtiValue.Identifier("lab"))]) }));

        object? Where(Dictionary<string, QtiValue?>? surroundings)
        {
            var session = ItemSession.Begin(item, defaults: surroundings);
            session.Submit();
            return session.Value("WHERE")?.Item;
        }
    }

    // 7.3: a number that was typed into a record.
    [Theory]
    [InlineData("12.50", 12.5, 2, 2, 2, 4)]
    [InlineData("-0.050", -0.05, 1, 3, 3, 2)]
    [InlineData("1.5e3", 1500, 1, 1, 0, 2)]
    public void keeps_how_a_number_was_written(string text, double number, long left, long right, long decimals, long figures)
    {
        var fields = NumericEntry.Record(text)!.Fields;
        Assert.Equal((number, left, right, decimals, figures), (fields["floatValue"]!.Number, (long)fields["leftDigits"]!.Item, (long)fields["rightDigits"]!.Item, (long)fields["ndp"]!.Item, (long)fields["nsf"]!.Item));
    }

    [Fact]
    public void reads_whole_numbers_in_the_base_of_the_interaction()
    {
        var declaration = new ResponseDeclaration { Identifier = "R", BaseType = BaseType.Integer };
        Assert.Equal(255.0, NumericEntry.Value(declaration, "fF", 16)!.Number);
        Assert.Equal(-5.0, NumericEntry.Value(declaration, "-101", 2)!.Number);
        Assert.Null(NumericEntry.Value(declaration, "12", 2));
    }

    [Theory]
    [InlineData("<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float' normalMaximum='9'/>", 9.0)]
    [InlineData("<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><outcomeDeclaration identifier='MAXSCORE' cardinality='single' baseType='float'><defaultValue><value>5</value></defaultValue></outcomeDeclaration>", 5.0)]
    [InlineData("<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><responseProcessing template='map_response'/>", 3.0)]
    [InlineData("<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/>", null)]
    public void knows_how_much_it_can_give(string declarations, double? expected)
    {
        var item = Of($"""
            <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier"><mapping><mapEntry mapKey="A" mappedValue="2"/><mapEntry mapKey="B" mappedValue="1"/><mapEntry mapKey="C" mappedValue="0.5"/><mapEntry mapKey="D" mappedValue="-1"/></mapping></responseDeclaration>
            {declarations}
            <itemBody><choiceInteraction responseIdentifier="RESPONSE" maxChoices="2"><simpleChoice identifier="A">A</simpleChoice></choiceInteraction></itemBody>
            """);
        Assert.Equal(expected, MaxScore.Of(item));
    }

    // The same seed and answers give the same outcomes; and whatever is answered, a mapping keeps its bounds.
    [Fact]
    public void is_the_same_for_the_same_seed_and_never_leaves_the_bounds() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var (lowest, highest) = (random.Next(-3, 2), random.Next(2, 6));
            var entries = string.Concat("ABCDE".Select(key => $"<mapEntry mapKey='{key}' mappedValue='{random.Next(-4, 5)}'/>"));
            var item = Of($"""
                <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier"><mapping defaultValue="{random.Next(-2, 3)}" lowerBound="{lowest}" upperBound="{highest}">{entries}</mapping></responseDeclaration>
                <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><templateDeclaration identifier="T" cardinality="single" baseType="float"/>
                <templateProcessing><setTemplateValue identifier="T"><randomFloat min="0" max="1"/></setTemplateValue></templateProcessing>
                <responseProcessing><setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue></responseProcessing>
                """);
            var answer = QtiValue.Container(Cardinality.Multiple, BaseType.Identifier, Enumerable.Range(0, random.Next(6)).Select(_ => (object)"ABCDEFG"[random.Next(7)].ToString()));
            var (one, other) = (Answered(), Answered());
            return one.Value("SCORE")!.Number is { } score && score >= lowest && score <= highest
                && one.Outcomes.All(outcome => Equals(outcome.Value, other.Outcomes[outcome.Key])) && Equals(one.Value("T"), other.Value("T"));

            ItemSession Answered()
            {
                var session = ItemSession.Begin(item, seed);
                session.Respond("RESPONSE", answer);
                session.Submit();
                return session;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void stops_rules_that_would_never_end()
    {
        // Nested as deep as XML may be, each level five times: no more than a bounded number of steps is done.
        var inner = "<baseValue baseType='integer'>1</baseValue>";
        for (var depth = 0; depth < 9; depth++) inner = $"<containerSize><repeat numberRepeats='50'>{inner}</repeat></containerSize>";
        Assert.Equal("too-much-work", Assert.Throws<QtiRefusedException>(() => Plain(inner)).Problem.Code);
    }
}
