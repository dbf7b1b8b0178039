using Lectern.Courses;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Authoring;

internal static class AuthoringRoutes
{
    // The address names the activity, not its course: the desk checks the capability at the course it belongs to.
    public static void Map(IEndpointRouteBuilder routes)
    {
        var quiz = routes.MapGroup("/quizzes/{activityId}").Requires(CourseCapabilities.EditCourse);
        quiz.MapGet("/edit", EditQuiz.Show);
        quiz.MapPost("/settings", EditQuiz.ChangeSettings);
        quiz.MapPost("/questions", ArrangeQuestions.Add);
        quiz.MapPost("/slots/order", ArrangeQuestions.Drop);
        quiz.MapPost("/slots/{slotId}/move", ArrangeQuestions.Move);
        quiz.MapPost("/slots/{slotId}/remove", ArrangeQuestions.Remove);
        quiz.MapPost("/slots/{slotId}/restore", ArrangeQuestions.BringBack);
        quiz.MapGet("/slots/{slotId}", EditSlot.Show);
        quiz.MapPost("/slots/{slotId}", EditSlot.Save);
        quiz.MapGet("/draws/new", EditSlot.NewDraw);
        quiz.MapPost("/draws", EditSlot.AddDraw);
        quiz.MapPost("/sections", ArrangeSections.Add);
        quiz.MapPost("/sections/{sectionId}", ArrangeSections.Save);
        quiz.MapPost("/sections/{sectionId}/move", ArrangeSections.Move);
        quiz.MapPost("/sections/{sectionId}/remove", ArrangeSections.Remove);
        quiz.MapGet("/questions/{questionId}", EditQuestion.Show);
        quiz.MapPost("/questions/{questionId}", EditQuestion.Handle);
        quiz.MapPost("/questions/{questionId}/draft", EditQuestion.Autosave);
    }
}
