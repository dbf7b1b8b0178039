using Lectern.Courses;
using Lectern.Files;
using Lectern.Packages.Editing;
using Lectern.Packages.H5p;
using Lectern.Packages.Importing;
using Lectern.Packages.Playing;
using Lectern.Packages.Reviewing;
using Lectern.Progress;
using Lectern.Web.Access;

namespace Lectern.Packages;

public static class PackagesTables
{
    extension(LecternDb db)
    {
        public DbSet<Package> Packages => db.Set<Package>();
        public DbSet<PackageFile> PackageFiles => db.Set<PackageFile>();
        public DbSet<PackageDraft> PackageDrafts => db.Set<PackageDraft>();
        public DbSet<PackageAttempt> PackageAttempts => db.Set<PackageAttempt>();
        public DbSet<SharedStore> SharedStores => db.Set<SharedStore>();
        public DbSet<H5pAttempt> H5pAttempts => db.Set<H5pAttempt>();
    }
}

/// <summary>SCORM and H5P packages: importing them, playing them on the content origin, keeping what learners do in them.</summary>
public sealed class PackagesModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Manifests>().AddSingleton<H5pPackages>().AddSingleton<PackageJournal>();
        services.AddSingleton<IPackageFormat, ScormFormat>().AddSingleton<IPackageFormat, H5pFormat>();
        services.AddScoped<INeedsFiles, FilesOfPackages>();
        services.AddScoped<UnpackPackage>().AddScoped<MakeCourseOfPackage>();
        services.AddScoped<IActivityKind, ScormActivity>().AddScoped<IActivityKind, H5pActivity>();
        services.AddScoped<ILearnerPanel, PackagesOfLearner>().AddScoped<ILearnerPanel, H5pOfLearner>();
        services.AddSingleton(new CourseStart(10, "Import a package", "/packages/import", "package", CourseCapabilities.CreateCourse));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/packages/import", ImportPackage.Show).Requires(CourseCapabilities.CreateCourse);
        routes.MapPost("/packages/import", ImportPackage.Handle).Requires(CourseCapabilities.CreateCourse).WithMetadata(ImportPackage.ChecksForgery);
        routes.MapPost("/api/v1/packages", ImportPackage.HandleApi).Requires(CourseCapabilities.CreateCourse);

        routes.MapGet("/courses/{courseId}/packages/{activityId}", EditPackage.Show).Requires(CourseCapabilities.EditCourse, "courseId");
        routes.MapPost("/courses/{courseId}/packages/{activityId}", EditPackage.Handle).Requires(CourseCapabilities.EditCourse, "courseId").WithMetadata(ImportPackage.ChecksForgery);

        const string seated = "shows an enrolled learner their own attempt, or an editor a preview of the draft";
        routes.MapGet("/packages/{activityId:guid}", ShowPackage.Handle).ForSignedIn(seated);
        routes.MapGet("/packages/{activityId:guid}/state", ShowPackage.HandleState).ForSignedIn(seated);
        routes.MapGet("/packages/{activityId:guid}/again", StartAgain.Show).ForSignedIn(seated);
        routes.MapPost("/packages/{activityId:guid}/again", StartAgain.Handle).ForSignedIn("changes only the learner's own attempt");
        routes.MapPost("/packages/{activityId:guid}/go", GoOn.Handle).ForSignedIn("changes only the learner's own attempt");
        routes.MapPost("/packages/{activityId:guid}/finished", FinishPart.Handle).ForSignedIn("changes only the learner's own attempt");

        routes.MapGet("/h5p/{activityId:guid}", ShowH5p.Handle).ForSignedIn(seated);
        routes.MapGet("/h5p/{activityId:guid}/state", ShowH5p.HandleState).ForSignedIn(seated);
        routes.MapGet("/h5p/{activityId:guid}/again", StartH5pAgain.Show).ForSignedIn(seated);
        routes.MapPost("/h5p/{activityId:guid}/again", StartH5pAgain.Handle).ForSignedIn("changes only the learner's own attempt");
        routes.MapPost("/h5p/{activityId:guid}/finished", FinishH5p.Handle).ForSignedIn("changes only the learner's own attempt");

        routes.MapGet("/courses/{id:guid}/progress/{enrolmentId:guid}/h5p/{activityId}", ReviewH5p.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/enrolments/{enrolmentId:guid}/h5p/{activityId}", ReviewH5p.HandleApi).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/courses/{id:guid}/progress/{enrolmentId:guid}/packages/{activityId}", ReviewPackage.Handle).Requires(CourseCapabilities.FollowLearners, "id");
        routes.MapGet("/api/v1/courses/{id:guid}/enrolments/{enrolmentId:guid}/packages/{activityId}", ReviewPackage.HandleApi).Requires(CourseCapabilities.FollowLearners, "id");

        const string byToken = "the signed token in the address says what may be seen; there is no session on the content origin";
        routes.MapContent(PackageAddresses.Files, ServePackageFile.Handle).OpenToAll(byToken);
        routes.MapContent(PackageAddresses.Player, RunPart.Handle).OpenToAll(byToken);
        ByToken(routes.MapPost(TokenAddress(PackageAddresses.Player), BeginPart.Handle), byToken);
        routes.MapContent(PackageAddresses.RunTime, ServeRunTime.Handle).OpenToAll(byToken);
        routes.MapContent(H5pAddresses.Player, RunH5p.Handle).OpenToAll(byToken);
        const string written = "the signed token in the address names the one launch that may be written to";
        const string given = "the signed token in the address names the one person whose keys are given";
        ByToken(routes.MapPost(TokenAddress(PackageAddresses.Commits), CommitPart.Handle), written);
        ByToken(routes.MapPost(TokenAddress(H5pAddresses.Reports), ReportH5p.Handle), written);
        ByToken(routes.MapPost(TokenAddress(PackageAddresses.Journal), FindJournalKeys.Handle), given);
    }

    private static string TokenAddress(string purpose) => $"/content/{purpose}/{{token}}/{{**path}}";

    private static void ByToken(RouteHandlerBuilder route, string why) => route.OnContentOrigin().OpenToAll(why)
        .WithMetadata(new ChecksForgeryItself("the signed token in the address is the proof; no cookie is honoured on the content origin"));
}
