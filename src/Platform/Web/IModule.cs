using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web;

/// <summary>What the host needs to know of a module: its table of contents.</summary>
public interface IModule
{
    static abstract void AddServices(IServiceCollection services);
    static abstract void MapEndpoints(IEndpointRouteBuilder routes);
}
