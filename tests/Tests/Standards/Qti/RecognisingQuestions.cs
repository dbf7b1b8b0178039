using Lectern.Qti.Questions;

namespace Lectern.Tests.Standards.Qti;

/// <summary>Items of others, read as questions.</summary>
public sealed class A_question_that_is_recognised
{
    private const string Secret = "The key is A.";
    private const string Note = $"<rubricBlock view='scorer'><p>{Secret}</p></rubricBlock>";
    private const string Single = "<responseDeclaration identifier='R' cardinality='single' baseType='identifier'><correctResponse><value>A</value></correctResponse></responseDeclaration>";
    private const string Pairs = "<responseDeclaration identifier='RESPONSE' cardinality='multiple' baseType='directedPair'><correctResponse><value>A G</value><value>B H</value></correctResponse></responseDeclaration>";
    private const string MatchCorrect = "<responseProcessing template='http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct'/>";
    private const string MapResponse = "<responseProcessing template='http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response'/>";
    private const string Score = "<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/>";

    public static TheoryData<string> WithNotes =>
    [
        $"{Single}<itemBody><choiceInteraction responseIdentifier='R'><prompt>Which?{Note}</prompt><simpleChoice identifier='A'>Yes</simpleChoice></choiceInteraction></itemBody>",
        $"{Single}<itemBody><choiceInteraction responseIdentifier='R'><simpleChoice identifier='A'><p>Yes</p>{Note}<feedbackInline outcomeIdentifier='F' identifier='A' showHide='show'>So it is.{Note}</feedbackInline></simpleChoice></choiceInteraction></itemBody>",
        $"{Pairs}<itemBody><gapMatchInteraction responseIdentifier='RESPONSE'><gapText identifier='A'>one{Note}</gapText><gapText identifier='B'>two</gapText><div><p>Here <gap identifier='G'/> and <gap identifier='H'/></p>{Note}</div></gapMatchInteraction></itemBody>{MatchCorrect}",
        $"{Pairs}<itemBody><div>{Note}</div><matchInteraction responseIdentifier='RESPONSE'><simpleMatchSet><simpleAssociableChoice identifier='A' matchMax='1'>one{Note}</simpleAssociableChoice><simpleAssociableChoice identifier='B' matchMax='1'>two</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier='G' matchMax='1'>I</simpleAssociableChoice><simpleAssociableChoice identifier='H' matchMax='1'>II{Note}</simpleAssociableChoice></simpleMatchSet></matchInteraction></itemBody>{MatchCorrect}",
        $"{Single.Replace("'R'", "'RESPONSE'", StringComparison.Ordinal)}<itemBody><p>It is <inlineChoiceInteraction responseIdentifier='RESPONSE'><inlineChoice identifier='A'>one{Note}</inlineChoice></inlineChoiceInteraction></p></itemBody>{MatchCorrect}",
    ];

    [Theory, MemberData(nameof(WithNotes))]
    public void keeps_what_is_for_markers_from_learners_wherever_it_stands(string parts)
    {
        var (question, problem) = QuestionReader.Recognise(AnItem.Of(parts + Score));
        Assert.True(problem is null, problem?.ToString());
        Assert.Contains(Secret, question!.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(question with { Notes = "" }, question.GetType()), StringComparison.Ordinal);
    }

    [Fact]
    public void does_not_show_feedback_before_an_answer()
    {
        var (question, _) = QuestionReader.Recognise(AnItem.Of($"{Single}{Score}<outcomeDeclaration identifier='F' cardinality='single' baseType='identifier'/><itemBody><p>Which?<feedbackInline outcomeIdentifier='F' identifier='A' showHide='show'>It is A.</feedbackInline></p><feedbackBlock outcomeIdentifier='F' identifier='A' showHide='hide'><p>Think first.</p></feedbackBlock><choiceInteraction responseIdentifier='R'><simpleChoice identifier='A'>Yes</simpleChoice></choiceInteraction></itemBody>"));
        Assert.DoesNotContain("It is A.", question!.Stem, StringComparison.Ordinal);
        Assert.Contains("Think first.", question.Stem, StringComparison.Ordinal);
        Assert.Equal(["feedback-lost"], question.Remarks.Where(remark => remark.IsLost).Select(remark => remark.Problem.Code));
    }

    /// <summary>The rules, whether the whole alone counts, what a pair earns, and what is said.</summary>
    public static TheoryData<string, bool, double, string> Rules => new()
    {
        { MatchCorrect, true, 0.5, "whole-only" },
        { MapResponse, false, 0.5, "parts-unsaid" },
        { "", false, 0.5, "parts-unsaid" },
        { $"<responseProcessing>{Each("A G")}{Each("B H")}</responseProcessing>", false, 2, "" },
    };

    private static string Each(string pair) => $"<responseCondition><responseIf><member><baseValue baseType='directedPair'>{pair}</baseValue><variable identifier='RESPONSE'/></member><setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><baseValue baseType='float'>2</baseValue></sum></setOutcomeValue></responseIf></responseCondition>";

    [Theory, MemberData(nameof(Rules))]
    public void of_rows_and_columns_counts_parts_as_its_rules_do_and_says_so(string processing, bool isWhole, double share, string code)
    {
        var body = "<itemBody><matchInteraction class='qti-match-tabular' responseIdentifier='RESPONSE'><simpleMatchSet><simpleAssociableChoice identifier='A' matchMax='1'>one</simpleAssociableChoice><simpleAssociableChoice identifier='B' matchMax='1'>two</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier='G' matchMax='0'>I</simpleAssociableChoice><simpleAssociableChoice identifier='H' matchMax='0'>II</simpleAssociableChoice></simpleMatchSet></matchInteraction></itemBody>";
        var score = Score.Replace("/>", "><defaultValue><value>0</value></defaultValue></outcomeDeclaration>", StringComparison.Ordinal);
        var table = Assert.IsType<MatchQuestion>(QuestionReader.Recognise(AnItem.Of(Pairs + score + body + processing)).Question);
        Assert.Equal((true, isWhole), (table.IsTable, table.IsAllOrNothing));
        Assert.All(table.Pairs, pair => Assert.Equal(share, pair.Score));
        Assert.Equal(code, string.Join(' ', table.Remarks.Select(remark => remark.Problem.Code)));
    }

    [Fact]
    public void has_no_more_parts_than_learners_can_look_at()
    {
        var choices = string.Concat(Enumerable.Range(0, 1001).Select(at => $"<simpleChoice identifier='C{at}'>{at}</simpleChoice>"));
        Assert.Equal("too-many-parts", QuestionReader.Recognise(AnItem.Of($"{Single}<itemBody><choiceInteraction responseIdentifier='R'>{choices}</choiceInteraction></itemBody>")).Problem?.Code);
    }
}
