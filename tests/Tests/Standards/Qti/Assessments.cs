using System.Text;
using Lectern.Qti;
using Lectern.Qti.Assessments;
using Lectern.Qti.Processing;

namespace Lectern.Tests.Standards.Qti;

/// <summary>Tests, their plans and their outcomes (QTI 2.1 information model 11, 12 and 15.2).</summary>
public sealed class An_assessment_test
{
    private const string Sections = """
        <testPart identifier="P" navigationMode="nonlinear" submissionMode="simultaneous">
          <itemSessionControl maxAttempts="0" showFeedback="true"/><timeLimits maxTime="600" allowLateSubmission="true"/>
          <assessmentSection identifier="S" title="All" visible="true">
            <assessmentSection identifier="S1" title="One" visible="true">
              <assessmentItemRef identifier="Q1" href="q1.xml" category="easy maths"><weight identifier="W" value="2"/></assessmentItemRef>
              <assessmentItemRef identifier="Q2" href="q2.xml" category="easy"><variableMapping sourceIdentifier="SCORE" targetIdentifier="RAW"/></assessmentItemRef>
            </assessmentSection>
            <assessmentItemRef identifier="Q.3" href="q3.xml" category="hard"/>
          </assessmentSection>
        </testPart>
        """;

    [Theory]
    [InlineData("<sum><testVariables variableIdentifier='SCORE'/></sum>", 3.5)]
    [InlineData("<sum><testVariables variableIdentifier='SCORE' weightIdentifier='W'/></sum>", 4.5)]
    [InlineData("<sum><testVariables variableIdentifier='SCORE' includeCategory='easy'/></sum>", 3.0)]
    [InlineData("<sum><testVariables variableIdentifier='SCORE' excludeCategory='maths'/></sum>", 2.5)]
    [InlineData("<sum><testVariables variableIdentifier='SCORE' sectionIdentifier='S1'/></sum>", 3.0)]
    [InlineData("<sum><testVariables variableIdentifier='SCORE' baseType='integer'/></sum>", null)]
    [InlineData("<sum><testVariables variableIdentifier='RAW'/></sum>", 2.0)]
    [InlineData("<variable identifier='Q1.SCORE'/>", 1.0)]
    [InlineData("<variable identifier='Q1.SCORE' weightIdentifier='W'/>", 2.0)]
    [InlineData("<variable identifier='Q.3.SCORE'/>", 0.5)]
    [InlineData("<variable identifier='Q2.1.SCORE'/>", 2.0)]
    [InlineData("<sum><outcomeMaximum outcomeIdentifier='SCORE'/></sum>", 6.0)]
    [InlineData("<sum><outcomeMaximum outcomeIdentifier='SCORE' weightIdentifier='W'/></sum>", 8.0)]
    [InlineData("<sum><outcomeMinimum outcomeIdentifier='SCORE'/></sum>", null)]
    [InlineData("<numberCorrect/>", 1.0)]
    [InlineData("<numberIncorrect/>", 2.0)]
    [InlineData("<numberResponded/>", 2.0)]
    [InlineData("<numberPresented includeCategory='hard'/>", 1.0)]
    [InlineData("<numberSelected/>", 3.0)]
    public void counts_over_its_items(string expression, double? expected)
    {
        var test = Read($"<outcomeDeclaration identifier='TOTAL' cardinality='single' baseType='float'/>{Sections}<outcomeProcessing><setOutcomeValue identifier='TOTAL'>{expression}</setOutcomeValue></outcomeProcessing>");
        var session = new TestSession(test);
        session.Process(Results(test));
        Assert.Equal(expected, session.Outcomes["TOTAL"]?.Number);
    }

    [Fact]
    public void is_read_with_all_that_it_says()
    {
        var test = Read("<timeLimits maxTime='3600'/>" + Sections + """
            <testFeedback access="atEnd" outcomeIdentifier="PASS" showHide="show" identifier="yes" title="Passed"><p>Good</p></testFeedback>
            """);
        var part = Assert.Single(test.Parts);
        Assert.Equal((NavigationMode.Nonlinear, SubmissionMode.Simultaneous), (part.Navigation, part.Submission));
        Assert.Equal((0, true, (bool?)null), (part.Control.MaxAttempts, part.Control.ShowFeedback, part.Control.AllowReview));
        Assert.Equal((600.0, true, 3600.0), (part.TimeLimits.Most, part.TimeLimits.AllowsLate, test.TimeLimits.Most));
        Assert.Equal(["Q1", "Q2", "Q.3"], test.ItemRefs.Select(reference => reference.Identifier));
        Assert.True(Assert.Single(test.Feedback).IsAtEnd);
        Assert.Empty(test.Problems);
    }

    [Fact]
    public void asks_its_conditions_of_what_is_known_so_far()
    {
        var test = Read($"""
            <outcomeDeclaration identifier="GOOD" cardinality="single" baseType="boolean"/>{Sections.Replace("category=\"hard\"/>", "><preCondition><variable identifier='GOOD'/></preCondition><branchRule target='EXIT_TEST'><gt><variable identifier='Q1.SCORE'/><baseValue baseType='float'>0</baseValue></gt></branchRule></assessmentItemRef>", StringComparison.Ordinal)}
            <outcomeProcessing><setOutcomeValue identifier="GOOD"><gte><sum><testVariables variableIdentifier="SCORE"/></sum><baseValue baseType="float">3</baseValue></gte></setOutcomeValue></outcomeProcessing>
            """);
        var session = new TestSession(test);
        var third = test.ItemRefs.Last();
        Assert.False(session.IsOpen(third.PreConditions, new([])));
        session.Process(Results(test));
        Assert.True(session.IsOpen(third.PreConditions, Results(test)));
        Assert.Equal("EXIT_TEST", session.Branch(third.BranchRules, Results(test)));
    }

    // 11.3: so many are taken, the required ones always, each once unless said otherwise, in the order of the document unless shuffled.
    [Fact]
    public void plans_the_same_items_for_the_same_seed()
    {
        var test = Read("""
            <testPart identifier="P" navigationMode="linear" submissionMode="individual">
              <assessmentSection identifier="A" title="A" visible="true"><selection select="3"/>
                <assessmentItemRef identifier="A1" href="a"/><assessmentItemRef identifier="A2" href="a" required="true"/><assessmentItemRef identifier="A3" href="a"/><assessmentItemRef identifier="A4" href="a"/><assessmentItemRef identifier="A5" href="a"/>
              </assessmentSection>
              <assessmentSection identifier="B" title="B" visible="true"><ordering shuffle="true"/>
                <assessmentItemRef identifier="B1" href="b" fixed="true"/>
                <assessmentSection identifier="B2" title="B2" visible="false" keepTogether="true"><assessmentItemRef identifier="B21" href="b"/><assessmentItemRef identifier="B22" href="b"/></assessmentSection>
                <assessmentItemRef identifier="B3" href="b"/><assessmentItemRef identifier="B4" href="b"/>
              </assessmentSection>
              <assessmentSection identifier="C" title="C" visible="true"><selection select="4" withReplacement="true"/><assessmentItemRef identifier="C1" href="c"/><assessmentItemRef identifier="C2" href="c"/></assessmentSection>
            </testPart>
            """);
        var orders = new HashSet<string>();
        for (var seed = 0; seed < 200; seed++)
        {
            var items = TestPlan.Make(test, seed).Items;
            Assert.Equal(items.Select(item => item.Ref.Identifier), TestPlan.Make(test, seed).Items.Select(item => item.Ref.Identifier));
            var a = items.Where(item => item.Sections[0] == "A").Select(item => item.Ref.Identifier).ToList();
            Assert.Equal((3, true, true), (a.Count, a.Contains("A2"), a.SequenceEqual(a.Order(StringComparer.Ordinal).Distinct())));
            var b = items.Where(item => item.Sections[0] == "B").Select(item => item.Ref.Identifier).ToList();
            Assert.Equal("B1", b[0]);
            Assert.Equal(b.IndexOf("B21") + 1, b.IndexOf("B22"));
            Assert.Equal(5, b.Distinct().Count());
            var c = items.Where(item => item.Sections[0] == "C").ToList();
            Assert.Equal(4, c.Count);
            Assert.All(c.GroupBy(item => item.Ref.Identifier), group => Assert.Equal(Enumerable.Range(1, group.Count()), group.Select(item => item.Instance)));
            orders.Add(string.Join(' ', items.Select(item => item.Ref.Identifier)));
        }
        Assert.True(orders.Count > 100);
    }

    private static AssessmentTest Read(string content) =>
        TestReader.Read(new MemoryStream(Encoding.UTF8.GetBytes($"<assessmentTest xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1' identifier='t' title='A test'>{content}</assessmentTest>"))).Test!;

    private static TestResults Results(AssessmentTest test)
    {
        var references = test.ItemRefs.ToList();
        return new([Result(references[0], ["S", "S1"], "A", 1), Result(references[1], ["S", "S1"], "B", 2), Result(references[2], ["S"], null, 0.5)]);
    }

    private static ItemResult Result(ItemRef reference, string[] sections, string? answer, double score)
    {
        var session = ItemSession.Begin(AnItem.Of($"""
            <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
            <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="2"/>
            <responseProcessing><setOutcomeValue identifier="SCORE"><baseValue baseType="float">{score.ToString(System.Globalization.CultureInfo.InvariantCulture)}</baseValue></setOutcomeValue></responseProcessing>
            """));
        session.Respond("RESPONSE", QtiValue.Identifier(answer));
        session.Submit();
        return ItemResult.Of(reference, sections, session);
    }
}
