namespace Lectern.Enrolment;

public static class EnrolmentTables
{
    extension(LecternDb db)
    {
        public DbSet<CourseEnrolment> Enrolments => db.Set<CourseEnrolment>();
    }
}

public sealed class EnrolmentModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
