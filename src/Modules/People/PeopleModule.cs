using Lectern.Web.Access;

namespace Lectern.People;

public static class PeopleTables
{
    extension(LecternDb db)
    {
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<Scope> Scopes => db.Set<Scope>();
        public DbSet<RoleAssignment> RoleAssignments => db.Set<RoleAssignment>();
    }
}

public sealed class PeopleModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<IScopes, ScopeTree>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
