using System.Globalization;

namespace Lectern.People.Branding;

/// <summary>An administrator gives the institution its name and its look. A preview shows it before it is published.</summary>
public static class EditInstitution
{
    public sealed record Model(string Name, string Colour, string Accent, decimal Radius, string? Logo, int Revision, IReadOnlyDictionary<string, string>? Errors = null);

    private const string Title = "Institution", OurColour = "#2b4fd7", OurAccent = "#f6b73c";
    private static readonly PageOptions Options = new(Wide: true);
    private static readonly Refusal ChangedMeanwhile = new("changed-meanwhile", "Somebody else has changed this since you opened it. Copy what you wrote, reload the page and add it again.");

    internal static async Task<IResult> Show(Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        if (await Find(visitor, db, cancel) is not { } found) return TypedResults.NotFound();
        var (root, institution) = found;
        return Page.Of<InstitutionPage>(Title, new Model(root.Name, institution.Colour ?? OurColour, institution.Accent ?? OurAccent, institution.Radius ?? 1, Address(institution), institution.Revision), Options);
    }

    internal static async Task<IResult> Handle(PostedForm form, Visitor visitor, LecternDb db, InstitutionBrand brand, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await Find(visitor, db, cancel) is not { } found) return TypedResults.NotFound();
        var (root, institution) = found;
        var radius = decimal.TryParse(form["radius"], NumberStyles.Number, CultureInfo.InvariantCulture, out var round) ? round : 1;
        var (name, colour, accent, now) = (form["name"], form["colour"], form["accent"], clock.GetUtcNow());
        var logo = Address(institution);

        var revision = form.Value<int>("revision") ?? institution.Revision;
        var refusal = revision != institution.Revision ? ChangedMeanwhile : string.IsNullOrWhiteSpace(name) || name.Length > 200 ? new Refusal("name-missing", "Enter a name.", "name") : institution.Wear(colour, accent, radius, now);
        if (refusal is null && form.File("logo") is { } file)
        {
            var check = await CheckLogo.Of(file, cancel);
            refusal = check.Refusal;
            if (refusal is null) institution.ShowLogo(check.Value.Picture, check.Value.Type, now);
        }
        else if (refusal is null && form.Ticked("removeLogo")) institution.ShowLogo(null, null, now);

        if (refusal is not null)
            return Page.Refused<InstitutionPage>(Title, new Model(name, Readable(colour, OurColour), Readable(accent, OurAccent), Math.Clamp(radius, 0, 1.5m), logo, revision, texts.Of(refusal)), Options);
        root.Rename(name);
        await db.SaveChangesAsync(cancel);
        brand.Forget();   // here at once; the other nodes hear it from the outbox
        return Page.SeeOther("/institution", texts["Brand published"]);
    }

    /// <summary>What was entered when it is a colour; the form shows contrasts and can't do so for anything else.</summary>
    private static string Readable(string? colour, string ours) => colour is ['#', _, _, _, _, _, _] && colour[1..].All(char.IsAsciiHexDigit) ? colour : ours;

    private static string? Address(Institution institution) => institution.LogoHash is { } hash ? ShowLogo.AddressOf(hash) : null;

    /// <summary>The institution, for whoever may change it at its root.</summary>
    private static async Task<(Scope Root, Institution Institution)?> Find(Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        if (await db.Root(cancel) is not { } root || !visitor.HoldsAt(PeopleCapabilities.ManageInstitution, root.Path)) return null;
        if (await db.Institutions.SingleOrDefaultAsync(i => i.ScopeId == root.Id, cancel) is { } institution) return (root, institution);
        institution = new Institution(root);
        db.Add(institution);
        return (root, institution);
    }
}
