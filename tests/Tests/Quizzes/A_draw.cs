using FsCheck;
using FsCheck.Fluent;
using Lectern.Kernel;
using Lectern.Quizzes;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class A_draw
{
    private static readonly Id<QuestionBank> Bank = Id<QuestionBank>.New();
    private readonly CategoryTree _tree = new(Bank, []);

    /// <summary>Draws that overlap in any way over twelve questions: whatever is judged ready gives every attempt as many different questions as it should.</summary>
    [Fact]
    public void that_is_ready_gives_every_attempt_its_number_of_different_questions() => Prop.ForAll<List<(PositiveInt Draw, List<byte> Pool)>, int>((draws, seed) =>
    {
        var questions = Enumerable.Range(0, 12).Select(_ => ItIsTrue()).ToList();
        var slots = draws.Select(draw => new QuizSlot(Guid.CreateVersion7(), 1 + draw.Draw.Get % 4, [.. draw.Pool.Select(at => questions[at % 12]).DistinctBy(q => q.Id)])).ToList();
        var quiz = new QuizDocument(new(), [new QuizSection("", true, slots)]);
        if (Readiness.Of(quiz, "Check", Kinds) is not null) return true;
        var met = new Paper(quiz, seed, Kinds).Questions.Select(placed => placed.Question.Id).ToList();
        return met.Count == quiz.QuestionCount && met.Distinct().Count() == met.Count;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void is_not_ready_with_fewer_questions_than_it_takes()
    {
        QuizQuestion[] three = [ItIsTrue(), ItIsTrue(), ItIsTrue()];
        QuizDocument Quiz(params QuizSlot[] slots) => new(new(), [new QuizSection("", false, slots)]);
        Assert.Null(Readiness.Of(Quiz(new QuizSlot(Guid.NewGuid(), 3, three)), "Check", Kinds));
        Assert.Equal("draw-too-few", Readiness.Of(Quiz(new QuizSlot(Guid.NewGuid(), 4, three)), "Check", Kinds)!.Code);
        // One of the three always comes: two are left.
        Assert.Null(Readiness.Of(Quiz(new QuizSlot(Guid.NewGuid(), 2, three), QuizSlot.Of(three[1])), "Check", Kinds));
        Assert.Equal(["Check", 1, 2], Readiness.Of(Quiz(new QuizSlot(Guid.NewGuid(), 2, three), QuizSlot.Of(three[1]), QuizSlot.Of(three[0])), "Check", Kinds)!.Arguments);
    }

    [Fact]
    public void finds_what_it_asks_for_and_nothing_of_another_bank()
    {
        var ecg = _tree.Add(null, "ECG").Value;
        var rate = _tree.Add(ecg.Id, "Rate").Value;
        Candidate Question(QuestionCategory? category, string tags = "", Difficulty? difficulty = null, Id<QuestionBank>? bank = null) => new(Id<Question>.New(), bank ?? Bank, category?.Id, difficulty, tags);
        Candidate[] all = [Question(null), Question(ecg, "|rate|strip|"), Question(rate, "|rate|", Difficulty.Hard), Question(rate, "|crate|"), Question(ecg, "|rate|", bank: Id<QuestionBank>.New())];
        int[] Found(Draw draw) => [.. draw.Pool(all, _tree).Select(found => Array.IndexOf(all, found))];
        var draw = new Draw(Bank, 1, 1);
        Assert.Equal([0, 1, 2, 3], Found(draw));
        Assert.Equal([1, 2, 3], Found(draw with { Categories = [ecg.Id] }));
        Assert.Equal([1], Found(draw with { Categories = [ecg.Id], WithBelow = false }));
        Assert.Equal([1, 2], Found(draw with { Tags = ["rate", "strip"] }));
        Assert.Equal([1], Found(draw with { Tags = ["rate", "strip"], AllTags = true }));
        Assert.Equal([2], Found(draw with { Difficulty = Difficulty.Hard }));
    }

    [Fact]
    public void refuses_categories_of_another_bank_and_numbers_out_of_range()
    {
        var theirs = new CategoryTree(Id<QuestionBank>.New(), []).Add(null, "Theirs").Value;
        var draw = new Draw(Bank, 1, 1);
        Assert.Null(draw.Check(_tree));
        Assert.Equal("category-unknown", (draw with { Categories = [theirs.Id] }).Check(_tree)!.Code);
        Assert.Equal("draw-count", (draw with { Count = 0 }).Check(_tree)!.Code);
        Assert.Equal("points-out-of-range", (draw with { Points = 0.001m }).Check(_tree)!.Code);
        Assert.Equal(draw.Write(), Draw.Read(draw.Write())!.Write());
    }
}
