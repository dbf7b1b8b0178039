using Lectern.Web.Access;

namespace Lectern.Courses;

public static class CoursesTables
{
    extension(LecternDb db)
    {
        public DbSet<Course> Courses => db.Set<Course>();
        public DbSet<CourseModule> CourseModules => db.Set<CourseModule>();
        public DbSet<Activity> Activities => db.Set<Activity>();
        public DbSet<CourseVersion> CourseVersions => db.Set<CourseVersion>();
    }
}

public sealed class CoursesModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        foreach (var thing in AuditedThings.All) services.AddSingleton(thing);
        services.AddScoped<ActivityKinds>();
        services.AddScoped<CourseTabs>();
        services.AddScoped<Builder>();
        services.AddScoped<SettingsView>();
        services.AddSingleton(new CourseTab(10, "Content", "edit", CourseCapabilities.EditCourse));
        services.AddSingleton(new CourseTab(20, "Settings", "settings", CourseCapabilities.EditCourse));
        services.AddSingleton(new CourseTab(25, "Versions", "versions", CourseCapabilities.EditCourse));
        services.AddSingleton(new NavigationItem(20, "Catalog", "/catalog", "search"));
        services.AddSingleton(new NavigationItem(60, "Teach", "/teach", "layers", CourseCapabilities.WorkOnCourses));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").DisableAntiforgery();   // the forgery gate has checked before
        MapPublic(routes);
        MapTeaching(routes);
        MapDraft(routes);
        MapApi(routes.MapGroup("/api/v1"));
    }

    private static void MapPublic(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalog", ShowCatalog.Handle).OpenToAll("The catalog is how people find out what there is; it lists published courses only.");
        routes.MapGet("/courses/{slug}", ShowCourse.Handle).OpenToAll("A published course's own page says what it is about; its content asks for enrolment.");
    }

    private static void MapTeaching(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/teach", ShowTeaching.Handle).Requires(CourseCapabilities.WorkOnCourses);
        routes.MapGet("/teach/new", StartCourse.Show).Requires(CourseCapabilities.CreateCourse);
        routes.MapPost("/teach/new", StartCourse.Handle).Requires(CourseCapabilities.CreateCourse);
        routes.MapGet("/courses/{slug}/preview", ShowPreview.Handle).Requires(CourseCapabilities.EditCourse);
    }

    private static void MapDraft(IEndpointRouteBuilder routes)
    {
        var draft = routes.MapGroup("/courses/{id}").Requires(CourseCapabilities.EditCourse, "id");
        draft.MapGet("/edit", ShowBuilder.Handle);
        draft.MapGet("/settings", EditSettings.Show);
        draft.MapPost("/settings", EditSettings.Handle);
        draft.MapPost("/offer", ChangeOffer.Handle);
        draft.MapPost("/duplicate", DuplicateCourse.Handle);
        draft.MapGet("/delete", DeleteDraft.Show);
        draft.MapPost("/delete", DeleteDraft.Handle);
        draft.MapPost("/order", Reorder.Drop);
        draft.MapGet("/publish", PublishCourse.Show);
        draft.MapPost("/publish", PublishCourse.Handle);
        draft.MapGet("/versions", ShowVersions.Handle);

        draft.MapPost("/modules", EditModules.Add);
        draft.MapPost("/modules/{moduleId}", EditModules.Rename);
        draft.MapPost("/modules/{moduleId}/move", Reorder.MoveModule);
        draft.MapPost("/modules/{moduleId}/delete", EditModules.Delete);
        draft.MapPost("/modules/{moduleId}/restore", EditModules.Restore);

        draft.MapPost("/activities", EditActivities.Add);
        draft.MapPost("/activities/{activityId}", EditActivities.Describe);
        draft.MapPost("/activities/{activityId}/move", Reorder.MoveActivity);
        draft.MapPost("/activities/{activityId}/delete", EditActivities.Delete);
        draft.MapPost("/activities/{activityId}/restore", EditActivities.Restore);
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/catalog", ShowCatalog.ForProgram).OpenToAll("The same as the public catalog.");
        api.MapGet("/courses", ShowTeaching.ForProgram).Requires(CourseCapabilities.WorkOnCourses);
        api.MapPost("/courses", StartCourse.FromProgram).Requires(CourseCapabilities.CreateCourse);

        var course = api.MapGroup("/courses/{id}").Requires(CourseCapabilities.EditCourse, "id");
        course.MapGet("", EditSettings.ForProgram);
        course.MapPatch("", EditSettings.FromProgram);
        course.MapDelete("", DeleteDraft.FromProgram);
        course.MapPost("/duplicate", DuplicateCourse.FromProgram);
        course.MapPost("/publish", PublishCourse.FromProgram);
        course.MapGet("/versions", ShowVersions.ForProgram);
        course.MapPost("/modules", EditModules.AddFromProgram);
        course.MapPatch("/modules/{moduleId}", EditModules.ChangeFromProgram);
        course.MapDelete("/modules/{moduleId}", EditModules.DeleteFromProgram);
        course.MapPost("/modules/{moduleId}/move", Reorder.ModuleFromProgram);
        course.MapPost("/activities", EditActivities.AddFromProgram);
        course.MapPatch("/activities/{activityId}", EditActivities.ChangeFromProgram);
        course.MapDelete("/activities/{activityId}", EditActivities.DeleteFromProgram);
        course.MapPost("/activities/{activityId}/move", Reorder.ActivityFromProgram);
    }
}
