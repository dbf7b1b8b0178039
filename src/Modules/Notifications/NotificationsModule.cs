using Lectern.Data.Outbox;
using Lectern.Notifications.Bell;
using Lectern.Notifications.Mailbox;
using Lectern.Notifications.Mailing;
using Lectern.People.SigningIn;
using Lectern.Web.Access;
using Microsoft.Extensions.Configuration;

namespace Lectern.Notifications;

public static class NotificationsTables
{
    extension(LecternDb db)
    {
        public DbSet<Notification> Notifications => db.Set<Notification>();
        public DbSet<MailMessage> MailMessages => db.Set<MailMessage>();
    }
}

public sealed class NotificationsModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IUnread, UnreadNotifications>();
        services.AddHandler<NotificationGiven, RefreshBell>();
        services.AddScoped<MailWriter>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<IConfiguration>().GetSection("Mail:Smtp") is { } smtp && !string.IsNullOrEmpty(smtp["Host"]) ? new SmtpMailer(smtp) : new LocalMailbox());
        services.AddSingleton<SendingSignal>().AddSingleton<SendMails>().AddHostedService(provider => provider.GetRequiredService<SendMails>());
        services.AddHandler<MailWritten, CallForSending>();
        services.AddHandler<ConfirmationAsked, WriteAccountMails>().AddHandler<PasswordResetAsked, WriteAccountMails>()
            .AddHandler<PersonInvited, WriteAccountMails>().AddHandler<RegisteredAgain, WriteAccountMails>();
        services.AddSingleton(new NavigationItem(150, "Mailbox", "/mailbox", "mail", PeopleCapabilities.ManageInstitution) { IsInstitutionWide = true });
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        const string own = "Shows and marks only what the person was told.";
        routes.MapGet("/notifications", ShowNotifications.Handle).ForSignedIn(own);
        routes.MapPost("/notifications/read", ReadNotification.HandleAll).ForSignedIn(own);
        routes.MapPost("/notifications/{id}/read", ReadNotification.Handle).ForSignedIn(own);
        const string mailbox = "Asks for institution.manage at the root itself; in Development whoever sits at the machine may read it, to open the first confirmation link.";
        routes.MapGet("/mailbox", ShowMailbox.Handle).OpenToAll(mailbox);
        routes.MapPost("/mailbox/try-again", ShowMailbox.HandleTryAgain).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapGet("/mailbox/{id}", ShowMailbox.HandleOne).OpenToAll(mailbox);
        routes.MapGet("/mailbox/{id}/html", ShowMailbox.HandleHtml).OpenToAll(mailbox);
    }
}
