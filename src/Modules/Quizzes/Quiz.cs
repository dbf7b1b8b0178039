using Lectern.Courses;

namespace Lectern.Quizzes;

/// <summary>The draft of a quiz: one per activity, edited for ever. Learners meet sealed copies of it (<see cref="QuizContent"/>).</summary>
public sealed class Quiz : Entity<Quiz>
{
    public const int MostQuestions = 200;
    public const int MostSections = 50;
    private readonly List<SectionDraft> _sections = [];
    private readonly List<SlotDraft> _slots = [];

    private Quiz() { }

    public Quiz(Id<Activity> activityId)
    {
        ActivityId = activityId;
        _sections.Add(new SectionDraft(Id, "", 0));
    }

    public Id<Activity> ActivityId { get; private set; }
    public QuizSettings Settings { get; private set; } = new();
    /// <summary>The copy that was sealed last; an unchanged draft is sealed under it again.</summary>
    public Id<QuizContent>? SealedId { get; private set; }
    /// <summary>Raised by every change; two people who edit can't overwrite each other unseen.</summary>
    public int Revision { get; private set; }

    /// <summary>In no order; at least one.</summary>
    public IReadOnlyList<SectionDraft> Sections => _sections;
    public IEnumerable<SectionDraft> SectionsInOrder => _sections.OrderBy(s => s.Position).ThenBy(s => s.Id.Value);
    /// <summary>With those that were removed and may come back; see <see cref="InOrder"/>.</summary>
    public IReadOnlyList<SlotDraft> Slots => _slots;
    public IEnumerable<SlotDraft> InOrder => SectionsInOrder.SelectMany(SlotsOf);
    /// <summary>How many questions an attempt meets.</summary>
    public int QuestionCount => InOrder.Sum(s => s.Count);
    public decimal MaximumPoints => InOrder.Sum(s => s.Points);

    public IEnumerable<SlotDraft> SlotsOf(SectionDraft section) => _slots.Where(s => s.SectionId == section.Id && s.RemovedAt is null).OrderBy(s => s.Position).ThenBy(s => s.Id.Value);

    /// <summary>The place of a question that always comes, or null.</summary>
    public SlotDraft? SlotOf(Id<Question> question) => InOrder.FirstOrDefault(s => s.QuestionId == question);

    public Refusal? Change(QuizSettings settings)
    {
        if (settings.Check() is { } refusal) return refusal;
        Settings = settings with { };
        Revision++;
        return null;
    }

    /// <summary>A question that every attempt meets, at the end. Whether the course may use it is the caller's to know (<see cref="QuestionBank.IsUsableAt"/>).</summary>
    public Outcome<SlotDraft> Add(Question question, SectionDraft? section = null)
    {
        if (Refuse(1, question.Id) is { } refusal) return refusal;
        var (last, position) = End(section);
        return Added(new SlotDraft(Id, last.Id, position, question));
    }

    /// <summary>Questions that are drawn, at the end.</summary>
    public Outcome<SlotDraft> Add(Draw draw, SectionDraft? section = null)
    {
        if (Refuse(draw.Count, null) is { } refusal) return refusal;
        var (last, position) = End(section);
        return Added(new SlotDraft(Id, last.Id, position, draw));
    }

    public Refusal? Change(SlotDraft slot, Draw draw)
    {
        if (Refuse(draw.Count - slot.Count, null) is { } refusal) return refusal;
        slot.DrawBy(draw);
        Revision++;
        return null;
    }

    /// <param name="points">What the question is worth here; null for the usual.</param>
    /// <param name="version">The version that stays; null for the newest. It has to exist.</param>
    public Refusal? Change(SlotDraft slot, decimal? points, int? version)
    {
        if (points is <= 0 or > Question.MostPoints || (points is { } some && some != decimal.Round(some, 2))) return new("points-out-of-range", "Enter points from 0.01 to 1,000, with at most two decimals.", nameof(Question.Points));
        slot.Worth(points);
        slot.Pin(version);
        Revision++;
        return null;
    }

    public void Remove(SlotDraft slot, DateTimeOffset at)
    {
        slot.Remove(at);
        Revision++;
    }

    public Refusal? BringBack(SlotDraft slot)
    {
        if (Refuse(slot.Count, slot.QuestionId) is { } refusal) return refusal;
        slot.BringBack();
        Revision++;
        return null;
    }

    /// <summary>Puts a slot at a place of a section counted from 0; past the ends it stops there.</summary>
    public void Move(SlotDraft slot, int place, SectionDraft? section = null)
    {
        var target = section ?? _sections.Single(s => s.Id == slot.SectionId);
        var order = SlotsOf(target).Where(s => s != slot).ToList();
        order.Insert(Math.Clamp(place, 0, order.Count), slot);
        for (var position = 0; position < order.Count; position++) order[position].MoveTo(target.Id, position);
        Revision++;
    }

    /// <summary>One place up (-1) or down (1); past the ends of its section into the neighbouring one.</summary>
    public void Step(SlotDraft slot, int by)
    {
        var sections = SectionsInOrder.ToList();
        var at = sections.FindIndex(s => s.Id == slot.SectionId);
        var place = SlotsOf(sections[at]).ToList().IndexOf(slot) + by;
        var isInside = place >= 0 && place < SlotsOf(sections[at]).Count();
        if (isInside || at + by < 0 || at + by >= sections.Count) Move(slot, place);
        else Move(slot, by < 0 ? int.MaxValue : 0, sections[at + by]);
    }

    public Outcome<SectionDraft> AddSection(string? title, bool isShuffled = false)
    {
        if (_sections.Count >= MostSections) return new Refusal("too-many-sections", "A quiz has at most {0} sections.", null, MostSections);
        var section = new SectionDraft(Id, "", _sections.Max(s => s.Position) + 1);
        if (Change(section, title, isShuffled) is { } refusal) return refusal;
        _sections.Add(section);
        return section;
    }

    /// <param name="title">Plain text; empty for none.</param>
    public Refusal? Change(SectionDraft section, string? title, bool isShuffled)
    {
        var trimmed = QuestionTypes.PlainText.Line(title);
        if (trimmed.Length > SectionDraft.LongestTitle) return new("section-title-too-long", "A title has at most {0} characters.", nameof(SectionDraft.Title), SectionDraft.LongestTitle);
        section.Describe(trimmed, isShuffled);
        Revision++;
        return null;
    }

    public void Move(SectionDraft section, int place)
    {
        var order = SectionsInOrder.Where(s => s != section).ToList();
        order.Insert(Math.Clamp(place, 0, order.Count), section);
        for (var position = 0; position < order.Count; position++) order[position].MoveTo(position);
        Revision++;
    }

    /// <summary>Takes a section away; its questions go to the end of the one before it, or of the next when it is the first. The last one stays.</summary>
    public Refusal? Remove(SectionDraft section)
    {
        if (_sections.Count == 1) return new("last-section", "A quiz has at least one section.");
        var order = SectionsInOrder.ToList();
        var place = order.IndexOf(section);
        var heir = place > 0 ? order[place - 1] : order[1];
        var position = _slots.Where(s => s.SectionId == heir.Id).Select(s => s.Position).DefaultIfEmpty(-1).Max();
        foreach (var slot in _slots.Where(s => s.SectionId == section.Id).OrderBy(s => s.Position)) slot.MoveTo(heir.Id, ++position);
        _sections.Remove(section);
        Revision++;
        return null;
    }

    internal void Touch() => Revision++;

    internal void Sealed(QuizContent content) => SealedId = content.Id;

    private (SectionDraft Section, int Position) End(SectionDraft? section)
    {
        var last = section ?? SectionsInOrder.Last();
        return (last, _slots.Where(s => s.SectionId == last.Id).Select(s => s.Position).DefaultIfEmpty(-1).Max() + 1);
    }

    private SlotDraft Added(SlotDraft slot)
    {
        _slots.Add(slot);
        Revision++;
        return slot;
    }

    private Refusal? Refuse(int more, Id<Question>? question)
    {
        if (QuestionCount + more > MostQuestions) return new("too-many-questions", "A quiz has at most {0} questions.", null, MostQuestions);
        return question is { } id && SlotOf(id) is not null ? new Refusal("question-twice", "This quiz has that question already.") : null;
    }
}

internal sealed class QuizMap : IEntityTypeConfiguration<Quiz>
{
    public void Configure(EntityTypeBuilder<Quiz> quiz)
    {
        quiz.ComplexProperty(q => q.Settings, settings =>
        {
            foreach (var choice in new[] { nameof(QuizSettings.Behaviour), nameof(QuizSettings.Overdue), nameof(QuizSettings.Counts), nameof(QuizSettings.Navigation), nameof(QuizSettings.PageSize) }) settings.Property(choice).HasMaxLength(40);
            settings.Property(s => s.Review).HasConversion(review => review.Code, code => ReviewMatrix.Parse(code)).HasMaxLength(40);
            settings.Property(s => s.Password).HasMaxLength(QuizSettings.LongestPassword);
            settings.Property(s => s.Networks).HasMaxLength(NetworkRanges.Longest);
            settings.Property(s => s.ExamBrowserKeys).HasMaxLength(SafeExamBrowser.LongestKeys);
            settings.Property(s => s.Honour).HasMaxLength(QuizSettings.LongestHonour);
            settings.Ignore(s => s.TimeLimit);
            settings.Ignore(s => s.Grace);
            settings.Ignore(s => s.Delay);
            settings.Ignore(s => s.HasPassMark);
        });
        quiz.Property(q => q.Revision).IsConcurrencyToken();
        quiz.HasIndex(q => q.ActivityId).IsUnique();
        quiz.HasOne<Activity>().WithMany().HasForeignKey(q => q.ActivityId).OnDelete(DeleteBehavior.Cascade);   // only the draft goes with the draft's activity
        quiz.HasOne<QuizContent>().WithMany().HasForeignKey(q => q.SealedId).OnDelete(DeleteBehavior.Restrict);
        quiz.HasMany(q => q.Sections).WithOne().HasForeignKey(s => s.QuizId).OnDelete(DeleteBehavior.Cascade);
        quiz.HasMany(q => q.Slots).WithOne().HasForeignKey(s => s.QuizId).OnDelete(DeleteBehavior.Cascade);
        quiz.Navigation(q => q.Sections).UsePropertyAccessMode(PropertyAccessMode.Field);
        quiz.Navigation(q => q.Slots).UsePropertyAccessMode(PropertyAccessMode.Field);
        quiz.Ignore(q => q.SectionsInOrder);
        quiz.Ignore(q => q.InOrder);
        quiz.Ignore(q => q.QuestionCount);
        quiz.Ignore(q => q.MaximumPoints);
    }
}
