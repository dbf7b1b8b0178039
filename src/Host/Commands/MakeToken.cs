using Lectern.Data;
using Lectern.People;
using Microsoft.AspNetCore.Identity;

namespace Lectern.Host.Commands;

internal static class MakeToken
{
    internal static async Task<int> Run(WebApplication app, Screen screen, string email, int days, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().From = "command line";
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByEmailAsync(email) is not { } person) return screen.Failed("nobody", $"Nobody here has the address {email}.");
        var made = PersonalAccessToken.Create(person.Id, "command line", days, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        if (made.Refusal is { } refusal) return screen.Failed(refusal.Code, string.Format(System.Globalization.CultureInfo.InvariantCulture, refusal.Sentence, refusal.Arguments));
        var (token, secret) = made.Value;
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        db.Add(token);
        await db.SaveChangesAsync(cancel);
        return screen.Done(new { token = secret, expires = token.ExpiresAt }, secret);
    }
}
