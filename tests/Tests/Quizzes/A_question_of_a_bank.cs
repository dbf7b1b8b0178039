using FsCheck;
using FsCheck.Fluent;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Quizzes;

namespace Lectern.Tests.Quizzes;

public sealed class A_question_of_a_bank
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void never_changes_a_version_that_a_quiz_was_published_with() => Prop.ForAll<List<int>>(steps =>
    {
        // Negative: a quiz is published with it. Otherwise: somebody writes that number into it.
        var question = new QuestionBank(Id<Course>.New()).Add("true-false", "{}", Noon);
        Dictionary<int, (QuestionVersion Version, QuestionContent AsSealed)> kept = [];
        foreach (var step in steps)
        {
            if (step >= 0) Assert.Null(question.Write(question.Content with { Prompt = $"<p>{step}</p>" }, null, Noon));
            else if (question.Seal(Noon) is { } version) kept.Add(version.Number, (version, version.Content));   // throws when a number comes twice
            if (question.IsSealed) Assert.Equal(question.Content, kept[question.Version].Version.Content);
        }

        return kept.Values.All(one => one.Version.Content == one.AsSealed) && question.Version <= kept.Count + 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void keeps_its_version_when_nothing_was_written()
    {
        var question = new QuestionBank(Id<Course>.New()).Add("true-false", "{}", Noon);
        Assert.NotNull(question.Seal(Noon));
        Assert.Null(question.Write(question.Content, null, Noon));
        Assert.Null(question.Seal(Noon));
        Assert.Equal(1, question.Version);
        Assert.Null(question.Describe("Rate", Difficulty.Hard, ["ECG", "ecg ", ""]));
        Assert.Equal(["ecg"], question.Tags);
        Assert.True(question.IsSealed);
    }

    [Fact]
    public void is_in_no_category_of_another_bank()
    {
        var (own, foreign) = (new QuestionBank(Id<Course>.New()), new QuestionBank(Id<Course>.New()));
        var category = new CategoryTree(foreign.Id, []).Add(null, "Theirs").Value;
        var question = own.Add("true-false", "{}", Noon);
        Assert.Equal("category-unknown", question.MoveTo(category.Id, new CategoryTree(own.Id, [category]))!.Code);
    }
}
