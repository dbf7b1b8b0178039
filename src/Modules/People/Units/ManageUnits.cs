namespace Lectern.People.Units;

/// <summary>The tree of organisation units: see, add below, rename.</summary>
public static class ManageUnits
{
    public sealed record Model(IReadOnlyList<UnitLine> Units, Id<Scope>? Editing, string? Typed = null, IReadOnlyDictionary<string, string>? Errors = null);

    private const string Title = "Units";

    internal static async Task<IResult> Show(Visitor visitor, LecternDb db, CancellationToken cancel, [FromQuery] string? edit = null) =>
        Page.Of<UnitsPage>(Title, new Model(await Mine(visitor, db, cancel), Id<Scope>.TryParse(edit, null, out var id) ? id : null));

    internal static async Task<IResult> HandleAdd(PostedForm form, Visitor visitor, LecternDb db, Texts texts, CancellationToken cancel)
    {
        var added = await Add(form.Value<Id<Scope>>("parent") ?? default, form["name"], visitor, db, cancel);
        if (added.Refusal is { } refusal) return Page.Refused<UnitsPage>(Title, new Model(await Mine(visitor, db, cancel), null, form["name"], texts.Of(refusal)));
        await db.SaveChangesAsync(cancel);
        return Page.SeeOther("/units", texts["{0} was added", added.Value.Name]);
    }

    internal static async Task<IResult> HandleRename(Id<Scope> id, PostedForm form, Visitor visitor, LecternDb db, TimeProvider clock, Branding.InstitutionBrand brand, Texts texts, CancellationToken cancel)
    {
        if (await db.Scopes.SingleOrDefaultAsync(s => s.Id == id && s.Kind == ScopeKind.Unit, cancel) is not { } unit || !visitor.HoldsAt(PeopleCapabilities.ManageInstitution, unit.Path)) return TypedResults.NotFound();
        if (RefuseName(form["name"]) is { } refusal) return Page.Refused<UnitsPage>(Title, new Model(await Mine(visitor, db, cancel), id, form["name"], texts.Of(refusal with { Field = "rename" })));
        unit.Rename(form["name"]);
        var isInstitution = unit.ParentId is null;
        if (isInstitution && await db.Institutions.SingleOrDefaultAsync(i => i.ScopeId == id, cancel) is { } institution) institution.Renamed(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        if (isInstitution) brand.Forget();
        return Page.SeeOther("/units", texts["Name saved"]);
    }

    /// <summary>Adds a unit below another, for the page and the API. The caller saves.</summary>
    internal static async Task<Outcome<Scope>> Add(Id<Scope> parentId, string name, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        var parent = await db.Scopes.SingleOrDefaultAsync(s => s.Id == parentId && s.Kind == ScopeKind.Unit, cancel);
        if (parent is null || !visitor.HoldsAt(PeopleCapabilities.ManageInstitution, parent.Path)) return new Refusal("unit-unknown", "Choose one of your units.", "parent");
        if (RefuseName(name) is { } refusal) return refusal;
        if (ScopePaths.Depth(parent.Path) >= MostLevels) return new Refusal("unit-too-deep", "Units can be nested {0} levels deep.", "parent", MostLevels);
        var unit = parent.AddUnit(name.Trim());
        db.Add(unit);
        return unit;
    }

    /// <summary>A course still fits below the deepest unit (ScopeMap.DeepestPath).</summary>
    private const int MostLevels = 10;

    private static Refusal? RefuseName(string name) =>
        string.IsNullOrWhiteSpace(name) ? new("name-missing", "Enter a name.", "name")
        : name.Length > 200 ? new("name-too-long", "A name has at most {0} characters.", "name", 200)
        : null;

    private static Task<IReadOnlyList<UnitLine>> Mine(Visitor visitor, LecternDb db, CancellationToken cancel) =>
        UnitTree.Of(db, visitor.PathsOf(PeopleCapabilities.ManageInstitution), cancel);
}
