using Lectern.People.Auditing;
using Lectern.People.Directory;
using Lectern.Web.Api;

namespace Lectern.People.Accommodations;

/// <summary>Says, or takes back, what a person needs in tests. Those who may are asked for at the data: the person has a role where they hold accommodations.set, or below.</summary>
internal static class SetAccommodation
{
    internal static async Task<IResult> Handle(Id<Person> id, PostedForm form, Me me, LecternDb db, AuditLines log, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        await Set(id, form.Value<int>("extraTimePercent"), form["note"], me, db, clock, cancel) is not { } set ? TypedResults.NotFound()
        : set.Refusal is { } refusal ? await ShowPerson.Refused(id, refusal, me.Visitor, db, log, texts, cancel)
        : Page.SeeOther($"/people/{id}", texts["Saved. It applies everywhere by itself, also to what is going on now."]);

    internal static async Task<IResult> HandleEnd(Id<Person> id, Me me, LecternDb db, Texts texts, CancellationToken cancel) =>
        await End(id, me, db, cancel) ? Page.SeeOther($"/people/{id}", texts["Taken back"]) : TypedResults.NotFound();

    internal static async Task<Results<Ok<AccommodationAnswer>, NotFound>> Read(Id<Person> id, Me me, LecternDb db, CancellationToken cancel) =>
        await Find(id, me, db, cancel) is (true, { } kept) ? TypedResults.Ok(AccommodationAnswer.Of(kept)) : TypedResults.NotFound();

    internal static async Task<Results<Ok<AccommodationAnswer>, NotFound, ProblemHttpResult>> FromProgram(Id<Person> id, SentAccommodation sent, Me me, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        await Set(id, sent.ExtraTimePercent, sent.Note, me, db, clock, cancel) switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => refusal.ToProblem(texts),
            { Value: var kept } => TypedResults.Ok(AccommodationAnswer.Of(kept)),
        };

    internal static async Task<Results<NoContent, NotFound>> EndFromProgram(Id<Person> id, Me me, LecternDb db, CancellationToken cancel) =>
        await End(id, me, db, cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>What is kept of a person, for a visitor who may see it; null for nothing, and for those who may not.</summary>
    internal static async Task<(bool MaySee, Accommodation? Kept)> Find(Id<Person> id, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        if (!await db.PeopleFor(visitor, PeopleCapabilities.SetAccommodations).AnyAsync(p => p.Id == id, cancel)) return (false, null);
        var accommodations = db.Accommodations;
        return (true, await accommodations.SingleOrDefaultAsync(a => a.PersonId == id, cancel));
    }

    private static Task<(bool MaySee, Accommodation? Kept)> Find(Id<Person> id, Me me, LecternDb db, CancellationToken cancel) => Find(id, me.Visitor, db, cancel);

    private static async Task<Outcome<Accommodation>?> Set(Id<Person> id, int? percent, string? note, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel) => await db.Retried<Outcome<Accommodation>?>(async () =>
    {
        if (await Find(id, me, db, cancel) is not (true, var kept)) return null;
        var accommodation = kept ?? new Accommodation(id);
        if (accommodation.Set(percent, note, me.Id, clock.GetUtcNow()) is { } refusal) return refusal;
        if (kept is null) db.Add(accommodation);
        await db.SaveChangesAsync(cancel);
        return accommodation;
    });

    private static async Task<bool> End(Id<Person> id, Me me, LecternDb db, CancellationToken cancel) => await db.Retried(async () =>
    {
        if (await Find(id, me, db, cancel) is not (true, { } kept)) return false;
        kept.End();
        db.Remove(kept);
        await db.SaveChangesAsync(cancel);
        return true;
    });
}

/// <param name="ExtraTimePercent">1 to 300: more time for whatever has a time limit.</param>
/// <param name="Note">One line, at most 500 characters; for those who may set it.</param>
internal sealed record SentAccommodation(int? ExtraTimePercent, string? Note);

internal sealed record AccommodationAnswer(int ExtraTimePercent, string Note, DateTimeOffset SetAt)
{
    public static AccommodationAnswer Of(Accommodation kept) => new(kept.ExtraTimePercent, kept.Note, kept.SetAt);
}
