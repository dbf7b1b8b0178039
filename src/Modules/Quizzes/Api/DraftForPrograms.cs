using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web.Api;

namespace Lectern.Quizzes.Api;

/// <summary>A program reads and writes the draft of a quiz; the same entity and the same rules as for the pages.</summary>
internal static class DraftForPrograms
{
    internal static async Task<IResult> Read(Id<Activity> activityId, Me me, EditorDesk desk, CancellationToken cancel) =>
        await desk.TakeUp(activityId, me.Visitor, cancel) is { } hand ? TypedResults.Ok(ShownDraft.Of(hand.Quiz)) : TypedResults.NotFound();

    /// <summary>The draft becomes what was sent, in its order. Questions named by id are changed, others added, those not named removed; draws stay, those of a section that goes in the one before it.</summary>
    internal static async Task<IResult> Replace(Id<Activity> activityId, SentDraft sent, Me me, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        if (sent.Settings is null || sent.Questions is null || sent.Questions.Any(q => q is null)) return new Refusal("draft-incomplete", "Send the settings and the questions.", nameof(sent.Questions)).ToProblem(texts);
        if ((hand.Quiz.Change(sent.Settings) ?? Arrange(hand.Quiz, sent)) is { } unfit) return unfit.ToProblem(texts);
        var now = clock.GetUtcNow();
        var named = sent.Questions.Select(q => q.Id).OfType<Id<Question>>().ToHashSet();
        foreach (var slot in hand.Quiz.InOrder.Where(s => s.QuestionId is { } id && !named.Contains(id)).ToList()) hand.Quiz.Remove(slot, now);
        var bank = await db.BankOf(hand.Course.Id, cancel);
        var sections = sent.Sections?.Zip(hand.Quiz.SectionsInOrder).SelectMany(pair => Enumerable.Range(0, pair.First.Questions).Select(place => (Section: pair.Second, Place: place))).ToList();
        for (var at = 0; at < sent.Questions.Count; at++)
        {
            var slot = Write(hand.Quiz, bank, sent.Questions[at], kinds, me, now);
            if (slot.Refusal is { } refusal) return refusal.ToProblem(texts);
            if (sections is null) hand.Quiz.Move(slot.Value, at);
            else hand.Quiz.Move(slot.Value, sections[at].Place, sections[at].Section);
        }

        await desk.Save(hand, cancel);
        return TypedResults.Ok(ShownDraft.Of(hand.Quiz));
    });

    internal static async Task<IResult> Add(Id<Activity> activityId, SentQuestion sent, Me me, LecternDb db, EditorDesk desk, QuestionKinds kinds, TimeProvider clock, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var slot = Write(hand.Quiz, await db.BankOf(hand.Course.Id, cancel), sent with { Id = null }, kinds, me, clock.GetUtcNow());
        if (slot.Refusal is { } refusal) return refusal.ToProblem(texts);
        await desk.Save(hand, cancel);
        return TypedResults.Created($"/api/v1/quizzes/{activityId}/draft", slot.Value.Question!.ToDocument());
    });

    /// <summary>As many sections as were sent, called and shuffled so; null when none were.</summary>
    private static Refusal? Arrange(Quiz quiz, SentDraft sent)
    {
        if (sent.Sections is not { } sections) return null;
        if (sections.Count == 0 || sections.Any(section => section is not { Questions: >= 0 }) || sections.Sum(section => (long)section.Questions) != sent.Questions.Count)
            return new("sections-incomplete", "Send sections that have all the questions together.", nameof(sent.Sections));
        foreach (var more in quiz.SectionsInOrder.Skip(sections.Count).Reverse().ToList()) quiz.Remove(more);
        foreach (var (section, known) in sections.Zip(quiz.SectionsInOrder.ToList()))
            if (quiz.Change(known, section.Title, section.IsShuffled) is { } refusal) return refusal;
        foreach (var section in sections.Skip(quiz.SectionsInOrder.Count()))
            if (quiz.AddSection(section.Title, section.IsShuffled).Refusal is { } refusal) return refusal;
        return null;
    }

    /// <summary>Adds questions that are drawn from a bank of the course or of a unit above it, at the end of a section.</summary>
    /// <param name="section">Counted from 0; missing for the last.</param>
    internal static async Task<IResult> AddDraw(Id<Activity> activityId, Draw sent, int? section, Me me, LecternDb db, EditorDesk desk, DrawDesk draws, Texts texts, CancellationToken cancel) => await db.Retried<IResult>(async () =>
    {
        if (await desk.TakeUp(activityId, me.Visitor, cancel) is not { } hand) return TypedResults.NotFound();
        var draw = sent with { Categories = sent.Categories ?? [], Tags = [.. (sent.Tags ?? []).Select(Question.FoldTag).Where(tag => tag.Length > 0).Distinct()] };
        var sections = hand.Quiz.SectionsInOrder.ToList();
        if (section is { } at && (at < 0 || at >= sections.Count)) return new Refusal("section-unknown", "The quiz has no such section.", nameof(section)).ToProblem(texts);
        if ((await draws.Check(hand, null, draw, cancel) ?? hand.Quiz.Add(draw, section is { } place ? sections[place] : null).Refusal) is { } refusal) return refusal.ToProblem(texts);
        await desk.Save(hand, cancel);
        return TypedResults.Created($"/api/v1/quizzes/{activityId}/draft", draw);
    });

    private static Outcome<SlotDraft> Write(Quiz quiz, QuestionBank bank, SentQuestion sent, QuestionKinds kinds, Me me, DateTimeOffset at)
    {
        if (kinds.Find(sent.Kind) is not { } kind) return new Refusal("question-kind-unknown", "There is no such kind of question.", nameof(sent.Kind));
        var content = sent.Content(kind);
        if (content.Refusal is { } unfit) return unfit;

        SlotDraft slot;
        if (sent.Id is { } id)
        {
            // Of another bank it may be somebody else's to write.
            if (quiz.SlotOf(id) is not { } known || known.Question!.Kind != kind.Name) return new Refusal("question-unknown", "This quiz has no such question of this kind.", nameof(sent.Id));
            if (known.Question.BankId != bank.Id) return known.Question.Content with { Points = content.Value.Points } == content.Value && content.Value.Points == known.Points ? known : new Refusal("question-shared", "This question belongs to a shared question bank. Change it there.", nameof(sent.Id));
            slot = known;
            // What a question is worth in this quiz is its place's; the bank's stays.
            if (slot.OwnPoints is not null)
            {
                if (quiz.Change(slot, content.Value.Points, slot.PinnedVersion) is { } unfitPoints) return unfitPoints;
                content = content.Value with { Points = known.Question.Points };
            }
        }
        else
        {
            var added = quiz.Add(bank.Add(kind.Name, content.Value.Data, at));
            if (added.Refusal is not null) return added;
            slot = added.Value;
        }

        return slot.Question!.Write(content.Value, me.Id, at) is { } refusal ? refusal : slot;
    }
}
