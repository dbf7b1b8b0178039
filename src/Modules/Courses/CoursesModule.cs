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
        services.AddScoped<ActivityKinds>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
