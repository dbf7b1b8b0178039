using System.Net;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Lectern.Notifications.Mailing;
using Microsoft.Extensions.Hosting;

namespace Lectern.Notifications.Mailbox;

/// <summary>
/// The mails that were written. Where no mail server is set up, this is where they are read, so an administrator sees their
/// texts, links included. In Development anyone at the machine itself does: whoever tries Lectern out has to open the
/// confirmation link before there is anybody who could sign in.
/// </summary>
public static class ShowMailbox
{
    public sealed record Line(Id<MailMessage> Id, string Name, string Address, string Subject, DateTimeOffset At, DateTimeOffset? SentAt);

    public sealed record Model(IReadOnlyList<Line> Lines, string? Next, bool IsLocal, Visitor Visitor);

    public sealed record MessageModel(Line Line, string? Text, Visitor Visitor);

    internal static async Task<IResult> Handle(HttpContext http, Visitor visitor, LecternDb db, IMailer mailer, IHostEnvironment environment, CancellationToken cancel, [FromQuery] string? after = null)
    {
        if (!MayRead(http, environment)) return NotOpen(http);
        var messages = db.MailMessages.AsNoTracking();
        if (Id<MailMessage>.TryParse(Cursor.Decode(after), null, out var last) && await messages.Where(m => m.Id == last).Select(m => (DateTimeOffset?)m.At).SingleOrDefaultAsync(cancel) is { } at)
            messages = messages.Where(m => m.At < at);
        var lines = await messages.OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
            .Select(m => new Line(m.Id, m.Name, m.Address, m.Subject, m.At, m.SentAt)).Take(Paged<Line>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<Line>.Of(lines, Paged<Line>.UsualSize, line => line.Id.ToString());
        return Page.Of<MailboxPage>("Mailbox", new Model(page.Items, page.Next, !mailer.LeavesTheHouse, visitor));
    }

    internal static async Task<IResult> HandleOne(Id<MailMessage> id, HttpContext http, Visitor visitor, LecternDb db, IHostEnvironment environment, CancellationToken cancel)
    {
        if (!MayRead(http, environment)) return NotOpen(http);
        var message = await db.MailMessages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        return message is null ? TypedResults.NotFound() : Page.Of<MailPreviewPage>(message.Subject,
            new MessageModel(new(message.Id, message.Name, message.Address, message.Subject, message.At, message.SentAt), message.Text, visitor),
            new PageOptions(Crumbs: [new("Mailbox", "/mailbox"), new(message.Subject)]));
    }

    /// <summary>The HTML as it was sent, in a frame that lets it do nothing but lead away when pressed.</summary>
    internal static async Task<IResult> HandleHtml(Id<MailMessage> id, HttpContext http, LecternDb db, IHostEnvironment environment, CancellationToken cancel)
    {
        if (!MayRead(http, environment)) return NotOpen(http);
        var html = await db.MailMessages.Where(m => m.Id == id).Select(m => m.Html).SingleOrDefaultAsync(cancel);
        if (html is null) return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    private static bool MayRead(HttpContext http, IHostEnvironment environment) =>
        http.Visitor.Holds(PeopleCapabilities.ManageInstitution)
        || (environment.IsDevelopment() && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address));

    private static IResult NotOpen(HttpContext http) => http.Visitor.IsSignedIn
        ? TypedResults.StatusCode(StatusCodes.Status403Forbidden)
        : Page.SeeOther("/sign-in?return=/mailbox");
}
