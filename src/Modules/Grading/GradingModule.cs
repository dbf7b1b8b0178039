using Lectern.Courses;
using Lectern.Data.Outbox;
using Lectern.Grading.Api;
using Lectern.Grading.Gradebook;
using Lectern.Grading.Marking;
using Lectern.Grading.OwnMarks;
using Lectern.Progress;
using Lectern.Web.Access;

namespace Lectern.Grading;

public static class GradingTables
{
    extension(LecternDb db)
    {
        public DbSet<Mark> Marks => db.Set<Mark>();
        public DbSet<ScoreEntry> ScoreEntries => db.Set<ScoreEntry>();
    }
}

/// <summary>Marks: what activities report, what the best of it is, and who may see it.</summary>
public sealed class GradingModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddHandler<ScoreReported, RecordMark>();
        services.AddHandler<MarkChanged, RecordMark>();
        services.AddSingleton(new CourseTab(40, "Grades", "grades", GradingCapabilities.ViewGrades));
        services.AddScoped<ICoursePanel, MarksBesideCourse>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        const string ownOnly = "Shows only one's own marks.";
        routes.MapGet("/courses/{slug}/grades", ShowOwnMarks.Handle).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{id:guid}/grades", ShowGradebook.Handle).Requires(GradingCapabilities.ViewGrades, "id");
        routes.MapGet("/courses/{id:guid}/grades.csv", ExportGrades.Handle).Requires(GradingCapabilities.ViewGrades, "id");

        routes.MapGet("/api/v1/me/marks", MarksApi.Mine).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/courses/{id:guid}/marks", MarksApi.OfCourse).Requires(GradingCapabilities.ViewGrades, "id");
    }
}
