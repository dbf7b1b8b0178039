using Lectern.People.SigningIn;

namespace Lectern.People.Registering;

/// <summary>
/// Someone makes an account. Whether the address is new or known, the answer is the same page and about the same work;
/// the mail that follows says which it was, and only its owner reads it.
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

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Visitor visitor, SelfRegistration registration, Accounts accounts, Limits limits,
        LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!registration.IsOpen) return TypedResults.NotFound();
        if (!limits.AllowsTry(http.AddressOfVisitor)) return TooManyTries.Answer();
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(form["timeZone"], out var found) && found.HasIanaId ? found.Id : "UTC";
        var wanted = new NewPerson(form["name"], form["email"], form.Raw("password"), IsConfirmed: false, visitor.Culture.TwoLetterISOLanguageName, zone);
        if (Accounts.Refuse(wanted) is { } refusal)
            return Page.Refused<RegisterPage>(Title, new Model(wanted.Name, wanted.Email, texts.Of(refusal)), Options);

        if (!limits.AllowsMail(wanted.Email)) return Page.SeeOther("/register/sent");
        if (await accounts.WithEmail(wanted.Email) is { } known)
        {
            accounts.PretendToAdd(wanted.Password!);
            if (known.EmailConfirmed) known.RegisterAgain();
            else if (known.ClosedAt is null) known.AskToConfirm();
        }
        else
        {
            var person = (await accounts.Add(wanted)).Value;
            person.AskToConfirm();
            if (await db.Root(cancel) is { } root) await db.GiveRole(person.Id, root.Id, Role.Learner, clock.GetUtcNow(), cancel);
        }

        await db.SaveChangesAsync(cancel);
        return Page.SeeOther("/register/sent");
    }

    internal static IResult ShowSent() => Page.Of<LinkSentPage>("Look into your mailbox",
        new LinkSentPage.Content("Look into your mailbox", "We have sent you a link. Open it to finish your account; it works for a day."), Options);
}
