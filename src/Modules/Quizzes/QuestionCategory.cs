namespace Lectern.Quizzes;

/// <summary>A part of a bank's tree; a question is in one, or directly in the bank.</summary>
public sealed class QuestionCategory : Entity<QuestionCategory>
{
    public const int LongestName = 120;
    /// <summary>Levels below the bank.</summary>
    public const int Deepest = 8;
    /// <summary>In one bank; trees are read whole.</summary>
    public const int Most = 500;

    private QuestionCategory() { }

    internal QuestionCategory(Id<QuestionBank> bankId, Id<QuestionCategory>? parentId, string name) => (BankId, ParentId, Name) = (bankId, parentId, name);

    public Id<QuestionBank> BankId { get; private set; }
    /// <summary>In the same bank; null at the top.</summary>
    public Id<QuestionCategory>? ParentId { get; private set; }
    public string Name { get; private set; } = "";
    public int Revision { get; private set; }

    internal void Put(Id<QuestionCategory>? parentId, string name)
    {
        (ParentId, Name) = (parentId, name);
        Revision++;
    }
}

/// <summary>All categories of one bank. What may change, only the whole tree can say.</summary>
public sealed class CategoryTree(Id<QuestionBank> bankId, IEnumerable<QuestionCategory> categories)
{
    private readonly Dictionary<Id<QuestionCategory>, QuestionCategory> _all = categories.Where(c => c.BankId == bankId).ToDictionary(c => c.Id);

    public IEnumerable<QuestionCategory> All => _all.Values;

    public QuestionCategory? Find(Id<QuestionCategory>? id) => id is { } known ? _all.GetValueOrDefault(known) : null;

    /// <summary>Directly below, by name; null for the top.</summary>
    public IEnumerable<QuestionCategory> Below(Id<QuestionCategory>? parent) => _all.Values.Where(c => c.ParentId == parent).OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(c => c.Id.Value);

    /// <summary>In the order in which a list shows the tree, with how deep each is (0 at the top).</summary>
    public IReadOnlyList<(QuestionCategory Category, int Depth)> InOrder()
    {
        List<(QuestionCategory, int)> list = [];
        void Walk(Id<QuestionCategory>? parent, int depth)
        {
            foreach (var category in Below(parent))
            {
                list.Add((category, depth));
                Walk(category.Id, depth + 1);
            }
        }

        Walk(null, 0);
        return list;
    }

    /// <summary>The category and all below it.</summary>
    public HashSet<Id<QuestionCategory>> WithBelow(Id<QuestionCategory> id)
    {
        HashSet<Id<QuestionCategory>> found = [];
        void Walk(Id<QuestionCategory> at)
        {
            if (!found.Add(at)) return;
            foreach (var child in _all.Values.Where(c => c.ParentId == at)) Walk(child.Id);
        }

        if (_all.ContainsKey(id)) Walk(id);
        return found;
    }

    public Outcome<QuestionCategory> Add(Id<QuestionCategory>? parent, string? name)
    {
        if (_all.Count >= QuestionCategory.Most) return new Refusal("too-many-categories", "A question bank has at most {0} categories.", null, QuestionCategory.Most);
        if (Refuse(null, parent, name) is { } refusal) return refusal;
        var category = new QuestionCategory(bankId, parent, name!.Trim());
        _all[category.Id] = category;
        return category;
    }

    /// <summary>Renames it and puts it below another, or at the top.</summary>
    public Refusal? Put(QuestionCategory category, Id<QuestionCategory>? parent, string? name)
    {
        if (Refuse(category, parent, name) is { } refusal) return refusal;
        category.Put(parent, name!.Trim());
        return null;
    }

    /// <summary>Takes it out; what is below it moves up a level. Its questions are the caller's to move to <see cref="QuestionCategory.ParentId"/>.</summary>
    public void Remove(QuestionCategory category)
    {
        foreach (var child in Below(category.Id).ToList()) child.Put(category.ParentId, child.Name);
        _all.Remove(category.Id);
    }

    private Refusal? Refuse(QuestionCategory? moved, Id<QuestionCategory>? parent, string? name)
    {
        if ((name ?? "").Trim() is not { Length: > 0 and <= QuestionCategory.LongestName } trimmed) return new("category-name", "Give the category a name of at most {0} characters.", nameof(QuestionCategory.Name), QuestionCategory.LongestName);
        if (parent is { } wanted && !_all.ContainsKey(wanted)) return new("category-unknown", "This question bank has no such category.", nameof(QuestionCategory.ParentId));
        if (moved is not null && parent is { } below && WithBelow(moved.Id).Contains(below)) return new("category-cycle", "A category can't be below itself.", nameof(QuestionCategory.ParentId));
        if (Below(parent).Any(c => c != moved && string.Equals(c.Name, trimmed, StringComparison.OrdinalIgnoreCase))) return new("category-twice", "There is a category of this name already.", nameof(QuestionCategory.Name));
        var depth = Depth(parent) + (moved is null ? 1 : Height(moved.Id));
        return depth > QuestionCategory.Deepest ? new("category-too-deep", "Categories go at most {0} levels deep.", nameof(QuestionCategory.ParentId), QuestionCategory.Deepest) : null;
    }

    private int Depth(Id<QuestionCategory>? id)
    {
        var depth = 0;
        for (var at = Find(id); at is not null; at = Find(at.ParentId)) depth++;
        return depth;
    }

    private int Height(Id<QuestionCategory> id) => 1 + _all.Values.Where(c => c.ParentId == id).Select(c => Height(c.Id)).DefaultIfEmpty(0).Max();
}

internal sealed class QuestionCategoryMap : IEntityTypeConfiguration<QuestionCategory>
{
    public void Configure(EntityTypeBuilder<QuestionCategory> category)
    {
        category.Property(c => c.Name).HasMaxLength(QuestionCategory.LongestName);
        category.Property(c => c.Revision).IsConcurrencyToken();
        category.HasOne<QuestionBank>().WithMany().HasForeignKey(c => c.BankId).OnDelete(DeleteBehavior.Cascade);
        category.HasOne<QuestionCategory>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        category.HasIndex(c => c.BankId);
    }
}
