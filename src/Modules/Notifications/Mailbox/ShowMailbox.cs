using System.Net;
using Lectern.Notifications.Mailing;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Microsoft.Extensions.Hosting;

namespace Lectern.Notifications.Mailbox;

/// <summary>
/// The mails that were written, and what became of them. Where no mail server is set up, this is where they are read, so an
/// administrator of the institution sees their texts, links included; one of a branch doesn't, because a link may let them in as
/// somebody with more power. In Development anyone at the machine itself reads them: whoever tries Lectern out has to open the
/// confirmation link before there is anybody who could sign in.
/// </summary>
public static class ShowMailbox
{
    public sealed record Line(Id<MailMessage> Id, string Name, string Address, string Subject, DateTimeOffset At, MailState State, int Tries, string? Error);

    public sealed record Model(IReadOnlyList<Line> Lines, string? Next, bool IsLocal, int Failing, Visitor Visitor);

    /// <param name="Text">Null where a mail server is set up: then a mail is for whoever gets it.</param>
    public sealed record MessageModel(Line Line, string? Text, Visitor Visitor);

    internal static async Task<IResult> Handle(HttpContext http, Visitor visitor, LecternDb db, IMailer mailer, IHostEnvironment environment, CancellationToken cancel, [FromQuery] string? after = null)
    {
        if (!MayRead(http, environment)) return NotOpen(http);
        var messages = db.MailMessages.AsNoTracking();
        var failing = await messages.CountAsync(MailMessage.HasFailed, cancel);
        if (Id<MailMessage>.TryParse(Cursor.Decode(after), null, out var last) && await messages.Where(m => m.Id == last).Select(m => (DateTimeOffset?)m.At).SingleOrDefaultAsync(cancel) is { } at)
            messages = messages.Where(m => m.At < at);
        var lines = await messages.OrderByDescending(m => m.At).ThenByDescending(m => m.Id)
            .Select(m => new Line(m.Id, m.Name, m.Address, m.Subject, m.At, m.SentAt != null ? MailState.Sent : m.RefusedAt != null ? MailState.Refused : MailState.Waiting, m.Tries, m.Error)).Take(Paged<Line>.UsualSize + 1).ToListAsync(cancel);
        var page = Paged<Line>.Of(lines, Paged<Line>.UsualSize, line => line.Id.ToString());
        return Page.Of<MailboxPage>("Mailbox", new Model(page.Items, page.Next, !mailer.LeavesTheHouse, failing, visitor));
    }

    internal static async Task<IResult> HandleOne(Id<MailMessage> id, HttpContext http, Visitor visitor, LecternDb db, IMailer mailer, IHostEnvironment environment, CancellationToken cancel)
    {
        if (!MayRead(http, environment)) return NotOpen(http);
        var message = await db.MailMessages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        return message is null ? TypedResults.NotFound() : Page.Of<MailPreviewPage>(message.Subject,
            new MessageModel(new(message.Id, message.Name, message.Address, message.Subject, message.At, message.State, message.Tries, message.Error), mailer.LeavesTheHouse ? null : message.Text, visitor),
            new PageOptions(Crumbs: [new("Mailbox", "/mailbox"), new(message.Subject)]));
    }

    /// <summary>The HTML as it was sent, in a frame that lets it do nothing but lead away when pressed.</summary>
    internal static async Task<IResult> HandleHtml(Id<MailMessage> id, HttpContext http, LecternDb db, IMailer mailer, IHostEnvironment environment, CancellationToken cancel)
    {
        if (!MayRead(http, environment)) return NotOpen(http);
        var html = mailer.LeavesTheHouse ? null : await db.MailMessages.Where(m => m.Id == id).Select(m => m.Html).SingleOrDefaultAsync(cancel);
        if (html is null) return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    /// <summary>The cause was mended: everything that was not sent is tried at once.</summary>
    internal static async Task<IResult> HandleTryAgain(Visitor visitor, LecternDb db, SendingSignal signal, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (!visitor.HoldsEverywhere(PeopleCapabilities.ManageInstitution)) return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        await db.MailMessages.Where(m => m.SentAt == null).ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, now).SetProperty(x => x.Tries, 0).SetProperty(x => x.RefusedAt, (DateTimeOffset?)null), cancel);
        signal.Set();
        return Page.SeeOther("/mailbox", texts["Trying again"]);
    }

    private static bool MayRead(HttpContext http, IHostEnvironment environment) =>
        http.Visitor.HoldsEverywhere(PeopleCapabilities.ManageInstitution)
        || (environment.IsDevelopment() && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address));

    private static IResult NotOpen(HttpContext http) => http.Visitor.IsSignedIn
        ? TypedResults.StatusCode(StatusCodes.Status403Forbidden)
        : Page.SeeOther("/sign-in?return=/mailbox");
}
