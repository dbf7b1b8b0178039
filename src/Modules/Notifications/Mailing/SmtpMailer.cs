using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Lectern.Notifications.Mailing;

/// <summary>A mail server, by <c>Mail:Smtp:Host</c>, <c>Port</c>, <c>User</c>, <c>Password</c>, <c>From</c> and <c>Tls</c> (STARTTLS, on unless false).</summary>
internal sealed class SmtpMailer(IConfigurationSection settings) : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);   // well below the time for which a mail is claimed

    private readonly string _host = settings["Host"]!;
    private readonly int _port = settings.GetValue("Port", 587);
    private readonly MailAddress _from = new(settings["From"] ?? throw new InvalidOperationException("Mail:Smtp:Host is set, but not Mail:Smtp:From, the address that mails come from."));
    private readonly bool _tls = settings.GetValue("Tls", true);
    private readonly NetworkCredential? _credentials = settings["User"] is { Length: > 0 } user ? new(user, settings["Password"]) : null;

    public bool LeavesTheHouse => true;

    public async Task Send(MailMessage message, CancellationToken cancel)
    {
        using var mail = new System.Net.Mail.MailMessage
        {
            From = _from,
            Subject = message.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = message.Text,
            BodyEncoding = Encoding.UTF8,
        };
        if (!MailAddress.TryCreate(message.Address, message.Name, Encoding.UTF8, out var to)) throw new MailNotTaken("This is not an address.", isRefusal: true);
        mail.To.Add(to);
        // The same id at every try: a server or a mail program that has it already drops a repeat (RFC 5322, section 3.6.4).
        mail.Headers.Add("Message-ID", $"<{message.Id}@{_from.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");   // no answers from robots (RFC 3834)
        mail.Headers.Add("Content-Language", message.Language);
        using var html = AlternateView.CreateAlternateViewFromString(message.Html!, Encoding.UTF8, MediaTypeNames.Text.Html);
        mail.AlternateViews.Add(html);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var client = new SmtpClient(_host, _port) { EnableSsl = _tls, Credentials = _credentials, DeliveryFormat = SmtpDeliveryFormat.International };
        try
        {
            await client.SendMailAsync(mail, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new MailNotTaken($"The mail server did not answer within {Patience.TotalSeconds} seconds.");
        }
        catch (SmtpException failure)
        {
            throw new MailNotTaken(WhatHappened(failure), IsAboutAddress(failure.StatusCode));
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            throw new MailNotTaken($"The mail can't be handed over ({failure.GetType().Name}).");
        }
    }

    /// <summary>Kind and status only: the server's own words often name the recipient.</summary>
    private static string WhatHappened(SmtpException failure) => failure.StatusCode == SmtpStatusCode.GeneralFailure
        ? $"The mail server can't be reached ({failure.GetBaseException().GetType().Name})."
        : $"The mail server answered {(int)failure.StatusCode} ({failure.StatusCode}).";

    /// <summary>Answers that stay the same for this address (RFC 5321, section 4.2.3); others, a wrong password too, are mended at the server or in the settings.</summary>
    private static bool IsAboutAddress(SmtpStatusCode status) => status is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed;
}
