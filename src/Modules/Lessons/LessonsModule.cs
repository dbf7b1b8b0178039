namespace Lectern.Lessons;

public sealed class LessonsModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
