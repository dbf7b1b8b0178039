using System.Reflection;
using Lectern.Courses;
using Lectern.Credentials;
using Lectern.Enrolment;
using Lectern.Files;
using Lectern.Grading;
using Lectern.Lessons;
using Lectern.Notifications;
using Lectern.Packages;
using Lectern.People;
using Lectern.Progress;
using Lectern.Quizzes;
using Lectern.Web;

namespace Lectern.Host;

/// <summary>The modules that make up this program, in the order of the journey.</summary>
internal static class Modules
{
    private static readonly List<Entry> All =
    [
        Of<PeopleModule>(),
        Of<NotificationsModule>(),
        Of<CoursesModule>(),
        Of<EnrolmentModule>(),
        Of<ProgressModule>(),
        Of<GradingModule>(),
        Of<LessonsModule>(),
        Of<PackagesModule>(),
        Of<QuizzesModule>(),
        Of<CredentialsModule>(),
    ];

    internal static IReadOnlyList<Assembly> Assemblies => [typeof(Texts).Assembly, typeof(IFileStore).Assembly, .. All.Select(module => module.Assembly)];

    internal static void AddModules(this IServiceCollection services)
    {
        foreach (var module in All) module.AddServices(services);
    }

    internal static void MapModules(this IEndpointRouteBuilder routes)
    {
        // ForgeryGate checks every form's token; the framework would otherwise refuse forms for want of its own middleware.
        var checkedAtTheGate = routes.MapGroup("").DisableAntiforgery();
        foreach (var module in All) module.MapEndpoints(checkedAtTheGate);
    }

    private static Entry Of<TModule>() where TModule : IModule => new(typeof(TModule).Assembly, TModule.AddServices, TModule.MapEndpoints);

    private sealed record Entry(Assembly Assembly, Action<IServiceCollection> AddServices, Action<IEndpointRouteBuilder> MapEndpoints);
}
