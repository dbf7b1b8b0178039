namespace Lectern.Journeys;

/// <summary>The first item of the journey: people, units, roles, and the audit log that tells of it.</summary>
public sealed class An_administrator(Stage stage)
{
    [Fact]
    public async Task adds_a_unit_and_a_person_and_sees_it_in_the_audit_log()
    {
        await using var olivia = await stage.SignedIn("administrator", "Olivia Marsh");

        await olivia.Open("/units");
        await olivia.Fill("Name", "Cardiology");
        await olivia.Press("Add the unit");
        await olivia.Reads("Cardiology");

        await olivia.Open("/people/new");
        await olivia.Fill("Name", "Tomas Rivera");
        await olivia.Fill("E-mail address", "tomas@example.org");
        await olivia.Page.GetByLabel("Unit", new() { Exact = true }).SelectOptionAsync(await Option(olivia, "Unit", "Cardiology"));
        await olivia.Tick("Set a first password");
        await olivia.Fill("First password", Stage.Password);
        await olivia.Press("Add the person");
        await olivia.ReadsHeading("Tomas Rivera");

        await olivia.Choose("Role", "Instructor");
        await olivia.Page.GetByLabel("Where", new() { Exact = true }).SelectOptionAsync(await Option(olivia, "Where", "Cardiology"));
        await olivia.Press("Give role");
        await Assertions.Expect(olivia.Page.GetByRole(AriaRole.Cell, new() { Name = "Instructor", Exact = true })).ToBeVisibleAsync();

        await olivia.Open("/audit");
        await olivia.Reads("Tomas Rivera");
        await olivia.Reads("Olivia Marsh");

        await using var tomas = await stage.Anyone();
        await tomas.SignIn("tomas@example.org");
        await tomas.Open("/teach");
        await tomas.ReadsHeading("Teach");
    }

    // Units are indented in a list with spaces of their own.
    private static async Task<string> Option(Someone someone, string list, string text) =>
        (await someone.Page.GetByLabel(list, new() { Exact = true }).Locator("option", new() { HasText = text }).First.GetAttributeAsync("value"))!;
}
