using System.Security.Cryptography;
using Lectern.Data;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

internal static class AddUser
{
    internal static async Task<int> Run(WebApplication app, Screen screen, string email, string? name, string role, string? password, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().From = "command line";
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var given = Enum.Parse<Role>(role, ignoreCase: true);
        var institution = await FoundInstitution.Handle(db, cancel);

        var person = await users.FindByEmailAsync(email);
        string? made = null;
        if (person is null)
        {
            made = password ?? $"Le-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16)}-7";
            person = new Person(name ?? email.Split('@')[0], email, clock.GetUtcNow()) { EmailConfirmed = true };
            var added = await users.CreateAsync(person, made);
            if (!added.Succeeded) return screen.Failed("not-added", string.Join(" ", added.Errors.Select(e => e.Description)));
        }

        if (!await db.RoleAssignments.AnyAsync(a => a.PersonId == person.Id && a.ScopeId == institution.Id && a.Role == given, cancel))
        {
            db.Add(new RoleAssignment { PersonId = person.Id, ScopeId = institution.Id, Role = given, GivenAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancel);
        }

        return screen.Done(new { id = person.Id, email, role, password = password is null ? made : null },
            made is null ? $"{email} was there already and is {role} now." : password is null ? $"Added {email} as {role}. Password: {made}" : $"Added {email} as {role}.");
    }
}
