using Lectern.People.Units;

namespace Lectern.People.Directory;

/// <summary>An administrator makes an account for somebody, with a role in a unit: by a first password, or by an invitation.</summary>
public static class AddPerson
{
    public sealed record Model(IReadOnlyList<UnitLine> Units, string Name = "", string Email = "", string? Unit = null, Role Role = Role.Learner, bool Invite = true, IReadOnlyDictionary<string, string>? Errors = null);

    private const string Title = "Add a person";
    private static readonly PageOptions Options = new(Crumbs: [new("People", "/people"), new(Title)]);

    internal static async Task<IResult> Show(Visitor visitor, LecternDb db, CancellationToken cancel) =>
        Page.Of<AddPersonPage>(Title, new Model(await UnitTree.Of(db, visitor.PathsOf(PeopleCapabilities.ManagePeople), cancel)), Options);

    internal static async Task<IResult> Handle(PostedForm form, Visitor visitor, Accounts accounts, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var wanted = new Wanted(form["name"], form["email"], form.Value<Id<Scope>>("unit"), form.Named<Role>("role") ?? Role.Learner, form["how"] == "password" ? form.Raw("password") : null);
        var outcome = await Add(wanted, visitor, accounts, db, clock, cancel);
        if (outcome.Refusal is { } refusal)
        {
            var units = await UnitTree.Of(db, visitor.PathsOf(PeopleCapabilities.ManagePeople), cancel);
            return Page.Refused<AddPersonPage>(Title, new Model(units, wanted.Name, wanted.Email, form["unit"], wanted.Role, wanted.Password is null, texts.Of(refusal)), Options);
        }

        await db.SaveChangesAsync(cancel);
        return Page.SeeOther($"/people/{outcome.Value.Id}", wanted.Password is null ? texts["{0} was added and invited by mail", outcome.Value.Name] : texts["{0} was added", outcome.Value.Name]);
    }

    internal sealed record Wanted(string Name, string Email, Id<Scope>? Unit, Role Role, string? Password);

    /// <summary>Adds the person with the role, for the form and the API. The caller saves.</summary>
    internal static async Task<Outcome<Person>> Add(Wanted wanted, Visitor visitor, Accounts accounts, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var unit = wanted.Unit is { } id ? await db.Scopes.SingleOrDefaultAsync(s => s.Id == id && s.Kind == ScopeKind.Unit, cancel) : null;
        if (unit is null || !visitor.HoldsAt(PeopleCapabilities.ManagePeople, unit.Path)) return new Refusal("unit-unknown", "Choose one of your units.", "unit");
        if (!visitor.HoldsAt(PeopleCapabilities.GiveRoles, unit.Path)) return new Refusal("role-not-yours-to-give", "You may not give roles in this unit.", "unit");
        var added = await accounts.Add(new NewPerson(wanted.Name, wanted.Email, wanted.Password, IsConfirmed: wanted.Password is not null, visitor.Culture.TwoLetterISOLanguageName, visitor.Zone.Id));
        if (added.Refusal is not null) return added;
        if (wanted.Password is null) added.Value.Invite();
        await db.GiveRole(added.Value.Id, unit.Id, wanted.Role, clock.GetUtcNow(), cancel);
        return added;
    }
}
