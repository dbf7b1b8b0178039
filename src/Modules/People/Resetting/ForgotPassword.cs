using Lectern.People.Registering;
using Lectern.People.SigningIn;
using Lectern.Web.Access;

namespace Lectern.People.Resetting;

/// <summary>Someone can't remember their password and asks for a link. The answer is the same for every address.</summary>
public static class ForgotPassword
{
    public sealed record Model(string Email = "");

    private static readonly PageOptions Options = new(Frame.Own);

    internal static IResult Show() => Page.Of<ForgotPasswordPage>("Set a new password", new Model(), Options);

    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Accounts accounts, Limits limits, LecternDb db, CancellationToken cancel)
    {
        if (!limits.AllowsTry(http.NetworkOfVisitor)) return TooManyTries.Answer();
        if (limits.AllowsMail(form["email"]) && await accounts.WithEmail(form["email"]) is { ClosedAt: null } person)
        {
            person.AskToResetPassword();
            await db.SaveChangesAsync(cancel);
        }

        return Page.SeeOther("/forgot-password/sent");
    }

    internal static IResult ShowSent() => Page.Of<LinkSentPage>("Look into your mailbox",
        new LinkSentPage.Content("Look into your mailbox", "If there is an account with this address, we have sent a link to set a new password. It works for a day."), Options);
}
