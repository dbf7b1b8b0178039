using Lectern.Data.Outbox;
using Lectern.People.Branding;
using Lectern.People.Preferences;
using Lectern.People.SigningIn;
using Lectern.Web.Access;

namespace Lectern.People;

public static class PeopleTables
{
    extension(LecternDb db)
    {
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<Scope> Scopes => db.Set<Scope>();
        public DbSet<RoleAssignment> RoleAssignments => db.Set<RoleAssignment>();
        public DbSet<PersonalAccessToken> PersonalAccessTokens => db.Set<PersonalAccessToken>();
        public DbSet<Institution> Institutions => db.Set<Institution>();
    }
}

public sealed class PeopleModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddScoped<IScopes, ScopeTree>();
        services.AddSigningIn();
        services.AddSingleton<SiteAddress>();
        services.AddSingleton<InstitutionBrand>().AddSingleton<IBrand>(provider => provider.GetRequiredService<InstitutionBrand>());
        services.AddHandler<InstitutionChanged, AnnounceBrand>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapSigningIn();
        const string onlyOwn = "Changes nothing but how this browser, and its own person, see the site.";
        routes.MapPost("/theme", ChooseTheme.Handle).OpenToAll(onlyOwn).WithMetadata(new ChecksForgeryItself(onlyOwn));
        routes.MapPost("/language", ChooseLanguage.Handle).OpenToAll(onlyOwn).WithMetadata(new ChecksForgeryItself(onlyOwn));
        routes.MapGet("/institution/logo/{hash}", ShowLogo.Handle).OpenToAll("The logo stands on public pages.");
    }
}
