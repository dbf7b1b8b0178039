using Lectern.Notifications.Bell;
using Lectern.People.SigningIn;

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
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
