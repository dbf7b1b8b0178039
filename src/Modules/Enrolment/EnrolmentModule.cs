using Lectern.Courses;
using Lectern.Data.Outbox;
using Lectern.Web.Access;

namespace Lectern.Enrolment;

public static class EnrolmentTables
{
    extension(LecternDb db)
    {
        /// <summary>All, past cycles too.</summary>
        public DbSet<CourseEnrolment> Enrolments => db.Set<CourseEnrolment>();

        /// <summary>The latest of each person and course, withdrawn ones too.</summary>
        public IQueryable<CourseEnrolment> CurrentEnrolments => db.Set<CourseEnrolment>().Where(e => e.Status != EnrolmentStatus.Past);
    }
}

public sealed class EnrolmentModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        foreach (var thing in AuditedThings.All) services.AddSingleton(thing);
        services.AddScoped<ICourseDoor, CourseDoor>();
        services.AddSingleton<AddressLookUps>();
        services.AddHandler<LearnerEnrolled, WelcomeLearner>();
        services.AddHandler<LearnerWithdrew, TellWhoWasTakenOut>();
        services.AddSingleton(new CourseTab(60, "People", "people", EnrolmentCapabilities.EnrolOthers));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").DisableAntiforgery();   // the forgery gate has checked before
        routes.MapPost("/courses/{id}/enrolment", EnrolYourself.Handle).ForSignedIn("Enrols only the person who asks; the course's policy decides.");
        routes.MapPost("/courses/{id}/enrolment/leave", LeaveCourse.Handle).ForSignedIn("Ends only one's own enrolment.");

        var people = routes.MapGroup("/courses/{id}/people").Requires(EnrolmentCapabilities.EnrolOthers, "id");
        people.MapGet("", ShowPeople.Handle);
        people.MapGet("/add", AssignPeople.Show);
        people.MapPost("/add", AssignPeople.Handle);
        people.MapPost("/{enrolmentId}/withdraw", ManageLearner.Withdraw);
        people.MapPost("/{enrolmentId}/restore", ManageLearner.Restore);
        people.MapPost("/{enrolmentId}/again", ManageLearner.BeginAgain);

        var instructors = routes.MapGroup("/courses/{id}/instructors").Requires(CourseCapabilities.EditCourse, "id");
        instructors.MapGet("/add", AddInstructor.Show);
        instructors.MapPost("", AddInstructor.Handle);
        instructors.MapPost("/{assignment}/take", TakeInstructor.Handle);

        var api = routes.MapGroup("/api/v1/courses/{id}");
        api.MapPost("/enrolment", EnrolYourself.FromProgram).ForSignedIn("Enrols only the person who asks; the course's policy decides.");
        api.MapDelete("/enrolment", LeaveCourse.FromProgram).ForSignedIn("Ends only one's own enrolment.");
        api.MapGet("/enrolments", ShowPeople.ForProgram).Requires(EnrolmentCapabilities.EnrolOthers, "id");
        api.MapPost("/enrolments", AssignPeople.FromProgram).Requires(EnrolmentCapabilities.EnrolOthers, "id");
        api.MapPost("/enrolments/{enrolmentId}/again", ManageLearner.BeginAgainFromProgram).Requires(EnrolmentCapabilities.EnrolOthers, "id");
        api.MapDelete("/enrolments/{enrolmentId}", ManageLearner.WithdrawFromProgram).Requires(EnrolmentCapabilities.EnrolOthers, "id");
    }
}
