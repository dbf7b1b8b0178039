using Lectern.Courses;
using Lectern.Data.Jobs;
using Lectern.Data.Outbox;
using Lectern.Grading.Api;
using Lectern.Grading.Explaining;
using Lectern.Grading.Gradebook;
using Lectern.Grading.Marking;
using Lectern.Grading.OwnMarks;
using Lectern.Grading.Releasing;
using Lectern.Grading.Verifying;
using Lectern.Progress;
using Lectern.Web.Access;

namespace Lectern.Grading;

public static class GradingTables
{
    extension(LecternDb db)
    {
        public DbSet<Mark> Marks => db.Set<Mark>();
        public DbSet<ScoreEntry> ScoreEntries => db.Set<ScoreEntry>();
        public DbSet<ReleaseRule> ReleaseRules => db.Set<ReleaseRule>();
    }
}

/// <summary>Marks: what activities report, what the best of it is, and who may see it.</summary>
public sealed class GradingModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        foreach (var thing in AuditedThings.All) services.AddSingleton(thing);
        services.AddHandler<ScoreReported, RecordMark>();
        services.AddHandler<MarkChanged, RecordMark>();
        services.AddSingleton(new CourseTab(40, "Grades", "grades", GradingCapabilities.ViewGrades));
        services.AddScoped<ICoursePanel, MarksBesideCourse>();
        services.AddScoped<MarkExplainer>();
        services.AddScoped<GradesVerification>();
        services.AddJob<ReleaseDueMarks>(TimeSpan.FromMinutes(1));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        const string ownOnly = "Shows only one's own marks.";
        routes.MapGet("/courses/{slug}/grades", ShowOwnMarks.Handle).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{id:guid}/grades", ShowGradebook.Handle).Requires(GradingCapabilities.ViewGrades, "id");
        routes.MapGet("/courses/{slug}/grades/{activityId:guid}", ExplainMark.Own).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{id:guid}/grades/{enrolmentId:guid}/{activityId:guid}", ExplainMark.OfLearner).Requires(GradingCapabilities.ViewGrades, "id");
        routes.MapGet("/courses/{id:guid}/grades/release/{activityId:guid}", ShowRelease.Handle).Requires(GradingCapabilities.ReleaseMarks, "id");
        routes.MapPost("/courses/{id:guid}/grades/release/{activityId:guid}", ShowRelease.Change).Requires(GradingCapabilities.ReleaseMarks, "id");
        routes.MapPost("/courses/{id:guid}/grades/release/{activityId:guid}/marks", ShowRelease.Release).Requires(GradingCapabilities.ReleaseMarks, "id");
        routes.MapGet("/courses/{id:guid}/grades.csv", ExportGrades.Handle).Requires(GradingCapabilities.ViewGrades, "id");

        routes.MapGet("/api/v1/me/marks", MarksApi.Mine).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/me/marks/{enrolmentId:guid}/{activityId:guid}", ExplainMark.OwnForPrograms).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/courses/{id:guid}/marks/{enrolmentId:guid}/{activityId:guid}", ExplainMark.OfLearnerForPrograms).Requires(GradingCapabilities.ViewGrades, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/marks", MarksApi.OfCourse).Requires(GradingCapabilities.ViewGrades, "id");
    }
}
