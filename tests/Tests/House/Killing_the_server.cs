using System.Text.Json.Nodes;
using Lectern.Host;
using Lectern.Kernel;
using Microsoft.AspNetCore.Builder;

namespace Lectern.Tests.House;

/// <summary>The real program as a process, ended by SIGKILL at moments that it can't choose. What it said was saved, is; what follows from it, follows.</summary>
public sealed class Killing_the_server(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task loses_nothing_that_a_person_was_told_is_saved(Database database)
    {
        await using var run = await Run.Begin(apps, database);
        var (program, world) = (run.Program, run.World);
        var learner = await world.Join(Role.Learner);

        await world.Enrol(learner);
        await program.Kill();           // between the commit and the handler
        await program.Start();
        await Until(async () => (await MyCourses(learner)).Count == 1, "the course stands among the learner's own");

        var attempt = await world.Begin(learner);
        foreach (var lifetime in new[] { 3, 17, 40 })
        {
            var told = await SaveUntilKilled(program, world, learner, attempt, lifetime);
            await program.Start();
            var kept = int.Parse(await Response(world, learner, attempt), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(kept == told || kept == told + 1, $"Answer {told} was said to be saved, and {kept} is kept.");
        }

        await world.Answer(learner, attempt, "situation");
        await world.FinishPage(learner);
        await World.Submit(learner, attempt);
        await program.Kill();           // score, progress, completion and certificate are still ahead
        await program.Start();
        await Until(async () => (await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/certificates"))["items"]!.AsArray().Count == 1, "the certificate is there");
        await Until(async () => (await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/marks"))["items"]!.AsArray().Count > 0, "the mark is there");
    }

    [Theory, EveryDatabase]
    public async Task in_the_middle_of_a_chain_of_handlers_ends_with_one_certificate_each(Database database)
    {
        await using var run = await Run.Begin(apps, database);
        var (program, world) = (run.Program, run.World);
        var learners = new List<Someone>();
        for (var i = 0; i < 4; i++) learners.Add(await world.Enrolled());
        await Task.WhenAll(learners.Select(world.Complete));
        for (var kills = 0; kills < 3; kills++)
        {
            await program.Kill();       // wherever the dispatcher is now
            await program.Start();
        }

        foreach (var learner in learners)
        {
            await Until(async () => (await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/certificates"))["items"]!.AsArray().Count > 0, "the certificate is there");
            Assert.Single((await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/certificates"))["items"]!.AsArray());
        }
    }

    // Saves one answer after the other and kills the program while the next is on its way; returns the last that was confirmed.
    private static async Task<int> SaveUntilKilled(TheProgram program, World world, Someone learner, string attempt, int lifetime)
    {
        var told = 0;
        for (var answer = 1; answer <= lifetime; answer++)
        {
            await world.Answer(learner, attempt, answer.ToString(System.Globalization.CultureInfo.InvariantCulture));
            told = answer;
        }

        var onItsWay = world.Answer(learner, attempt, (lifetime + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        await program.Kill();
        try
        {
            await onItsWay;
            told = lifetime + 1;
        }
        catch (HttpRequestException)
        {
            // nobody was told anything
        }

        return told;
    }

    private static async Task<string> Response(World world, Someone learner, string attempt)
    {
        var kept = await World.Send(learner.Api, HttpMethod.Get, $"/api/v1/attempts/{attempt}");
        return kept["questions"]![0]!["response"]!.GetValue<string>();
    }

    private static async Task<JsonArray> MyCourses(Someone learner) => (await World.Send(learner.Api, HttpMethod.Get, "/api/v1/me/courses"))["items"]!.AsArray();

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"It never comes true that {what}.");
            await Task.Yield();
        }
    }

    /// <summary>A program, a way into its database beside it, and a world.</summary>
    private sealed class Run(TheProgram program, WebApplication beside, World world, string folder) : IAsyncDisposable
    {
        internal TheProgram Program => program;
        internal World World => world;

        internal static async Task<Run> Begin(Apps apps, Database database)
        {
            var folder = Directory.CreateTempSubdirectory("lectern-kill-").FullName;
            var settings = new Dictionary<string, string?> { ["Data"] = folder, ["urls"] = "http://127.0.0.1:0" };
            string[] arguments = ["--no-demo"];
            var connection = await apps.MigratedDatabase(database, folder);
            if (database == Database.PostgreSql)
            {
                settings["Database:Connection"] = connection;
                arguments = [.. arguments, "--database", connection];
            }

            var program = await TheProgram.Start(folder, arguments);
            var beside = LecternApp.Build(settings);    // never started: only its services are used
            return new Run(program, beside, await World.Make(program.Address, beside.Services), folder);
        }

        public async ValueTask DisposeAsync()
        {
            await program.DisposeAsync();
            await beside.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
