using Lectern.Data.Jobs;
using Lectern.Web.Api;
using Lectern.Web.Live;
using Lectern.Web.Rendering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lectern.Web;

public static class WebSetup
{
    /// <summary>Pages, texts, live updates and what the API stands on.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRendering();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "RequestVerificationToken";
            options.Cookie.Name = "lectern.forgery";
            options.SuppressXFrameOptionsHeader = true;   // frame-ancestors says it
        });
        services.AddHttpContextAccessor();
        services.AddClientAssets();
        services.TryAddSingleton<IBrand, LecternBrand>();
        services.AddSingleton<Texts>().AddSingleton<ShellOfRequest>();
        services.TryAddSingleton<ILiveBus, InProcessBus>();
        services.AddJob<ForgetIdempotencyRecords>(TimeSpan.FromHours(1));
        services.AddSingleton<LiveUpdates>().AddSingleton<LiveTopics>();
        return services;
    }

    public static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder routes)
    {
        LiveEndpoint.Map(routes);
        return routes;
    }
}
