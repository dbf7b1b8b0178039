namespace Lectern.People.SigningIn;

/// <summary>Someone leaves: the cookie goes.</summary>
internal static class SignOut
{
    internal static async Task<IResult> Handle(HttpContext http, Texts texts)
    {
        await Session.End(http);
        return Page.SeeOther("/sign-in", texts["You are signed out."]);
    }
}
