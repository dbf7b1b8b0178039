using Lectern.People.Preferences;
using Lectern.People.SigningIn;
using Lectern.Web.Access;

namespace Lectern.People.Account;

/// <summary>A person changes their own name, language and time zone, or their password.</summary>
internal static class ChangeProfile
{
    internal static async Task<IResult> Handle(PostedForm form, Me me, HttpContext http, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        var person = await db.People.SingleAsync(p => p.Id == me.Id, cancel);
        if ((person.Rename(form["name"]) ?? person.Prefer(form["language"], form["timeZone"])) is { } refusal)
        {
            db.ChangeTracker.Clear();
            var model = await ShowAccount.Load(me, db, clock, cancel);
            return Page.Refused<AccountPage>(ShowAccount.Title, model with { Name = form["name"], Errors = texts.Of(refusal) });
        }

        await db.SaveChangesAsync(cancel);
        ChooseTheme.Remember(http, VisitorLoader.LanguageCookie, person.Language);
        System.Globalization.CultureInfo.CurrentUICulture = Cultures.Of(person.Language);   // the word of thanks is in the new language
        return Page.SeeOther("/account", texts["Your account is saved"]);
    }

    internal static async Task<IResult> HandlePassword(PostedForm form, Me me, HttpContext http, CheckPassword passwords, Accounts accounts, Limits limits, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!limits.AllowsTry(http.NetworkOfVisitor)) return TooManyTries.Answer();
        var email = await db.People.Where(p => p.Id == me.Id).Select(p => p.Email).SingleAsync(cancel);
        var person = await passwords.Of(email!, form.Raw("current"), cancel);
        var refusal = person is null ? new Refusal("password-wrong", "This is not your password.", "current") : await accounts.SetPassword(person, form.Raw("password"), cancel);
        if (refusal is not null)
        {
            db.ChangeTracker.Clear();
            return Page.Refused<AccountPage>(ShowAccount.Title, await ShowAccount.Load(me, db, clock, cancel) with { Errors = texts.Of(refusal) });
        }

        await db.SaveChangesAsync(cancel);
        await Session.Begin(http, person!, remember: false, clock);   // every other session has ended
        return Page.SeeOther("/account", texts["Your password is changed. You are signed out everywhere else, and your access tokens have ended."]);
    }
}
