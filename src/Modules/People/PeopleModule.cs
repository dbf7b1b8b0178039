using Lectern.Data.Outbox;
using Lectern.People.Accommodations;
using Lectern.People.Account;
using Lectern.People.Api;
using Lectern.People.Auditing;
using Lectern.People.Branding;
using Lectern.People.Directory;
using Lectern.People.Outbox;
using Lectern.People.Preferences;
using Lectern.People.SigningIn;
using Lectern.People.Units;
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
        public DbSet<Accommodation> Accommodations => db.Set<Accommodation>();
        public DbSet<Institution> Institutions => db.Set<Institution>();
    }
}

public sealed class PeopleModule : IModule
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<VisitorQueries>();
        services.AddScoped<IScopes, ScopeTree>();
        services.AddScoped<AuditLines>();
        services.AddSigningIn();
        services.AddSingleton<SiteAddress>();
        services.AddSingleton<InstitutionBrand>().AddSingleton<IBrand>(provider => provider.GetRequiredService<InstitutionBrand>());
        services.AddHandler<InstitutionChanged, AnnounceBrand>();
        services.AddSingleton(new NavigationItem(100, "People", "/people", "users", PeopleCapabilities.ViewPeople));
        services.AddSingleton(new NavigationItem(110, "Units", "/units", "network", PeopleCapabilities.ManageInstitution));
        services.AddSingleton(new NavigationItem(120, "Institution", "/institution", "palette", PeopleCapabilities.ManageInstitution) { IsInstitutionWide = true });
        services.AddSingleton(new NavigationItem(130, "Audit log", "/audit", "scroll-text", PeopleCapabilities.ManageInstitution) { IsInstitutionWide = true });
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapSigningIn();
        MapOwn(routes);
        MapAdministration(routes);
        PeopleApi.Map(routes);
    }

    private static void MapOwn(IEndpointRouteBuilder routes)
    {
        const string onlyOwn = "Changes nothing but how this browser, and its own person, see the site.";
        routes.MapPost("/theme", ChooseTheme.Handle).OpenToAll(onlyOwn).WithMetadata(new ChecksForgeryItself(onlyOwn));
        routes.MapPost("/language", ChooseLanguage.Handle).OpenToAll(onlyOwn).WithMetadata(new ChecksForgeryItself(onlyOwn));
        routes.MapGet("/institution/logo/{hash}", ShowLogo.Handle).OpenToAll("The logo stands on public pages.");

        const string own = "Shows and changes only the person's own account.";
        routes.MapGet("/account", ShowAccount.Handle).ForSignedIn(own);
        routes.MapPost("/account", ChangeProfile.Handle).ForSignedIn(own);
        routes.MapPost("/account/password", ChangeProfile.HandlePassword).ForSignedIn(own);
        routes.MapPost("/account/tokens", ManageTokens.HandleCreate).ForSignedIn(own);
        routes.MapPost("/account/tokens/{id}/revoke", ManageTokens.HandleRevoke).ForSignedIn(own);
    }

    private static void MapAdministration(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/people", ListPeople.Handle).Requires(PeopleCapabilities.ViewPeople);
        routes.MapGet("/people/new", AddPerson.Show).Requires(PeopleCapabilities.ManagePeople);
        routes.MapPost("/people/new", AddPerson.Handle).Requires(PeopleCapabilities.ManagePeople);
        routes.MapGet("/people/{id}", ShowPerson.Handle).Requires(PeopleCapabilities.ViewPeople);
        routes.MapPost("/people/{id}", ChangeAccount.HandleRename).Requires(PeopleCapabilities.ManagePeople);
        routes.MapPost("/people/{id}/close", ChangeAccount.HandleClose).Requires(PeopleCapabilities.ManagePeople);
        routes.MapPost("/people/{id}/reopen", ChangeAccount.HandleReopen).Requires(PeopleCapabilities.ManagePeople);
        routes.MapPost("/people/{id}/invite", ChangeAccount.HandleInvite).Requires(PeopleCapabilities.ManagePeople);
        routes.MapPost("/people/{id}/accommodation", SetAccommodation.Handle).Requires(PeopleCapabilities.SetAccommodations);
        routes.MapPost("/people/{id}/accommodation/end", SetAccommodation.HandleEnd).Requires(PeopleCapabilities.SetAccommodations);
        routes.MapPost("/people/{id}/roles", ChangeRoles.HandleGive).Requires(PeopleCapabilities.GiveRoles);
        routes.MapPost("/people/{id}/roles/{assignment}/take", ChangeRoles.HandleTake).Requires(PeopleCapabilities.GiveRoles);

        routes.MapGet("/units", ManageUnits.Show).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapPost("/units", ManageUnits.HandleAdd).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapPost("/units/{id}", ManageUnits.HandleRename).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapGet("/institution", EditInstitution.Show).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapPost("/institution", EditInstitution.Handle).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapGet("/audit", ShowAuditLog.Handle).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapGet("/outbox", ShowOutbox.Handle).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapPost("/outbox/try-again", ShowOutbox.HandleTryAllAgain).Requires(PeopleCapabilities.ManageInstitution);
        routes.MapPost("/outbox/{id}/try-again", ShowOutbox.HandleTryAgain).Requires(PeopleCapabilities.ManageInstitution);
    }
}
