using Lectern.Data.Outbox;
using Lectern.Web.Api;

namespace Lectern.People.Outbox;

/// <summary>What still has to happen after changes that were made: waiting, or parked after it kept failing. The bodies are not shown.</summary>
public static class ShowOutbox
{
    public sealed record Line(Id<OutboxMessage> Id, string Handler, DateTimeOffset RaisedAt, DateTimeOffset NextTryAt, int Tries, string? Error, bool IsParked);

    public sealed record Model(IReadOnlyList<Line> Lines, int Parked, int Waiting, int Failed, string? Next, Visitor Visitor);

    internal static async Task<IResult> Handle(Visitor visitor, LecternDb db, CancellationToken cancel, [FromQuery] string? after = null)
    {
        if (!visitor.HoldsEverywhere(PeopleCapabilities.ManageInstitution)) return TypedResults.NotFound();
        var messages = db.Set<OutboxMessage>().AsNoTracking();
        var counts = await messages.GroupBy(m => m.ParkedAt != null).Select(g => new { IsParked = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var failed = await messages.CountAsync(m => m.Tries > 0, cancel);
        var shown = messages;
        if (Id<OutboxMessage>.TryParse(Cursor.Decode(after), null, out var last) && await messages.Where(m => m.Id == last).Select(m => (long?)m.Position).SingleOrDefaultAsync(cancel) is { } position)
            shown = shown.Where(m => m.Position > position);
        var lines = await shown.OrderBy(m => m.Position).Take(Paged<Line>.UsualSize + 1)
            .Select(m => new Line(m.Id, m.Handler, m.RaisedAt, m.NextTryAt, m.Tries, m.Error, m.ParkedAt != null)).ToListAsync(cancel);
        var page = Paged<Line>.Of(lines, Paged<Line>.UsualSize, line => line.Id.ToString());
        return Page.Of<OutboxPage>("Outbox", new Model(page.Items, counts.Where(c => c.IsParked).Sum(c => c.Count), counts.Where(c => !c.IsParked).Sum(c => c.Count), failed, page.Next, visitor),
            new PageOptions(Crumbs: [new("Audit log", "/audit"), new("Outbox")], Wide: true));
    }

    internal static async Task<IResult> HandleTryAgain(Id<OutboxMessage> id, Visitor visitor, LecternDb db, OutboxSignal signal, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!visitor.HoldsEverywhere(PeopleCapabilities.ManageInstitution)) return TypedResults.NotFound();
        if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } message) return Page.SeeOther("/outbox", texts["It is done already"]);
        message.TryAgain(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        signal.Set();
        return Page.SeeOther("/outbox", texts["Trying again"]);
    }

    /// <summary>The cause was mended: everything that failed is tried at once.</summary>
    internal static async Task<IResult> HandleTryAllAgain(Visitor visitor, LecternDb db, OutboxSignal signal, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!visitor.HoldsEverywhere(PeopleCapabilities.ManageInstitution)) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        await db.Set<OutboxMessage>().Where(m => m.Tries > 0)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, now).SetProperty(x => x.Tries, 0).SetProperty(x => x.ParkedAt, (DateTimeOffset?)null), cancel);
        signal.Set();
        return Page.SeeOther("/outbox", texts["Trying again"]);
    }
}
