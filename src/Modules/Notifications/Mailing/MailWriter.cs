using System.Globalization;
using System.Text;
using Lectern.People.SigningIn;

namespace Lectern.Notifications.Mailing;

/// <summary>Writes mails, as text and as HTML, in the language of whoever gets them. The caller saves; <see cref="SendMails"/> sends.</summary>
public sealed class MailWriter(LecternDb db, Texts texts, IBrand brand, SiteAddress site, IServiceProvider services, TimeProvider clock)
{
    /// <summary>Nothing is written to a closed account.</summary>
    public async Task Write(Id<Person> to, Letter letter, CancellationToken cancel)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == to, cancel) is { } person) await Write(person, letter);
    }

    public async Task Write(Person to, Letter letter)
    {
        if (to.ClosedAt is not null) return;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of(to.Language);   // ends with this method
        var subject = OneLine(letter.Subject.In(texts));
        var page = new MailPage.Content(
            to.Language, subject, texts["Hello {0},", to.Name],
            [.. letter.Paragraphs.Select(paragraph => paragraph.In(texts))],
            letter.Button?.In(texts),
            letter.Href is ['/', ..] ? site.Of(letter.Href) : letter.Href,
            brand.OrganisationName, brand.Brand.Colour ?? "#2b4fd7");
        db.Add(new MailMessage(to, subject, Plain(page), Html(page), clock.GetUtcNow()));
    }

    private static string Plain(MailPage.Content page)
    {
        var text = new StringBuilder(page.Greeting).Append("\n\n");
        foreach (var paragraph in page.Paragraphs) text.Append(paragraph).Append("\n\n");
        if (page.Href is not null) text.Append(page.Button).Append(":\n").Append(page.Href).Append("\n\n");
        return text.Append("-- \n").Append(page.From).Append('\n').ToString();
    }

    private string Html(MailPage.Content page)
    {
        using var text = new PageText();
        new PlainRenderer(services, text).Render(Fragments.Of<MailPage>(page));
        return text.ToString();
    }

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length > 300 ? line[..300] : line;
    }
}
