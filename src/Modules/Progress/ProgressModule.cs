using Lectern.Courses;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Progress.Api;
using Lectern.Progress.CourseHome;
using Lectern.Progress.Following;
using Lectern.Progress.Home;
using Lectern.Progress.Recomputing;
using Lectern.Web.Access;

namespace Lectern.Progress;

public static class ProgressTables
{
    extension(LecternDb db)
    {
        public DbSet<ActivityProgress> ActivityProgresses => db.Set<ActivityProgress>();
        public DbSet<CourseProgress> CourseProgresses => db.Set<CourseProgress>();
        public DbSet<LearningRecord> LearningRecords => db.Set<LearningRecord>();
    }
}

/// <summary>What learners do, where they stand, and the pages that show it to them and to those who follow them.</summary>
public sealed class ProgressModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<Classroom>();
        services.AddScoped<ProgressVerification>();
        services.AddHandler<ActivityProgressed, RecomputeProgress>();
        services.AddHandler<LearnerEnrolled, RecomputeProgress>();
        services.AddHandler<CoursePublished, BringLearnersForward>();
        services.AddHandler<LearnersBroughtForward, BringLearnersForward>();
        services.AddHandler<CourseProgressed, TellOpenPages>();
        services.AddHandler<LearnerWithdrew, TellOpenPages>();
        services.AddSingleton(new CourseTab(30, "Progress", "progress", CourseCapabilities.FollowLearners));
        services.AddScoped<ISidebarList, CoursesInHand>();
        services.AddSingleton(new NavigationItem(0, "Home", "/", "house"));
        services.AddSingleton(new NavigationItem(10, "My learning", "/learning", "book-open"));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        const string ownOnly = "Shows only one's own courses and progress.";
        routes.MapGet("/", ShowHome.Handle).OpenToAll("Sends whoever is not signed in to the catalog; others see only their own courses.");
        routes.MapGet("/learning", ShowMyLearning.Handle).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{slug}/home", ShowCourseHome.Handle).ForSignedIn(ownOnly);
        routes.MapGet("/courses/{id:guid}/progress", FollowLearners.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress.csv", ExportProgress.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/{enrolmentId:guid}", ExplainProgress.Handle).Requires(CourseCapabilities.FollowLearners, "id");

        routes.MapGet("/api/v1/me/courses", ProgressApi.Mine).ForSignedIn(ownOnly);
        routes.MapGet("/api/v1/courses/{id:guid}/progress", ProgressApi.OfCourse).Requires(CourseCapabilities.FollowLearners, "id");
    }
}
