using Lectern.People.Registering;
using Lectern.Web.Access;

namespace Lectern.People.SigningIn;

/// <summary>Someone signs in with e-mail address and password.</summary>
public static class SignIn
{
    public sealed record Model(string? Return, string Email = "", bool Remember = true, string? Refused = null, bool CanRegister = true);

    private const string Title = "Sign in";
    private static readonly PageOptions Options = new(Frame.Own);

    internal static IResult Show(Visitor visitor, SelfRegistration registration, [FromQuery] string? @return) => visitor.IsSignedIn
        ? Page.SeeOther(LocalAddress.OrHome(@return))
        : Page.Of<SignInPage>(Title, new Model(@return, CanRegister: registration.IsOpen), Options);

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, CheckPassword passwords, Limits limits, SelfRegistration registration, RegisteredHere here,
        LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var model = new Model(form["return"], form["email"], form.Ticked("remember"), CanRegister: registration.IsOpen);
        if (!limits.AllowsTry(http.NetworkOfVisitor) || !limits.AllowsAccount(model.Email)) return TooManyTries.Answer();

        var person = await passwords.Of(model.Email, form.Raw("password"), cancel);
        if (person is null)
        {
            return Page.Refused<SignInPage>(Title, model with
            {
                Refused = texts["This e-mail address and password don't belong together. After several wrong tries the account rests for {0} minutes.", CheckPassword.LockedFor.TotalMinutes],
            }, Options);
        }

        if (!person.EmailConfirmed)
        {
            if (limits.AllowsMail(model.Email)) person.AskToConfirm();
            await db.SaveChangesAsync(cancel);
            here.Remember(http, person);
            return Page.Refused<SignInPage>(Title, model with { Refused = texts["Confirm your e-mail address first. We have sent you a new link."] }, Options);
        }

        await db.SaveChangesAsync(cancel);   // a hash made with older settings was renewed
        await Session.Begin(http, person, model.Remember, clock);
        return Page.SeeOther(LocalAddress.OrHome(model.Return));
    }
}

/// <summary>The answer to whoever tries too often: what happened, and when to come back.</summary>
internal sealed class TooManyTries : IResult
{
    internal static TooManyTries Answer() => new();

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        httpContext.Response.Headers.RetryAfter = "900";
        httpContext.Features.Set(new Problem("too-many-tries", "This was tried very often just now. Wait a quarter of an hour and try again; nothing is lost."));
        return Task.CompletedTask;
    }
}
