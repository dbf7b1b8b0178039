using FsCheck;
using FsCheck.Fluent;
using Lectern.Kernel;
using Lectern.Quizzes;

namespace Lectern.Tests.Quizzes;

public sealed class A_tree_of_categories
{
    private readonly CategoryTree _tree = new(Id<QuestionBank>.New(), []);

    [Fact]
    public void never_has_a_cycle_nor_more_than_eight_levels_whatever_is_moved_where() => Prop.ForAll<List<(NonNegativeInt Which, NonNegativeInt Below)>>(moves =>
    {
        var tree = new CategoryTree(Id<QuestionBank>.New(), []);
        var all = Enumerable.Range(0, 12).Select(i => tree.Add(null, $"C{i}").Value).ToList();
        foreach (var (which, below) in moves)
        {
            var category = all[which.Get % all.Count];
            tree.Put(category, below.Get % (all.Count + 1) is var at && at < all.Count ? all[at].Id : null, category.Name);
        }

        var list = tree.InOrder();   // a cycle would be missing here: nothing leads to it from the top
        return list.Count == all.Count && list.All(one => one.Depth < QuestionCategory.Deepest);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void refuses_what_would_put_a_category_below_itself()
    {
        var above = _tree.Add(null, "ECG").Value;
        var below = _tree.Add(above.Id, "Rate").Value;
        Assert.Equal("category-cycle", _tree.Put(above, below.Id, "ECG")!.Code);
        Assert.Equal("category-cycle", _tree.Put(above, above.Id, "ECG")!.Code);
        Assert.Equal("category-unknown", _tree.Put(above, Id<QuestionCategory>.New(), "ECG")!.Code);
        Assert.Equal("category-twice", _tree.Add(above.Id, "rate").Refusal!.Code);
        Assert.Equal("category-name", _tree.Add(above.Id, " ").Refusal!.Code);
    }

    [Fact]
    public void moves_up_what_is_below_a_category_that_goes()
    {
        var above = _tree.Add(null, "ECG").Value;
        var middle = _tree.Add(above.Id, "Rate").Value;
        var below = _tree.Add(middle.Id, "Fast").Value;
        _tree.Remove(middle);
        Assert.Equal(above.Id, below.ParentId);
        Assert.Equal(2, _tree.InOrder().Count);
    }
}
