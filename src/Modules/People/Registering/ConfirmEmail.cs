using Lectern.People.SigningIn;
using Lectern.Web.Access;

namespace Lectern.People.Registering;

/// <summary>
/// Someone opens the link that was sent to their address. A button confirms, because mail scanners open links too. Who it is
/// and how they sign in is decided by whoever shows that the address is theirs: see <see cref="RegisteredHere"/>.
/// </summary>
public static class ConfirmEmail
{
    /// <param name="Chooses">The account was not registered in this browser: name and password are asked for.</param>
    public sealed record Model(string Person, string Token, string Name, string Email, bool Chooses, IReadOnlyDictionary<string, string>? Errors = null)
    {
        internal static readonly Model Ended = new("", "", "", "", Chooses: false);

        public bool HasEnded => Person.Length == 0;
    }

    private const string Title = "Confirm your e-mail address";
    private static readonly PageOptions Options = new(Frame.Own);

    internal static async Task<IResult> Show(HttpContext http, Accounts accounts, SignInLinks links, RegisteredHere here, CancellationToken cancel, [FromQuery] string? person = null, [FromQuery] string? token = null) =>
        Id<Person>.TryParse(person, null, out var id) && await Find(id, token ?? "", accounts, links, cancel) is { } found
            ? Page.Of<ConfirmEmailPage>(Title, new Model(found.Id.ToString(), token!, found.Name, found.Email!, !here.Is(http, found)), Options)
            : Page.Refused<ConfirmEmailPage>(Title, Model.Ended, Options);

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Accounts accounts, SignInLinks links, RegisteredHere here, Limits limits, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!limits.AllowsTry(http.NetworkOfVisitor)) return TooManyTries.Answer();
        if (form.Value<Id<Person>>("person") is not { } id || await Find(id, form.Raw("token"), accounts, links, cancel) is not { } person)
            return Page.Refused<ConfirmEmailPage>(Title, Model.Ended, Options);
        if (!here.Is(http, person) && (person.Rename(form["name"]) ?? await accounts.SetPassword(person, form.Raw("password"), cancel)) is { } refusal)
            return Page.Refused<ConfirmEmailPage>(Title, new Model(id.ToString(), form.Raw("token"), form["name"], person.Email!, Chooses: true, texts.Of(refusal)), Options);
        person.Confirm();
        await db.SaveChangesAsync(cancel);
        RegisteredHere.Forget(http);
        await Session.Begin(http, person, remember: false, clock);
        return Page.SeeOther("/", texts["Welcome. Your account is ready."]);
    }

    private static async Task<Person?> Find(Id<Person> id, string token, Accounts accounts, SignInLinks links, CancellationToken cancel) =>
        await accounts.Open(id, cancel) is { } person && await links.Confirms(person, token) ? person : null;
}
