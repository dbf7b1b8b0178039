using Lectern.Courses;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Banks;

internal static class BankRoutes
{
    // The address names the bank, not its scope: the desk asks for the capability there.
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses/{id:guid}/questions", ShowBank.OfCourse).Requires(CourseCapabilities.EditCourse, "id");
        routes.MapGet("/question-banks", ShowBanks.Handle).Requires(CourseCapabilities.EditCourse);
        routes.MapPost("/question-banks", ShowBanks.Share).Requires(QuizCapabilities.KeepBanks);
        var bank = routes.MapGroup("/question-banks/{bankId}").Requires(CourseCapabilities.EditCourse);
        bank.MapGet("/", ShowBank.Handle);
        bank.MapPost("/selected", ChangeSelected.Handle);
        bank.MapGet("/questions/new", AddToBank.Show);
        bank.MapPost("/questions", AddToBank.Handle);
        bank.MapGet("/questions/{questionId}", Authoring.EditQuestion.ShowInBank);
        bank.MapPost("/questions/{questionId}", Authoring.EditQuestion.HandleInBank);
        bank.MapPost("/questions/{questionId}/draft", Authoring.EditQuestion.AutosaveInBank);
        bank.MapGet("/questions/{questionId}/history", ShowHistory.Handle);
        bank.MapPost("/questions/{questionId}/history/{version}", ShowHistory.BringBack);
        bank.MapGet("/categories", KeepCategories.Show);
        bank.MapPost("/categories", KeepCategories.Add);
        bank.MapPost("/categories/{categoryId}", KeepCategories.Change);
        bank.MapPost("/categories/{categoryId}/remove", KeepCategories.Remove);
        bank.MapPost("/settings", ShowBanks.Change);
    }
}
