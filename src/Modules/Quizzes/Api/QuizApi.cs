namespace Lectern.Quizzes.Api;

internal static class QuizApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
    }
}
