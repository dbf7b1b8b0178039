using Lectern.People.Registering;
using Lectern.People.Resetting;
using Lectern.Web.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Lectern.People.SigningIn;

/// <summary>Accounts as ASP.NET Core Identity keeps them, a session cookie, and the pages on the way in.</summary>
internal static class SignInSetup
{
    internal static void AddSigningIn(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
            {
                options.User.AllowedUserNameCharacters = "";   // the name is the e-mail address, checked by Accounts
                options.Password = new PasswordOptions { RequiredLength = PasswordRules.Shortest, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 1 };
                options.Lockout.AllowedForNewUsers = true;
            })
            .AddUserStore<PersonStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<InvitationTokens>(SignInLinks.Invitation);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = SignInLinks.OthersLast);
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme, options =>
        {
            options.Cookie.Name = "lectern.session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = Microsoft.AspNetCore.Http.CookieSecurePolicy.SameAsRequest;
            options.SlidingExpiration = true;
            options.Events = new CookieAuthenticationEvents();   // the access gate asks to sign in, not the cookie handler
        });
        services.PostConfigure<CookieAuthenticationOptions>(Session.Scheme, options => options.TicketDataFormat = new OpenedTickets(options.TicketDataFormat));
        services.AddScoped<Accounts>().AddScoped<SignInLinks>().AddScoped<CheckPassword>();
        services.AddSingleton<Limits>().AddSingleton<SelfRegistration>().AddSingleton<RegisteredHere>();
    }

    internal static void MapSigningIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", SignIn.Show).OpenToAll("The way in, for those who are not in yet.");
        routes.MapPost("/sign-in", SignIn.Handle).OpenToAll("The way in; tries are limited by address and by account.");
        routes.MapPost("/sign-out", SignOut.Handle).OpenToAll("Only ends the session of the browser that asks.");
        routes.MapGet("/register", Register.Show).OpenToAll("Newcomers make their own account, where the institution lets them.");
        routes.MapPost("/register", Register.Handle).OpenToAll("Newcomers make their own account; limited by address and by mailbox.");
        routes.MapGet("/register/sent", Register.ShowSent).OpenToAll("Says nothing about anyone.");
        routes.MapGet("/confirm-email", ConfirmEmail.Show).OpenToAll("The sealed token is the permission.");
        routes.MapPost("/confirm-email", ConfirmEmail.Handle).OpenToAll("The sealed token is the permission.");
        routes.MapGet("/forgot-password", ForgotPassword.Show).OpenToAll("For those who can't sign in.");
        routes.MapPost("/forgot-password", ForgotPassword.Handle).OpenToAll("For those who can't sign in; limited by address and by mailbox.");
        routes.MapGet("/forgot-password/sent", ForgotPassword.ShowSent).OpenToAll("Says nothing about anyone.");
        routes.MapGet("/set-password", SetPassword.Show).OpenToAll("The sealed token is the permission.");
        routes.MapPost("/set-password", SetPassword.Handle).OpenToAll("The sealed token is the permission.");
    }
}
