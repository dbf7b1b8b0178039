namespace Lectern.People.Directory;

/// <summary>Roles as they stand on screen: English keys and the colour of their pill.</summary>
public static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.Administrator => "Administrator",
        Role.Manager => "Manager",
        Role.Instructor => "Instructor",
        _ => "Learner",
    };

    internal static Web.Design.Tone ToneOf(Role role) => role switch
    {
        Role.Administrator => Web.Design.Tone.Accent,
        Role.Manager => Web.Design.Tone.Warning,
        Role.Instructor => Web.Design.Tone.Brand,
        _ => Web.Design.Tone.Neutral,
    };

    internal static IEnumerable<Web.Design.Option> Options(Texts texts) => Enum.GetValues<Role>().Select(role => new Web.Design.Option(role.ToString(), texts[Of(role)]));
}
