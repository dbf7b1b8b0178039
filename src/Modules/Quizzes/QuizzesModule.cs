namespace Lectern.Quizzes;

public sealed class QuizzesModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
