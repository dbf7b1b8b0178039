using Lectern.People.SigningIn;
using Lectern.Web.Access;

namespace Lectern.People.Registering;

/// <summary>
/// Someone makes an account. Whether the address is new or known, the answer is the same page and about the same work;
/// the mail that follows says which it was, and only its owner reads it. Until the address is confirmed it belongs to nobody:
/// registering it again replaces name and password, and ends the links that were sent before.
/// </summary>
public static class Register
{
    public sealed record Model(string Name = "", string Email = "", IReadOnlyDictionary<string, string>? Errors = null);

    private const string Title = "Create an account";
    private static readonly PageOptions Options = new(Frame.Own);

    internal static IResult Show(Visitor visitor, SelfRegistration registration) =>
        visitor.IsSignedIn ? Page.SeeOther("/")
        : !registration.IsOpen ? TypedResults.NotFound()
        : Page.Of<RegisterPage>(Title, new Model(), Options);

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Visitor visitor, SelfRegistration registration, Accounts accounts, RegisteredHere here, Limits limits,
        LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!registration.IsOpen) return TypedResults.NotFound();
        if (!limits.AllowsTry(http.NetworkOfVisitor)) return TooManyTries.Answer();
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(form["timeZone"], out var found) && found.HasIanaId ? found.Id : "UTC";
        var wanted = new NewPerson(form["name"], form["email"], form.Raw("password"), IsConfirmed: false, visitor.Culture.TwoLetterISOLanguageName, zone);
        if (Accounts.Refuse(wanted) is { } refusal)
            return Page.Refused<RegisterPage>(Title, new Model(wanted.Name, wanted.Email, texts.Of(refusal)), Options);

        if (!limits.AllowsMail(wanted.Email)) return Page.SeeOther("/register/sent");
        var person = await accounts.WithEmail(wanted.Email) is { } known ? await Again(known, wanted, accounts, cancel) : await Anew(wanted, accounts, db, clock, cancel);
        await db.SaveChangesAsync(cancel);
        here.Remember(http, person);
        return Page.SeeOther("/register/sent");
    }

    private static async Task<Person> Anew(NewPerson wanted, Accounts accounts, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        var person = (await accounts.Add(wanted)).Value;
        person.AskToConfirm();
        if (await db.Root(cancel) is { } root) await db.GiveRole(person.Id, root.Id, Role.Learner, clock.GetUtcNow(), cancel);
        return person;
    }

    /// <returns>The person, when the password that was entered is the account's now.</returns>
    private static async Task<Person?> Again(Person known, NewPerson wanted, Accounts accounts, CancellationToken cancel)
    {
        if (known is { EmailConfirmed: false, ClosedAt: null, PasswordHash: not null })
        {
            if ((known.Rename(wanted.Name) ?? known.Prefer(wanted.Language, wanted.TimeZone) ?? await accounts.SetPassword(known, wanted.Password!, cancel)) is { } refusal)
                throw new InvalidOperationException($"Refused what would do for a new account: {refusal.Code}");
            known.AskToConfirm();
            return known;
        }

        accounts.PretendToAdd(wanted.Password!);
        if (known.EmailConfirmed) known.RegisterAgain();
        else if (known.ClosedAt is null) known.Invite();   // an administrator made it; the invitation lets its owner choose a password
        return null;
    }

    internal static IResult ShowSent() => Page.Of<LinkSentPage>("Look into your mailbox",
        new LinkSentPage.Content("Look into your mailbox", "We have sent you a link. Open it to finish your account; it works for a day."), Options);
}
