namespace Lectern.Quizzes.Taking;

internal static class Addresses
{
    public static string Of(Id<Attempt> id, int page = 1) => page == 1 ? $"/quizzes/attempts/{id}" : $"/quizzes/attempts/{id}?page={page}";
    public static string Check(Id<Attempt> id) => $"/quizzes/attempts/{id}/check";
    public static string Result(Id<Attempt> id) => $"/quizzes/attempts/{id}/result";
}
