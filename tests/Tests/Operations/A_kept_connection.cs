using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Operations;

/// <summary>The connection of a unit of work to the embedded database, which keeps what it has prepared.</summary>
public sealed class A_kept_connection(Apps apps)
{
    [Fact]
    public async Task goes_on_with_rows_that_are_being_read_while_more_statements_run_than_it_keeps()
    {
        var app = await apps.On(Database.Sqlite);
        var people = new[] { await app.Person(Role.Learner), await app.Person(Role.Learner), await app.Person(Role.Learner) }.Select(person => person.Id).ToList();
        var read = await app.InDb(async db =>
        {
            var found = new List<Id<Person>>();
            await foreach (var id in db.Set<Person>().Where(person => people.Contains(person.Id)).Select(person => person.Id).AsAsyncEnumerable())
            {
                found.Add(id);
                for (var length = 1; length <= 100; length++) Assert.Equal(0, await db.Set<Person>().CountAsync(person => person.Name.Length > EF.Constant(100_000 + length)));
            }

            return found;
        });
        Assert.Equal(people.ToHashSet(), read.ToHashSet());
    }

    [Fact]
    public async Task runs_the_same_statement_inside_of_itself()
    {
        var app = await apps.On(Database.Sqlite);
        var people = new[] { await app.Person(Role.Learner), await app.Person(Role.Learner) }.Select(person => person.Id).ToList();
        var pairs = await app.InDb(async db =>
        {
            var found = new List<(Id<Person>, Id<Person>)>();
            var ids = db.Set<Person>().Where(person => people.Contains(person.Id)).Select(person => person.Id);
            await foreach (var outer in ids.AsAsyncEnumerable())
                await foreach (var inner in ids.AsAsyncEnumerable()) found.Add((outer, inner));
            return found;
        });
        Assert.Equal(4, pairs.Distinct().Count());
    }
}
