using Lectern.People.Accommodations;
using Lectern.People.Directory;
using Lectern.People.Units;
using Lectern.Web.Access;
using Lectern.Web.Api;

namespace Lectern.People.Api;

/// <summary>People, units, roles and tokens for programs, by the rules of the pages.</summary>
internal static class PeopleApi
{
    public sealed record RoleAnswer(Guid Id, Guid PersonId, Guid ScopeId, Role Role);
    public sealed record MeAnswer(Guid Id, string Name, string Language, string TimeZone, IReadOnlyList<Grant> Grants);
    public sealed record PersonAnswer(Guid Id, string Name, string Email, string State, DateTimeOffset JoinedAt);
    public sealed record PersonRequest(string? Name, string? Email, Guid? UnitId, Role? Role, string? Password);
    public sealed record PersonChange(string? Name);
    public sealed record UnitAnswer(Guid Id, string Name, Guid? ParentId, int People);
    public sealed record UnitRequest(string? Name, Guid? ParentId);
    public sealed record RoleRequest(Guid PersonId, Guid ScopeId, Role Role);
    public sealed record TokenAnswer(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
    public sealed record TokenRequest(string? Name, int Days);
    public sealed record TokenMade(Guid Id, string Name, DateTimeOffset ExpiresAt, string Secret);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("People");
        const string own = "Answers only about the token's own person.";
        api.MapGet("/me", GetMe).ForSignedIn(own);
        api.MapGet("/people", List).Requires(PeopleCapabilities.ViewPeople);
        api.MapGet("/people/{id}", Get).Requires(PeopleCapabilities.ViewPeople);
        api.MapPost("/people", Create).Requires(PeopleCapabilities.ManagePeople);
        api.MapPatch("/people/{id}", Change).Requires(PeopleCapabilities.ManagePeople);
        api.MapPost("/people/{id}/close", Close).Requires(PeopleCapabilities.ManagePeople);
        api.MapGet("/people/{id}/accommodation", SetAccommodation.Read).Requires(PeopleCapabilities.SetAccommodations);
        api.MapPut("/people/{id}/accommodation", SetAccommodation.FromProgram).Requires(PeopleCapabilities.SetAccommodations);
        api.MapDelete("/people/{id}/accommodation", SetAccommodation.EndFromProgram).Requires(PeopleCapabilities.SetAccommodations);
        api.MapGet("/units", ListUnits).Requires(PeopleCapabilities.ViewPeople);
        api.MapPost("/units", CreateUnit).Requires(PeopleCapabilities.ManageInstitution);
        api.MapPost("/role-assignments", GiveRole).Requires(PeopleCapabilities.GiveRoles);
        api.MapDelete("/role-assignments/{id}", TakeRole).Requires(PeopleCapabilities.GiveRoles);
        api.MapGet("/tokens", ListTokens).ForSignedIn(own);
        api.MapPost("/tokens", CreateToken).ForSignedIn(own).WithMetadata(new AnswerIsNotKept("It holds the token's secret."));
        api.MapDelete("/tokens/{id}", RevokeToken).ForSignedIn(own);
    }

    private static MeAnswer GetMe(Me me) =>
        new(me.Id.Value, me.Visitor.Name, me.Visitor.Culture.TwoLetterISOLanguageName, me.Visitor.Zone.Id, me.Visitor.Grants);

    private static async Task<Results<Ok<Paged<PersonAnswer>>, NotFound>> List(Visitor visitor, LecternDb db, CancellationToken cancel,
        string? q = null, Guid? unit = null, Role? role = null, ListPeople.State? state = null, string? after = null, int? size = null)
    {
        var path = unit is { } id ? await db.Scopes.Where(s => s.Id == new Id<Scope>(id)).Select(s => s.Path).SingleOrDefaultAsync(cancel) : null;
        if (unit is not null && (path is null || !visitor.HoldsAt(PeopleCapabilities.ViewPeople, path))) return TypedResults.NotFound();
        var people = ListPeople.Matching(db, visitor, new(q, null, role, state), path);
        var page = await ListPeople.Read(db, people, after, Cursor.Size(size), cancel);
        return TypedResults.Ok(new Paged<PersonAnswer>([.. page.Items.Select(Answer)], page.Next));
    }

    private static async Task<Results<Ok<PersonAnswer>, NotFound>> Get(Id<Person> id, Visitor visitor, LecternDb db, CancellationToken cancel) =>
        (await ListPeople.Read(db, db.VisiblePeople(visitor).AsNoTracking().Where(p => p.Id == id), null, 1, cancel)).Items is [var line] ? TypedResults.Ok(Answer(line)) : TypedResults.NotFound();

    private static async Task<Results<Created<PersonAnswer>, ProblemHttpResult>> Create(PersonRequest body, Visitor visitor, Accounts accounts, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var wanted = new AddPerson.Wanted(body.Name ?? "", body.Email ?? "", body.UnitId is { } unit ? new Id<Scope>(unit) : null, body.Role ?? Role.Learner, body.Password);
        var added = await AddPerson.Add(wanted, visitor, accounts, db, clock, cancel);
        if (added.Refusal is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        var person = added.Value;
        return TypedResults.Created($"/api/v1/people/{person.Id}", new PersonAnswer(person.Id.Value, person.Name, person.Email!, (person.EmailConfirmed ? ListPeople.State.Active : ListPeople.State.Invited).ToString(), person.JoinedAt));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Change(Id<Person> id, PersonChange body, Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel)
    {
        if (await ChangeAccount.Find(id, visitor, db, cancel) is not { } person) return TypedResults.NotFound();
        if (body.Name is not null && person.Rename(body.Name) is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Close(Id<Person> id, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await ChangeAccount.Find(id, visitor, db, cancel) is not { } person) return TypedResults.NotFound();
        if (await ChangeAccount.Close(person, db, clock, cancel) is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.NoContent();
    }

    /// <summary>All that one may see, at once: an institution has some hundred units at most. The cursor is there for when it has more.</summary>
    private static async Task<Paged<UnitAnswer>> ListUnits(Visitor visitor, LecternDb db, CancellationToken cancel, string? after = null, int? size = null)
    {
        var units = await UnitTree.Of(db, visitor.PathsOf(PeopleCapabilities.ViewPeople), cancel);
        var start = Id<Scope>.TryParse(Cursor.Decode(after), null, out var last) ? units.TakeWhile(u => u.Id != last).Count() + 1 : 0;
        var count = Cursor.Size(size);
        return Paged<UnitAnswer>.Of([.. units.Skip(start).Take(count + 1).Select(u => new UnitAnswer(u.Id.Value, u.Name, ParentOf(u.Path), u.People))], count, u => u.Id.ToString());
    }

    private static async Task<Results<Created<UnitAnswer>, ProblemHttpResult>> CreateUnit(UnitRequest body, Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var added = await ManageUnits.Add(new Id<Scope>(body.ParentId ?? Guid.Empty), body.Name ?? "", visitor, db, cancel);
        if (added.Refusal is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Created((string?)null, new UnitAnswer(added.Value.Id.Value, added.Value.Name, body.ParentId, 0));
    }

    private static async Task<Results<Created<RoleAnswer>, NotFound, ProblemHttpResult>> GiveRole(RoleRequest body, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var (person, scope) = (new Id<Person>(body.PersonId), new Id<Scope>(body.ScopeId));
        if (await ChangeRoles.Give(person, scope, body.Role, visitor, db, clock, cancel) is not { } given) return TypedResults.NotFound();
        if (given.Refusal is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        var id = await db.RoleAssignments.Where(a => a.PersonId == person && a.ScopeId == scope && a.Role == body.Role).Select(a => a.Id).SingleAsync(cancel);
        return TypedResults.Created((string?)null, new RoleAnswer(id.Value, body.PersonId, body.ScopeId, body.Role));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> TakeRole(Id<RoleAssignment> id, Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await ChangeRoles.Find(null, id, visitor, db, cancel) is not { } found) return TypedResults.NotFound();
        if (await ChangeRoles.Take(found.Assignment, found.Scope, db, cancel) is { } refusal) return refusal.ToProblem(texts);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Paged<TokenAnswer>> ListTokens(Me me, LecternDb db, CancellationToken cancel, string? after = null, int? size = null)
    {
        var mine = db.PersonalAccessTokens.AsNoTracking().Where(t => t.PersonId == me.Id && t.RevokedAt == null);
        if (Id<PersonalAccessToken>.TryParse(Cursor.Decode(after), null, out var last) && await mine.Where(t => t.Id == last).Select(t => (DateTimeOffset?)t.CreatedAt).SingleOrDefaultAsync(cancel) is { } at)
            mine = mine.Where(t => t.CreatedAt < at);
        var count = Cursor.Size(size);
        var found = await mine.OrderByDescending(t => t.CreatedAt).Take(count + 1).Select(t => new { t.Id, t.Name, t.CreatedAt, t.ExpiresAt, t.LastUsedAt }).ToListAsync(cancel);
        return Paged<TokenAnswer>.Of([.. found.Select(t => new TokenAnswer(t.Id.Value, t.Name, t.CreatedAt, t.ExpiresAt, t.LastUsedAt))], count, t => t.Id.ToString());
    }

    private static async Task<Results<Created<TokenMade>, ProblemHttpResult>> CreateToken(TokenRequest body, Me me, HttpContext http, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var hash = http.User.FindFirst(SigningIn.VisitorLoader.TokenHash)!.Value;
        var maker = await db.PersonalAccessTokens.AsNoTracking().SingleAsync(t => t.Hash == hash, cancel);
        var created = PersonalAccessToken.Create(me.Id, body.Name ?? "", body.Days, clock.GetUtcNow(), maker);
        if (created.Refusal is { } refusal) return refusal.ToProblem(texts);
        var (token, secret) = created.Value;
        db.Add(token);
        await db.SaveChangesAsync(cancel);
        return TypedResults.Created((string?)null, new TokenMade(token.Id.Value, token.Name, token.ExpiresAt, secret));
    }

    private static async Task<Results<NoContent, NotFound>> RevokeToken(Id<PersonalAccessToken> id, Me me, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.PersonalAccessTokens.SingleOrDefaultAsync(t => t.Id == id && t.PersonId == me.Id, cancel) is not { } token) return TypedResults.NotFound();
        token.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return TypedResults.NoContent();
    }

    private static PersonAnswer Answer(ListPeople.Line line) => new(line.Id.Value, line.Name, line.Email, line.State.ToString(), line.JoinedAt);

    private static Guid? ParentOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var parent, _] ? Guid.Parse(parent) : null;
}
