using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Banks.Statistics;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Banks;

/// <summary>An author looks through the questions of a bank: by category, kind, difficulty, tag and words; one of them in full beside the list.</summary>
public static class ShowBank
{
    public const int PageSize = 25;
    /// <summary>Quizzes that questions can be put into from here.</summary>
    private const int MostQuizzes = 200;
    private const int MostTags = 100;

    /// <summary>What comes first. By easiness, questions that nobody has answered come last.</summary>
    public enum Order { Newest, ByName, Hardest, Easiest, SeparatesLeast, MostUsed }

    /// <param name="Category">Null for all.</param>
    /// <param name="For">The quiz that questions are looked for.</param>
    public sealed record Asked(string Words, Id<QuestionCategory>? Category, string Kind, Difficulty? Difficulty, string Tag, bool PutAway, Order Sort, int Page, Id<Question>? Question, Id<Activity>? For)
    {
        public bool IsNarrowed => Words.Length > 0 || Kind.Length > 0 || Difficulty is not null || Tag.Length > 0 || PutAway;

        public string Query()
        {
            List<string> parts = [];
            if (Words.Length > 0) parts.Add("q=" + Uri.EscapeDataString(Words));
            if (Category is { } category) parts.Add($"category={category}");
            if (Kind.Length > 0) parts.Add("kind=" + Uri.EscapeDataString(Kind));
            if (Difficulty is { } difficulty) parts.Add($"difficulty={difficulty}");
            if (Tag.Length > 0) parts.Add("tag=" + Uri.EscapeDataString(Tag));
            if (PutAway) parts.Add("away=true");
            if (Sort != Order.Newest) parts.Add($"sort={Sort}");
            if (Page > 1) parts.Add($"page={Page}");
            if (Question is { } question) parts.Add($"question={question}");
            if (For is { } quiz) parts.Add($"for={quiz}");
            return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
        }
    }

    /// <param name="UsedIn">In how many quizzes it always comes.</param>
    /// <param name="Answered">Attempts that answered it and are handed in: so many may be marked anew when its right answer changes. Counted where it is asked for only.</param>
    public sealed record Line(Question Question, QuestionFigures? Figures, int UsedIn, int Answered = 0);

    public sealed record Place(Id<Activity> ActivityId, string Title, Id<Course> CourseId, string Course);

    /// <summary>What a quiz draws from the bank.</summary>
    public sealed record Drawn(Place Quiz, Draw Draw);

    /// <param name="Heading">Of the course whose bank it is; null for a shared one.</param>
    /// <param name="Counts">Questions directly in each category; those in none under the empty id.</param>
    /// <param name="Shown">Beside the list; null when there is none.</param>
    /// <param name="Quizzes">That questions can be put into.</param>
    public sealed record Model(BankInHand Hand, CourseHeading? Heading, Asked Asked, IReadOnlyDictionary<Id<QuestionCategory>, int> Counts, IReadOnlyList<string> Tags, int Count, IReadOnlyList<Line> Lines, Line? Shown,
        IReadOnlyList<Place> Quizzes, IReadOnlyList<Drawn> Draws, IReadOnlyList<QuestionBank> Others, QuestionKinds Kinds)
    {
        public string Address(Func<Asked, Asked> otherwise) => Hand.Address + otherwise(Asked).Query();
    }

    internal static Task<IResult> OfCourse(Id<Course> id, Visitor visitor, HttpRequest request, BankDesk desk, LecternDb db, CourseTabs tabs, QuestionKinds kinds, CancellationToken cancel) =>
        Handle(QuestionBank.Of(id), visitor, request, desk, db, tabs, kinds, cancel);

    internal static async Task<IResult> Handle(Id<QuestionBank> bankId, Visitor visitor, HttpRequest request, BankDesk desk, LecternDb db, CourseTabs tabs, QuestionKinds kinds, CancellationToken cancel)
    {
        if (await desk.TakeUp(bankId, visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var heading = hand.CourseId is { } courseId ? await tabs.Heading(courseId, "questions", visitor, cancel) : null;
        var asked = Read(request.Query, hand, kinds);
        var within = asked.Category is { } category ? hand.Tree.WithBelow(category) : null;
        var found = Matching(db.Questions.AsNoTracking(), bankId, asked, within);
        var count = await found.CountAsync(cancel);
        asked = asked with { Page = Math.Clamp(asked.Page, 1, Math.Max(1, (count + PageSize - 1) / PageSize)) };
        var questions = await Ordered(db, found, asked.Sort).Skip((asked.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var onPage = questions.Count;
        if (asked.Question is { } wanted && questions.All(q => q.Id != wanted) && await db.Questions.AsNoTracking().SingleOrDefaultAsync(q => q.Id == wanted && q.BankId == bankId, cancel) is { } elsewhere) questions.Add(elsewhere);
        var inFull = questions.Find(q => q.Id == asked.Question) ?? questions.FirstOrDefault();
        var lines = await Lines(db, questions, cancel, inFull?.Id);
        var shown = lines.FirstOrDefault(l => l.Question == inFull);
        var (counts, tags) = await Overview(db, bankId, cancel);
        var places = await Quizzes(db, hand, visitor, asked.For, cancel);
        var model = new Model(hand, heading, asked, counts, tags, count, [.. lines.Take(onPage)], shown,
            places, await Draws(db, hand, cancel), hand.CourseId is { } course ? [.. (await desk.UsableAt(course, hand.Path, cancel)).Where(b => b.IsShared)] : [], kinds);
        return Page.Of<ShowBankPage>(hand.CourseId is null ? hand.Title : "Questions", model, new PageOptions(Wide: true, Crumbs: hand.CourseId is null ? [new("Teach", "/teach"), new("Question banks", "/question-banks"), new(hand.Title)] : [new("Teach", "/teach"), new(hand.Title, heading?.Address), new("Questions")]));
    }

    /// <summary>The questions of a bank that were asked for, in no order.</summary>
    internal static IQueryable<Question> Matching(IQueryable<Question> questions, Id<QuestionBank> bankId, Asked asked, IReadOnlyCollection<Id<QuestionCategory>>? within)
    {
        var found = questions.Where(q => q.BankId == bankId && (asked.PutAway ? q.ArchivedAt != null : q.ArchivedAt == null));
        if (within is not null) found = found.Where(q => q.CategoryId != null && within.Contains(q.CategoryId.Value));
        if (asked.Kind.Length > 0) found = found.Where(q => q.Kind == asked.Kind);
        if (asked.Difficulty is { } difficulty) found = found.Where(q => q.Difficulty == difficulty);
        if (asked.Tag.Length > 0)
        {
            var tag = $"|{asked.Tag}|";
            found = found.Where(q => q.TagsText.Contains(tag));
        }

        foreach (var word in SearchWords.Split(asked.Words)) found = found.Where(q => q.SearchText.Contains(word));
        return found;
    }

    /// <summary>In the order that was asked for, no two at the same place. How easy one is, and how well it separates, is counted as <see cref="QuestionFigures"/> counts it.</summary>
    private static IQueryable<Question> Ordered(LecternDb db, IQueryable<Question> questions, Order order)
    {
        var counted = questions.Select(q => new
        {
            Question = q,
            Easiness = db.Set<QuestionTally>().Where(t => t.QuestionId == q.Id && t.Answers > 0).GroupBy(t => t.Version).OrderByDescending(v => v.Key).Select(v => (double?)(v.Sum(t => t.Sum) / v.Sum(t => t.Answers))).FirstOrDefault(),
            Separates = db.Set<QuestionTally>().Where(t => t.QuestionId == q.Id && t.Answers > 0).GroupBy(t => t.Version).OrderByDescending(v => v.Key).Select(v => new
            {
                Answers = v.Sum(t => t.Answers),
                Spread = (v.Sum(t => t.Answers) * v.Sum(t => t.SumOfSquares)) - (v.Sum(t => t.Sum) * v.Sum(t => t.Sum)),
                RestSpread = (v.Sum(t => t.Answers) * v.Sum(t => t.RestOfSquares)) - (v.Sum(t => t.Rest) * v.Sum(t => t.Rest)),
                Together = (v.Sum(t => t.Answers) * v.Sum(t => t.Products)) - (v.Sum(t => t.Sum) * v.Sum(t => t.Rest)),
            }).Select(v => v.Answers < QuestionFigures.EnoughToSeparate || v.Spread < QuestionFigures.LeastSpread * v.Answers || v.RestSpread < QuestionFigures.LeastSpread * v.Answers ? null : (double?)(v.Together / Math.Sqrt(v.Spread * v.RestSpread))).FirstOrDefault(),
            UsedIn = db.Set<SlotDraft>().Where(s => s.QuestionId == q.Id && s.RemovedAt == null).Select(s => s.QuizId).Distinct().Count(),
        });
        return order switch
        {
            Order.Hardest => counted.OrderBy(q => q.Easiness == null).ThenBy(q => q.Easiness).ThenByDescending(q => q.Question.Id).Select(q => q.Question),
            Order.Easiest => counted.OrderBy(q => q.Easiness == null).ThenByDescending(q => q.Easiness).ThenByDescending(q => q.Question.Id).Select(q => q.Question),
            Order.SeparatesLeast => counted.OrderBy(q => q.Separates == null).ThenBy(q => q.Separates).ThenByDescending(q => q.Question.Id).Select(q => q.Question),
            Order.ByName => questions.OrderBy(q => q.SearchText).ThenBy(q => q.Id),
            Order.MostUsed => counted.OrderByDescending(q => q.UsedIn).ThenByDescending(q => q.Question.Id).Select(q => q.Question),
            _ => questions.OrderByDescending(q => q.WrittenAt).ThenByDescending(q => q.Id),
        };
    }

    internal static Asked Read(IQueryCollection query, BankInHand hand, QuestionKinds kinds) => new(
        query["q"].ToString().Trim(), Id<QuestionCategory>.TryParse(query["category"], null, out var category) && hand.Tree.Find(category) is not null ? category : null,
        kinds.Find(query["kind"])?.Name ?? "", NamedValue.Of<Difficulty>(query["difficulty"]), Question.FoldTag(query["tag"]), query["away"] == "true", NamedValue.Of<Order>(query["sort"]) ?? Order.Newest,
        int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 100_000) : 1, Id<Question>.TryParse(query["question"], null, out var question) ? question : null, Id<Activity>.TryParse(query["for"], null, out var quiz) ? quiz : null);

    /// <summary>With their statistics and how often they are used. Two statements.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="questions">Those of a page.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="inFull">Of which it is counted how many attempts answered it.</param>
    internal static async Task<IReadOnlyList<Line>> Lines(LecternDb db, IReadOnlyList<Question> questions, CancellationToken cancel, Id<Question>? inFull = null)
    {
        var ids = questions.Select(q => q.Id).ToList();
        var tallies = (await db.Set<QuestionTally>().AsNoTracking().Where(t => ids.Contains(t.QuestionId)).ToListAsync(cancel)).ToLookup(t => t.QuestionId);
        var (slots, steps, attempts) = (db.Set<SlotDraft>(), db.AttemptSteps, db.Attempts.Where(a => a.State == AttemptState.Submitted || a.State == AttemptState.Finished));
        var contents = db.Set<QuizTally>().Where(tally => tally.Questions.Any(t => t.QuestionId == inFull)).Select(tally => tally.ContentId);
        var used = await db.Questions.Where(q => ids.Contains(q.Id)).Select(q => new
        {
            q.Id,
            In = slots.Where(s => s.QuestionId == q.Id && s.RemovedAt == null).Select(s => s.QuizId).Distinct().Count(),
            Answered = q.Id != inFull ? 0 : attempts.Count(a => contents.Contains(a.ContentId) && steps.Any(s => s.AttemptId == a.Id && s.QuestionId == q.Id && s.Response != null)),
        }).ToDictionaryAsync(q => q.Id, cancel);
        return [.. questions.Select(q => (Question: q, Times: used.GetValueOrDefault(q.Id))).Select(q => new Line(q.Question, QuestionFigures.Of(tallies[q.Question.Id]), q.Times?.In ?? 0, q.Times?.Answered ?? 0))];
    }

    /// <summary>How many questions there are directly in each category (in none: the empty id), and the tags in use. One statement.</summary>
    private static async Task<(IReadOnlyDictionary<Id<QuestionCategory>, int> Counts, IReadOnlyList<string> Tags)> Overview(LecternDb db, Id<QuestionBank> bankId, CancellationToken cancel)
    {
        var groups = await db.Questions.Where(q => q.BankId == bankId && q.ArchivedAt == null).GroupBy(q => new { q.CategoryId, q.TagsText }).Select(q => new { q.Key.CategoryId, q.Key.TagsText, Count = q.Count() }).ToListAsync(cancel);
        var counts = groups.GroupBy(g => g.CategoryId ?? default).ToDictionary(g => g.Key, g => g.Sum(one => one.Count));
        var tags = groups.SelectMany(g => g.TagsText.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(tag => (tag, g.Count))).GroupBy(t => t.tag).OrderByDescending(t => t.Sum(one => one.Count)).Take(MostTags).Select(t => t.Key);
        return (counts, [.. tags.Order(StringComparer.CurrentCulture)]);
    }

    /// <summary>The quizzes of the course, or those that the visitor may edit below the unit that shares the bank.</summary>
    internal static async Task<IReadOnlyList<Place>> Quizzes(LecternDb db, BankInHand hand, Visitor visitor, Id<Activity>? asked, CancellationToken cancel)
    {
        var quizzes = db.Activities.AsNoTracking().Where(a => a.Kind == QuizActivity.Kind);
        if (hand.CourseId is { } own) quizzes = quizzes.Where(a => a.CourseId == own);
        var (scopes, editable) = (db.Scopes, db.CoursesWith(CourseCapabilities.EditCourse, visitor).Select(c => c.Id));
#pragma warning disable CA1310   // compared in the database
        var found = await (
            from activity in quizzes
            join course in db.Courses on activity.CourseId equals course.Id
            join unit in scopes on course.UnitId equals unit.Id
            where hand.CourseId != null || (unit.Path.StartsWith(hand.Path) && editable.Contains(course.Id))
            orderby activity.Id == asked descending, course.Title, course.Id, activity.Position
            select new Place(activity.Id, activity.Title, course.Id, course.Title)).Take(MostQuizzes).ToListAsync(cancel);
#pragma warning restore CA1310
        return found;
    }

    private static async Task<IReadOnlyList<Drawn>> Draws(LecternDb db, BankInHand hand, CancellationToken cancel)
    {
        var bank = hand.Bank.Id;
        var found = await (
            from slot in db.Set<SlotDraft>().AsNoTracking()
            where slot.DrawBankId == bank && slot.RemovedAt == null
            join quiz in db.Quizzes on slot.QuizId equals quiz.Id
            join activity in db.Activities on quiz.ActivityId equals activity.Id
            join course in db.Courses on activity.CourseId equals course.Id
            orderby course.Title, activity.Position, slot.Position
            select new { Place = new Place(activity.Id, activity.Title, course.Id, course.Title), slot.DrawJson }).Take(MostQuizzes).ToListAsync(cancel);
        return [.. found.Select(f => new Drawn(f.Place, Draw.Read(f.DrawJson)!))];
    }
}
