using Lectern.People.SigningIn;

namespace Lectern.People.Registering;

/// <summary>Someone opens the link that was sent to their address. A button confirms, because mail scanners open links too.</summary>
public static class ConfirmEmail
{
    public sealed record Model(string Person, string Token, bool HasEnded = false);

    private static readonly PageOptions Options = new(Frame.Own);

    internal static IResult Show([FromQuery] string? person, [FromQuery] string? token) =>
        Page.Of<ConfirmEmailPage>("Confirm your e-mail address", new Model(person ?? "", token ?? ""), Options);

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Accounts accounts, SignInLinks links, Limits limits, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!limits.AllowsTry(http.AddressOfVisitor)) return TooManyTries.Answer();
        if (form.Value<Id<Person>>("person") is not { } id || await accounts.Open(id, cancel) is not { } person || !await links.Confirms(person, form.Raw("token")))
            return Page.Refused<ConfirmEmailPage>("Confirm your e-mail address", new Model("", "", HasEnded: true), Options);
        person.Confirm();
        await db.SaveChangesAsync(cancel);
        await Session.Begin(http, person, remember: false, clock);
        return Page.SeeOther("/", texts["Welcome. Your account is ready."]);
    }
}
