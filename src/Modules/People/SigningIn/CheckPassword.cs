using Lectern.Data.Audit;
using Microsoft.AspNetCore.Identity;

namespace Lectern.People.SigningIn;

/// <summary>
/// Whether an e-mail address and a password belong together. An address that nobody has costs the same work and gives the same
/// answer. Five wrong passwords lock the account for a while; while locked, the right password is answered like a wrong one,
/// so that guessing on tells nothing.
/// </summary>
internal sealed class CheckPassword(UserManager<Person> users, LecternDb db, Limits limits, Actor actor, TimeProvider clock)
{
    internal const int MostFailures = 5;
    internal static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private static readonly Person Stranger = new("", "", DateTimeOffset.UnixEpoch);
    private static readonly string StrangersHash = new PasswordHasher<Person>().HashPassword(Stranger, "nobody has this password");

    public async Task<Person?> Of(string email, string password, CancellationToken cancel)
    {
        var person = email.Length is 0 or > 256 ? null : await users.FindByNameAsync(email);
        if (person?.PasswordHash is null)
        {
            users.PasswordHasher.VerifyHashedPassword(Stranger, StrangersHash, password);
            limits.CountFailure(email);
            return null;
        }

        var right = await users.CheckPasswordAsync(person, password);
        if (right && person.ClosedAt is null && !(person.LockoutEnd > clock.GetUtcNow()))
        {
            if (person.AccessFailedCount > 0) await db.People.Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.AccessFailedCount, 0), cancel);
            return person;
        }

        limits.CountFailure(email);
        if (!right) await CountFailure(person.Id, cancel);
        return null;
    }

    /// <summary>Counted in the database itself, so that many guesses at once can't slip past the limit.</summary>
    private async Task CountFailure(Id<Person> id, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + LockedFor;
        var people = db.People.Where(p => p.Id == id);
        await people.ExecuteUpdateAsync(p => p.SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1), cancel);
        var locked = await people.Where(p => p.AccessFailedCount >= MostFailures)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.AccessFailedCount, 0).SetProperty(x => x.LockoutEnd, until), cancel);
        if (locked == 0) return;
        db.Add(new AuditEntry { At = clock.GetUtcNow(), ActorId = null, From = actor.From, Action = "Person.locked", SubjectId = id.Value, Details = "{}" });
        await db.SaveChangesAsync(cancel);
    }
}
