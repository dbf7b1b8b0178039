using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class A_paper
{
    private static QuizQuestion[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => ItIsTrue(2))];
    private static QuizSlot Draw(int count, params QuizQuestion[] pool) => new(Guid.NewGuid(), count, pool);
    private static IEnumerable<QuizQuestion> Met(Paper paper) => paper.Questions.Select(placed => placed.Question);

    [Fact]
    public void is_the_same_for_one_seed_after_sealing_and_reading() => Prop.ForAll<byte, byte, int>((a, b, seed) =>
    {
        var (draw, more) = (1 + (a % 6), b % 7);
        var quiz = new QuizDocument(new(), [new QuizSection("One", true, [Draw(draw, Some(draw + more)), QuizSlot.Of(OneOfFour())])]);
        var paper = new Paper(quiz, seed, Kinds);
        Assert.Equal(Met(paper), Met(new Paper(QuizDocument.Read(quiz.Write()), seed, Kinds)));
        Assert.Equal((draw + 1, (draw * 2) + 1m), (paper.Questions.Count, paper.MaximumPoints));
        Assert.Equal((draw + 1, (draw * 2) + 1m), (quiz.QuestionCount, quiz.MaximumPoints));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void never_asks_a_question_twice() => Prop.ForAll<byte, byte, int>((a, b, seed) =>
    {
        var (first, second) = (1 + (a % 4), 1 + (b % 4));
        var pool = Some(12);
        var quiz = new QuizDocument(new(), [new QuizSection("", false, [Draw(first, pool), QuizSlot.Of(pool[3])]), new QuizSection("", false, [Draw(second, pool)])]);
        var met = Met(new Paper(quiz, seed, Kinds)).Select(question => question.Id).ToList();
        Assert.Equal(first + second + 1, met.Count);
        Assert.Equal(met.Distinct(), met);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void draws_every_question_of_a_pool_about_equally_often()
    {
        var pool = Some(10);
        var quiz = new QuizDocument(new(), [new QuizSection("", false, [Draw(3, pool)])]);
        var times = Enumerable.Range(0, 2000).SelectMany(seed => Met(new Paper(quiz, seed, Kinds))).CountBy(question => question.Id).ToDictionary();
        Assert.All(pool, question => Assert.InRange(times[question.Id], 500, 700));   // 600 expected, standard deviation 20
    }

    [Fact]
    public void shuffles_within_a_section_only()
    {
        var (first, second) = (Some(8), Some(4));
        var quiz = new QuizDocument(new(), [new QuizSection("", true, [.. first.Select(QuizSlot.Of)]), new QuizSection("", false, [.. second.Select(QuizSlot.Of)])]);
        var met = Met(new Paper(quiz, 7, Kinds)).ToList();
        Assert.NotEqual(first, met[..8]);
        Assert.Equal(first.OrderBy(q => q.Id.Value), met[..8].OrderBy(q => q.Id.Value));
        Assert.Equal(second, met[8..]);
    }

    [Fact]
    public void is_read_from_a_quiz_that_was_sealed_before_there_were_sections()
    {
        var question = OneOfFour();
        var json = $$"""{"Settings":{"ShuffleQuestions":true},"Questions":[{"Id":"{{question.Id}}","Kind":"{{question.Kind}}","Prompt":"<p>What?</p>","Points":1,"Data":{{question.Data}},"Feedback":""}]}""";
        var paper = PaperOf(QuizDocument.Read(json));
        Assert.Equal(question, Assert.Single(paper.Questions).Question);
        Assert.True(paper.Questions[0].Section.IsShuffled);
    }
}
