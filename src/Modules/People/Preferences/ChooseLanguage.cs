using Lectern.People.SigningIn;

namespace Lectern.People.Preferences;

/// <summary>Anyone chooses a language: for this device, and for mails too when signed in.</summary>
internal static class ChooseLanguage
{
    internal static async Task<IResult> Handle(PostedForm form, HttpContext http, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        var language = form["language"];
        if (!Texts.Languages.Contains(language)) return Page.SeeOther(LocalAddress.OrHome(form["returnTo"]));
        ChooseTheme.Remember(http, VisitorLoader.LanguageCookie, language);
        if (visitor.PersonId is { } id)
        {
            var person = await db.People.SingleAsync(p => p.Id == new Id<Person>(id), cancel);
            person.Prefer(language, person.TimeZone);
            await db.SaveChangesAsync(cancel);
        }

        return Page.SeeOther(LocalAddress.OrHome(form["returnTo"]));
    }
}
