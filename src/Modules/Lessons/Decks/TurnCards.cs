using System.Globalization;
using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.Progress;
using Lectern.Web.Api;

namespace Lectern.Lessons.Decks;

/// <summary>
/// A learner turns the cards of a deck: each is an address (<c>?card=n</c>, counted from 1), so it works without scripts, and
/// Back is the card before. Seeing the last one that was missing makes the deck done. An editor sees the draft.
/// </summary>
internal static class TurnCards
{
    internal static async Task<IResult> Show(Id<Activity> id, string? card, string? preview, string? answer, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await Look(id, Number(card), preview is not null, visitor, classroom, db, clock, cancel) is not { } about) return await classroom.NoSeat(id, visitor, cancel);
        var check = about.Card?.Check;
        return ClassroomPage.Of<TurnCardsPage>(about.Seat, about with { Answer = check is not null && Number(answer) is { } chosen && chosen >= 0 && chosen < check.Answers.Count ? chosen : null });
    }

    internal static async Task<Results<Ok<DeckDetails>, NotFound>> Read(Id<Activity> id, bool? draft, Visitor visitor, Classroom classroom, LecternDb db, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, draft == true, cancel, reads: true) is not { } seat || await DeckKind.Setup(seat, db, cancel) is not { } setup) return TypedResults.NotFound();
        var reading = await LessonReading.Of(seat, db, cancel);
        return TypedResults.Ok(new DeckDetails(id, seat.CourseId, seat.Activity.Title, setup.Cards, reading?.SeenText ?? "", seat.IsDone));
    }

    /// <summary>A program says that its learner has seen a card, by its number.</summary>
    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> See(Id<Activity> id, int number, Id<CourseEnrolment>? of, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await classroom.EnterAs(id, of, visitor, cancel) is not { } entered) return TypedResults.NotFound();
        if (entered.Refusal is { } over) return over.ToProblem(texts);
        var seat = entered.Value;
        if (await DeckKind.Setup(seat, db, cancel) is not { } setup || setup.Find(number) is not { } card) return TypedResults.NotFound();
        await See(seat, setup, card, classroom, db, clock, cancel);
        return TypedResults.NoContent();
    }

    // The card that was asked for; else where the learner was; else the first.
    private static async Task<TurnCardsPage.About?> Look(Id<Activity> id, int? place, bool preview, Visitor visitor, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await classroom.Enter(id, visitor, preview, cancel, reads: true) is not { } seat || await DeckKind.Setup(seat, db, cancel) is not { } setup) return null;
        if (setup.Cards.Count == 0) return new TurnCardsPage.About(seat, setup, 0, SeenNumbers.None);
        var before = await LessonReading.Of(seat, db, cancel);
        var last = setup.Cards.ToList().FindIndex(c => c.Number == before?.Position);
        // A finished deck begins anew.
        var index = Math.Clamp(place - 1 ?? (last < 0 || seat.IsDone ? 0 : last), 0, setup.Cards.Count - 1);
        (seat, var reading) = await See(seat, setup, setup.Cards[index], classroom, db, clock, cancel);
        return new TurnCardsPage.About(seat, setup, index, reading?.Seen ?? SeenNumbers.None);
    }

    private static async Task<(Seat Seat, LessonReading? Reading)> See(Seat seat, DeckSetup setup, Card card, Classroom classroom, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (seat.EnrolmentId is not { } enrolment) return (seat, null);
        if (!seat.Counts) return (seat, await LessonReading.Of(seat, db, cancel));
        var reading = await db.Retried(async () =>
        {
            var known = await LessonReading.Of(seat, db, cancel);
            if (known is null) db.Add(known = await LessonReading.Begin(seat, enrolment, clock.GetUtcNow(), db, cancel));
            // Turning is one request a card: faster than anybody reads, they look for something; that counts as seen too.
            known.See(SeenNumbers.Of(card.Number), card.Number, clock.GetUtcNow());
            await classroom.Report(seat, [LearningFact.Covered(SeenNumbers.PercentOf(setup.Cards.Count(c => known.Seen.Contains(c.Number)), setup.Cards.Count))], cancel);
            await db.SaveChangesAsync(cancel);
            return known;
        });
        return (setup.Cards.All(c => reading.Seen.Contains(c.Number)) ? await classroom.Finish(seat, db, cancel) : seat, reading);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A deck as learners meet it, or its draft; with what the asking person has seen of it.</summary>
/// <param name="Seen">Numbers of cards, as "1-3;7".</param>
public sealed record DeckDetails(Id<Activity> Id, Id<Course> CourseId, string Title, IReadOnlyList<Card> Cards, string Seen, bool IsDone);
