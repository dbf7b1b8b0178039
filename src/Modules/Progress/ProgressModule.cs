using Lectern.Data.Outbox;
using Lectern.Enrolment;

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

public sealed class ProgressModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<Classroom>();
        services.AddHandler<ActivityProgressed, RecomputeProgress>();
        services.AddHandler<LearnerEnrolled, RecomputeProgress>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
