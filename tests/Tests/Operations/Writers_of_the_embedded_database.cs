using Lectern.Data;
using Lectern.Host.Operations;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Operations;

/// <summary>One writes at a time; whoever asked first is next.</summary>
public sealed class Writers_of_the_embedded_database(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task write_in_the_order_in_which_they_asked()
    {
        await using var app = await TheApp.Start(await apps.MigratedDatabase(Database.Sqlite), []);
        var written = new List<int>();
        await using var scope = app.Services.CreateAsyncScope();
        var first = await scope.ServiceProvider.GetRequiredService<LecternDb>().Database.BeginTransactionAsync(Cancel);

        // Each asks at once, and none of them holds up whoever asks next.
        var waiting = Enumerable.Range(0, 20).Select(number => Write(number)).ToList();
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        await first.CommitAsync(Cancel);
        await Task.WhenAll(waiting);

        Assert.Equal(Enumerable.Range(0, 20).Where(number => !IsByItself(number)), written);

        // A statement by itself waits its turn as a transaction does.
        static bool IsByItself(int number) => number % 3 == 0;

        Task Write(int number) => app.InDb(async db =>
        {
            if (IsByItself(number))
            {
                await db.Set<Person>().Where(person => person.Name == "nobody").ExecuteDeleteAsync(Cancel);
                return;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            written.Add(number);
            await transaction.CommitAsync(Cancel);
        });
    }

    [Theory]
    [InlineData("rolled back")]
    [InlineData("left")]
    [InlineData("refused")]
    [InlineData("not awaited")]
    [InlineData("begun twice")]
    [InlineData("forgotten")]
    [InlineData("a statement that fails")]
    public async Task end_their_turn_however_it_went(string how)
    {
        await using var app = await TheApp.Start(await apps.MigratedDatabase(Database.Sqlite), []);
        for (var time = 0; time < 3; time++)
            await app.InDb(async db =>
            {
                if (how == "refused")
                {
                    db.Add(new RoleAssignment { PersonId = Id<Person>.New(), ScopeId = Id<Scope>.New(), Role = Role.Learner, GivenAt = app.Clock.GetUtcNow() });   // neither is there
                    await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel));
                    return;
                }

                if (how == "a statement that fails")
                {
                    await Assert.ThrowsAnyAsync<Exception>(() => db.Set<Person>().ExecuteUpdateAsync(person => person.SetProperty(p => p.Email, (string?)null), new CancellationToken(canceled: true)));
                    await Assert.ThrowsAnyAsync<Exception>(() => db.Set<Scope>().ExecuteUpdateAsync(scope => scope.SetProperty(s => s.ParentId, (Id<Scope>?)Id<Scope>.New()), Cancel));   // there is no such scope
                    return;
                }

                if (how == "forgotten")
                {
                    await db.Database.BeginTransactionAsync(Cancel);   // the unit of work goes back with it
                    return;
                }

                await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
                if (how == "begun twice") await Assert.ThrowsAsync<InvalidOperationException>(() => db.Database.BeginTransactionAsync(Cancel));
                if (how == "rolled back") await transaction.RollbackAsync(Cancel);
                if (how == "not awaited")
                {
                    using var tired = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
                    var other = app.InDb(another => another.Database.BeginTransactionAsync(tired.Token));
                    await tired.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
                }
            });

        await app.InDb(async db =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));   // shorter than a writer waits for one that never ends
            await using var transaction = await db.Database.BeginTransactionAsync(soon.Token);
        });
    }
}

/// <summary>When a program gives memory back.</summary>
public sealed class Memory_at_rest
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public void is_given_back_once_when_work_has_ended()
    {
        var rest = new MemoryAtRest.Rest();
        // Megabytes between two glances, and whether that was the end of work.
        (long Allocated, bool Begins)[] glances = [(200, false), (1, true), (1, false), (3, false), (40, false), (1, false), (30, false), (0, true), (0, false)];
        var allocated = 0L;
        foreach (var (more, begins) in glances) Assert.Equal(begins, rest.Begins(allocated += more * Megabyte));
    }

    [Fact]
    public void stays_while_work_goes_on()
    {
        var rest = new MemoryAtRest.Rest();
        Assert.DoesNotContain(Enumerable.Range(1, 1000), glance => rest.Begins(glance * 5 * Megabyte));
    }
}
