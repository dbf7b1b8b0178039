using Lectern.People.SigningIn;
using Lectern.Web.Access;

namespace Lectern.People.Resetting;

/// <summary>Someone came by a link from a mail and chooses a password: the first one, or a new one. Every other session ends, and every access token.</summary>
public static class SetPassword
{
    public sealed record Model(string Person, string Token, bool HasEnded = false, IReadOnlyDictionary<string, string>? Errors = null);

    private const string Title = "Choose your password";
    private static readonly PageOptions Options = new(Frame.Own);

    internal static IResult Show([FromQuery] string? person, [FromQuery] string? token) => Page.Of<SetPasswordPage>(Title, new Model(person ?? "", token ?? ""), Options);

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Accounts accounts, SignInLinks links, Limits limits, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!limits.AllowsTry(http.NetworkOfVisitor)) return TooManyTries.Answer();
        var token = form.Raw("token");
        if (form.Value<Id<Person>>("person") is not { } id || await accounts.Open(id, cancel) is not { } person || !await links.SetsPassword(person, token))
            return Page.Refused<SetPasswordPage>(Title, new Model("", "", HasEnded: true), Options);
        if (await accounts.SetPassword(person, form.Raw("password"), cancel) is { } refusal)
            return Page.Refused<SetPasswordPage>(Title, new Model(id.ToString(), token, Errors: texts.Of(refusal)), Options);
        person.Confirm();
        await db.SaveChangesAsync(cancel);
        await Session.Begin(http, person, remember: false, clock);
        return Page.SeeOther("/", texts["Your password is set."]);
    }
}
