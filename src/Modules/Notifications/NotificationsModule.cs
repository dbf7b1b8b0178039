namespace Lectern.Notifications;

public sealed class NotificationsModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
