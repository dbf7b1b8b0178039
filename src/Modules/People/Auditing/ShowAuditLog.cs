using Lectern.Data.Audit;
using Lectern.Web.Api;

namespace Lectern.People.Auditing;

/// <summary>Who did what, when and from where, newest first. For the whole institution, so only at its root.</summary>
public static class ShowAuditLog
{
    public sealed record Model(IReadOnlyList<AuditLine> Lines, string? Next, string? Action, DateOnly? From, DateOnly? Until, string Address, Visitor Visitor)
    {
        /// <summary>What else can be asked for: whatever happened to one kind of thing, by its name.</summary>
        public required IReadOnlyDictionary<string, string> Things { get; init; }
    }

    internal static async Task<IResult> Handle(Visitor visitor, LecternDb db, AuditLines log, IEnumerable<AuditedThing> things, CancellationToken cancel,
        [FromQuery] string? action = null, [FromQuery] string? from = null, [FromQuery] string? until = null, [FromQuery] string? after = null)
    {
        if (!visitor.HoldsEverywhere(PeopleCapabilities.ManageInstitution)) return TypedResults.NotFound();
        DateOnly? first = DateOnly.TryParseExact(from, "yyyy-MM-dd", out var one) ? one : null, last = DateOnly.TryParseExact(until, "yyyy-MM-dd", out var other) ? other : null;
        var entries = db.Set<AuditEntry>().AsQueryable();
        if (!string.IsNullOrEmpty(action)) entries = entries.Where(e => e.Action == action || e.Action.StartsWith(action + "."));
        if (first is { } start) entries = Since(entries, Midnight(start, visitor.Zone));
        if (last is { } end) entries = Before(entries, Midnight(end.AddDays(1), visitor.Zone));
        if (Id<AuditEntry>.TryParse(Cursor.Decode(after), null, out var seen) && await db.Set<AuditEntry>().Where(e => e.Id == seen).Select(e => (DateTimeOffset?)e.At).SingleOrDefaultAsync(cancel) is { } at)
        {
            // Lines of one save have one time: those of the last one shown are told apart by reading them all and leaving out what was seen.
            entries = entries.Where(e => e.At <= at);
            var same = await db.Set<AuditEntry>().Where(e => e.At == at).OrderByDescending(e => e.Id).Select(e => e.Id).ToListAsync(cancel);
            var shown = same.Take(same.IndexOf(seen) + 1).ToList();
            entries = entries.Where(e => !shown.Contains(e.Id));
        }

        var lines = await log.Named(entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(Paged<AuditLine>.UsualSize + 1), cancel);
        var page = Paged<AuditLine>.Of(lines, Paged<AuditLine>.UsualSize, line => line.Id.ToString());
        var query = string.Join('&', new[] { ("action", action), ("from", from), ("until", until) }.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
        return Page.Of<AuditLogPage>("Audit log", new Model(page.Items, page.Next, action, first, last, "/audit?" + query, visitor) { Things = things.ToDictionary(thing => thing.Name, thing => thing.Words) }, new PageOptions(Wide: true));
    }

    private static IQueryable<AuditEntry> Since(IQueryable<AuditEntry> entries, DateTimeOffset at) => entries.Where(e => e.At >= at);
    private static IQueryable<AuditEntry> Before(IQueryable<AuditEntry> entries, DateTimeOffset at) => entries.Where(e => e.At < at);

    /// <summary>When a day begins on the reader's clock.</summary>
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
