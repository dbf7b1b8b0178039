using Lectern.People.Accommodations;
using Lectern.People.Auditing;

namespace Lectern.People.Directory;

/// <summary>One person: who, which roles where, the state of the account, and what was done with it.</summary>
public static class ShowPerson
{
    public sealed record RoleLine(Id<RoleAssignment> Id, Role Role, string Scope, ScopeKind Kind, DateTimeOffset GivenAt, bool MayTake);

    public sealed record Place(Id<Scope> Id, string Name, ScopeKind Kind, int Depth);

    public sealed record Model(Id<Person> Id, string Name, string Email, string Language, string TimeZone, DateTimeOffset JoinedAt, DateTimeOffset? ClosedAt, ListPeople.State State,
        bool MayManage, IReadOnlyList<RoleLine> Roles, IReadOnlyList<Place> Places, IReadOnlyList<AuditLine> History, Visitor Visitor, IReadOnlyDictionary<string, string>? Errors = null)
    {
        public bool MaySeeAccommodation { get; init; }
        public Accommodation? Accommodation { get; init; }
    }

    internal static async Task<IResult> Handle(Id<Person> id, Visitor visitor, LecternDb db, AuditLines log, CancellationToken cancel) =>
        await Load(id, visitor, db, log, null, cancel) is { } model ? Page.Of<PersonPage>(model.Name, model, OptionsOf(model)) : TypedResults.NotFound();

    /// <summary>The page again, with what was refused.</summary>
    internal static async Task<IResult> Refused(Id<Person> id, Refusal refusal, Visitor visitor, LecternDb db, AuditLines log, Texts texts, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        return await Load(id, visitor, db, log, texts.Of(refusal), cancel) is { } model ? Page.Refused<PersonPage>(model.Name, model, OptionsOf(model)) : TypedResults.NotFound();
    }

    private static PageOptions OptionsOf(Model model) => new(Crumbs: [new("People", "/people"), new(model.Name)]);

    private static async Task<Model?> Load(Id<Person> id, Visitor visitor, LecternDb db, AuditLines log, IReadOnlyDictionary<string, string>? errors, CancellationToken cancel)
    {
        var person = await db.VisiblePeople(visitor).AsNoTracking().Where(p => p.Id == id)
            .Select(p => new { p.Name, p.Email, p.Language, p.TimeZone, p.JoinedAt, p.ClosedAt, p.EmailConfirmed }).SingleOrDefaultAsync(cancel);
        if (person is null) return null;
        var roles = await db.RoleAssignments.AsNoTracking().Where(a => a.PersonId == id)
            .Join(db.Scopes, a => a.ScopeId, s => s.Id, (a, s) => new { a.Id, a.Role, s.Name, s.Kind, s.Path, a.GivenAt }).OrderBy(r => r.Path).ToListAsync(cancel);
        var mayManage = visitor.MayManage([.. roles.Select(r => r.Path)]);
        var giving = visitor.PathsOf(PeopleCapabilities.GiveRoles);
        var places = giving.Count == 0 ? [] : await db.Scopes.AsNoTracking().Where(ScopePaths.Within(giving)).OrderBy(s => s.Kind).ThenBy(s => s.Path)
            .Select(s => new { s.Id, s.Name, s.Kind, s.Path }).Take(1000).ToListAsync(cancel);
        var history = mayManage ? await log.About(id.Value, cancel) : [];
        var (maySee, accommodation) = visitor.Holds(PeopleCapabilities.SetAccommodations) ? await SetAccommodation.Find(id, visitor, db, cancel) : (false, null);
        return new Model(id, person.Name, person.Email!, person.Language, person.TimeZone, person.JoinedAt, person.ClosedAt,
            person.ClosedAt is not null ? ListPeople.State.Closed : person.EmailConfirmed ? ListPeople.State.Active : ListPeople.State.Invited,
            mayManage,
            [.. roles.Select(r => new RoleLine(r.Id, r.Role, r.Name, r.Kind, r.GivenAt, visitor.HoldsAt(PeopleCapabilities.GiveRoles, r.Path)))],
            [.. places.Select(p => new Place(p.Id, p.Name, p.Kind, ScopePaths.Depth(p.Path)))],
            history, visitor, errors)
        {
            MaySeeAccommodation = maySee,
            Accommodation = accommodation,
        };
    }
}
