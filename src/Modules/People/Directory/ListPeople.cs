using System.Text.Json.Serialization;
#pragma warning disable CA1309, CA1310   // these comparisons become SQL, where a culture or a StringComparison means nothing
using Lectern.People.Units;
using Lectern.Web.Api;

namespace Lectern.People.Directory;

/// <summary>The people whom one may see: by unit, role and state, and by name or address.</summary>
public static class ListPeople
{
    [JsonConverter(typeof(JsonStringEnumConverter<State>))]
    public enum State { Active, Invited, Closed }

    public sealed record Held(Role Role, string Scope, ScopeKind Kind);

    public sealed record Line(Id<Person> Id, string Name, string Email, State State, DateTimeOffset JoinedAt, IReadOnlyList<Held> Roles)
    {
        public IEnumerable<string> Units => Roles.Where(r => r.Kind == ScopeKind.Unit).Select(r => r.Scope).Distinct();
        /// <summary>The one that carries most.</summary>
        public Role? Highest => Roles.Count == 0 ? null : Roles.Max(r => r.Role);
    }

    public sealed record Question(string? Search, Id<Scope>? Unit, Role? Role, State? State);

    public sealed record Model(Question Asked, IReadOnlyList<Line> Lines, string? Next, int Count, IReadOnlyList<UnitLine> Units, bool MayAdd, Visitor Visitor)
    {
        public UnitLine? Unit => Units.FirstOrDefault(u => u.Id == Asked.Unit);

        /// <summary>The same list asked otherwise; personal data only as far as the reader typed it into the search.</summary>
        public string Address(Id<Scope>? unit, string? after = null)
        {
            var parts = new List<string>();
            if (!string.IsNullOrEmpty(Asked.Search)) parts.Add("q=" + Uri.EscapeDataString(Asked.Search));
            if (unit is { } one) parts.Add($"unit={one}");
            if (Asked.Role is { } role) parts.Add($"role={role}");
            if (Asked.State is { } state) parts.Add($"state={state}");
            if (after is not null) parts.Add($"after={after}");
            return parts.Count == 0 ? "/people" : "/people?" + string.Join('&', parts);
        }
    }

    internal static async Task<IResult> Handle(Visitor visitor, LecternDb db, CancellationToken cancel,
        [FromQuery] string? q = null, [FromQuery] string? unit = null, [FromQuery] string? role = null, [FromQuery] string? state = null, [FromQuery] string? after = null)
    {
        var asked = new Question(q?.Trim(), Id<Scope>.TryParse(unit, null, out var unitId) ? unitId : null, NamedValue.Of<Role>(role), NamedValue.Of<State>(state) ?? (string.IsNullOrEmpty(state) ? null : State.Active));
        var units = await UnitTree.Of(db, visitor.PathsOf(PeopleCapabilities.ViewPeople), cancel);
        if (asked.Unit is not null && units.All(u => u.Id != asked.Unit)) return TypedResults.NotFound();
        var people = Matching(db, visitor, asked, units.FirstOrDefault(u => u.Id == asked.Unit)?.Path);
        var count = await people.CountAsync(cancel);
        var page = await Read(db, people, after, Paged<Line>.UsualSize, cancel);
        return Page.Of<PeoplePage>("People", new Model(asked, page.Items, page.Next, count, units, visitor.Holds(PeopleCapabilities.ManagePeople), visitor), new PageOptions(Wide: true));
    }

    internal static IQueryable<Person> Matching(LecternDb db, Visitor visitor, Question asked, string? unitPath)
    {
        var people = db.VisiblePeople(visitor).AsNoTracking();
        people = asked.State switch
        {
            State.Closed => people.Where(p => p.ClosedAt != null),
            State.Invited => people.Where(p => p.ClosedAt == null && !p.EmailConfirmed),
            State.Active => people.Where(p => p.ClosedAt == null && p.EmailConfirmed),
            _ => people.Where(p => p.ClosedAt == null),
        };
        people = people.WithWords(SearchWords.Split(asked.Search));

        if (unitPath is not null || asked.Role is not null)
        {
            var scopes = db.Scopes.Where(ScopePaths.Within(unitPath is null ? visitor.PathsOf(PeopleCapabilities.ViewPeople) : [unitPath]));
            var assignments = db.RoleAssignments.Where(a => scopes.Any(s => s.Id == a.ScopeId));
            if (asked.Role is { } role) assignments = assignments.Where(a => a.Role == role);
            people = people.Where(p => assignments.Any(a => a.PersonId == p.Id));
        }

        return people;
    }

    /// <summary>A page of them by name. The cursor is a person's id: their name and address don't belong into an address.</summary>
    internal static async Task<Paged<Line>> Read(LecternDb db, IQueryable<Person> people, string? after, int size, CancellationToken cancel)
    {
        if (Id<Person>.TryParse(Cursor.Decode(after), null, out var last)
            && await db.People.Where(p => p.Id == last).Select(p => new { p.Name, p.NormalizedUserName }).SingleOrDefaultAsync(cancel) is { } from)
        {
            people = people.Where(p => string.Compare(p.Name, from.Name) > 0 || (p.Name == from.Name && string.Compare(p.NormalizedUserName, from.NormalizedUserName) > 0));
        }

        var held = db.RoleAssignments.Join(db.Scopes, a => a.ScopeId, s => s.Id, (a, s) => new { a.PersonId, a.Role, s.Name, s.Kind });
        var found = await people.OrderBy(p => p.Name).ThenBy(p => p.NormalizedUserName).Take(size + 1).Select(p => new
        {
            p.Id,
            p.Name,
            p.Email,
            p.EmailConfirmed,
            p.ClosedAt,
            p.JoinedAt,
            Roles = held.Where(h => h.PersonId == p.Id).ToList(),
        }).ToListAsync(cancel);
        return Paged<Line>.Of(
            [.. found.Select(p => new Line(p.Id, p.Name, p.Email!, p.ClosedAt is not null ? State.Closed : p.EmailConfirmed ? State.Active : State.Invited, p.JoinedAt, [.. p.Roles.Select(r => new Held(r.Role, r.Name, r.Kind))]))],
            size, line => line.Id.ToString());
    }
}
