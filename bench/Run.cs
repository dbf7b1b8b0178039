using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Lectern.Bench.Driving;
using Lectern.Bench.Serving;

namespace Lectern.Bench;

/// <summary>Fills, drives page after page, prints a line each, and says at the end what misses its aim.</summary>
internal sealed partial class Run(Plan plan)
{
    private const int RecordedOf = 16;   // so many people's SQL stands for everyone's in the limit
    private const string Events = "events";
    private const double LeastRatio = 0.5;
    private const int MostStatements = 6;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    /// <summary>So long after the last request what the program keeps is asked: a program gives memory back when work has ended.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private readonly List<string> _missed = [];

    internal async Task<int> Go(CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var data = plan.Data ?? Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        try
        {
            var wasEmpty = await ServerProcess.Fill(data, plan.Database, plan.Size, cancel);
            Console.WriteLine(wasEmpty ? $"Filled a {plan.Size} institution in {clock.Elapsed.TotalSeconds:0} s." : "The database is filled already.");
            Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {(plan.Database is null ? "SQLite" : "PostgreSQL")}, {Environment.ProcessorCount} processors for server and load together, .NET {Environment.Version}, {plan.Duration.TotalSeconds:0.#} s a line.\n");
            await using (var server = await ServerProcess.Start(data, plan.Database)) await Measure(server, cancel);
            if (!plan.ShowsSql) await TimeStart(data, cancel);
        }
        finally
        {
            if (plan.Data is null) Directory.Delete(data, recursive: true);
        }

        Console.WriteLine($"\nTook {clock.Elapsed.TotalMinutes:0.0} minutes. {(_missed.Count == 0 ? "Every aim is met." : "Missed:")}");
        foreach (var missed in _missed) Console.WriteLine("- " + missed);
        return 0;
    }

    private async Task Measure(ServerProcess server, CancellationToken cancel)
    {
        using var client = Load.Client(server.Address);
        var learners = await Learners(client, cancel);
        var load = new Load(server.Address);
        var asked = BenchPage.All.Where(page => plan.Asks(page.Name)).ToList();
        var users = new Dictionary<By, IReadOnlyList<VirtualUser>>();
        foreach (var by in asked.Select(page => page.By).Distinct()) users[by] = await Users(client, by, learners, cancel);
        var pages = asked.ConvertAll(page => (Page: page, Users: users[page.By]));

        await TakeAway(client, 1, cancel);   // what an earlier run has left
        var statements = new Dictionary<BenchPage, double>();
        foreach (var (page, by) in pages)
        {
            if (page.UsesAttempts) await HandOut(client, by, 1, cancel);   // stays, for the limit to run its SQL on
            statements[page] = await Record(client, page, by, cancel);
            if (plan.ShowsSql)
            {
                Console.WriteLine($"-- {page.Name}\n{await client.GetStringAsync($"/bench/sql/{page.Name}", cancel)}");
                await Settle(client, cancel);
                continue;
            }

            if (page.UsesAttempts) await HandOut(client, by, 40, cancel);

            await load.Drive(16, WarmUp, page.Expected, (connection, turn) => page.Ask(Of(by, connection, 16, turn)), cancel);
            await load.Drive(16, WarmUp, page.Expected, (_, _) => LimitOf(page), cancel);
            await Settle(client, cancel);
            if (page.UsesAttempts) await TakeAway(client, 2, cancel);
        }

        if (plan.ShowsSql) return;
        if (pages.Count > 0) Console.WriteLine(Row.Head);
        foreach (var (page, by) in pages)
            foreach (var connections in plan.Connections)
            {
                if (page.UsesAttempts) await HandOut(client, by, Math.Max(1, (int)(4 * plan.Duration.TotalSeconds)), cancel);
                var before = await server.Figures(client, cancel);
                var measured = await load.Drive(connections, plan.Duration, page.Expected, (connection, turn) => page.Ask(Of(by, connection, connections, turn)), cancel);
                await Settle(client, cancel);   // what follows from it is part of its price
                var after = await server.Figures(client, cancel);
                var limit = await load.Drive(connections, plan.Duration, page.Expected, (_, _) => LimitOf(page), cancel);
                await Settle(client, cancel);
                if (page.UsesAttempts) await TakeAway(client, 2, cancel);
                Print(new Row(page, connections, measured, before, after, statements[page], limit));
            }

        if (plan.Asks(Events)) await Append(client, cancel);
        var busy = await server.Figures(client, cancel);
        (await client.GetAsync("/bench/leave", cancel)).EnsureSuccessStatusCode();
        await Task.Delay(Rest, cancel);
        var figures = await server.Figures(client, cancel);
        Console.WriteLine($"\nResident {Rest.TotalSeconds:0} s after the run: {figures.Resident >> 20} MB (at most {figures.Peak >> 20} MB, {busy.Resident >> 20} MB right after the last request).");
        if (figures.Resident >> 20 >= 250) _missed.Add($"{figures.Resident >> 20} MB resident; under 250 is the aim.");
        await WeighFirstPage(client, cancel);
    }

    /// <summary>Learning records appended, and how long until the projection has caught up.</summary>
    private static async Task Append(HttpClient client, CancellationToken cancel)
    {
        await client.GetAsync("/bench/events", cancel);   // once to warm up
        var appended = (await client.GetFromJsonAsync<Appended>("/bench/events", cancel))!;
        Console.WriteLine($"\nEvents: {appended.Records} records appended in {appended.Seconds:0.0} s, {appended.Records / appended.Seconds:0} a second; the projection had caught up after {appended.CaughtUp:0.0} s, {appended.Records / appended.CaughtUp:0} a second; {appended.Allocated / 1024.0 / appended.Records:0} KB allocated for each, with the projection.");
    }

    /// <summary>The people who ask for a kind of page, made ready for it.</summary>
    private static async Task<IReadOnlyList<VirtualUser>> Users(HttpClient client, By by, IReadOnlyList<VirtualUser> learners, CancellationToken cancel)
    {
        if (by == By.Learner) return learners;
        var instructor = new VirtualUser { Email = BenchCourses.Instructor, CourseId = by == By.InstructorOfLargeClass ? await client.GetFromJsonAsync<Guid>("/bench/class", cancel) : learners[0].CourseId };
        await instructor.SignIn(client, cancel);
        IReadOnlyList<VirtualUser> users = by is By.LearnerInPackage or By.LearnerInSequencedPackage ? await RunningPackages.Open(client, instructor, learners, by == By.LearnerInSequencedPackage, cancel) : [instructor];
        await Settle(client, cancel);
        return users;
    }

    private static async Task<IReadOnlyList<VirtualUser>> Learners(HttpClient client, CancellationToken cancel)
    {
        var seats = await client.GetFromJsonAsync<List<LearnersSeat>>("/bench/seats", cancel);
        var users = seats!.Select(seat => new VirtualUser { Email = seat.Email, Seat = seat, CourseId = seat.CourseId }).ToList();
        foreach (var user in users)
        {
            await user.SignIn(client, cancel);
            await user.Begin(client, cancel);
        }

        await Settle(client, cancel);
        return users;
    }

    /// <summary>Each connection goes round among its own share of the users, so that nobody does two things at once.</summary>
    private static VirtualUser Of(IReadOnlyList<VirtualUser> users, int connection, int connections, int turn)
    {
        var share = Math.Max(1, users.Count / connections);
        return users[(connection + turn % share * connections) % users.Count];
    }

    private static HttpRequestMessage LimitOf(BenchPage page)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/bench/limit/{page.Name}");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
        return request;
    }

    /// <summary>Has the server note the SQL and the body of some users' requests; answers how many statements one takes.</summary>
    private static async Task<double> Record(HttpClient client, BenchPage page, IReadOnlyList<VirtualUser> users, CancellationToken cancel)
    {
        var total = 0;
        for (var i = 0; i < RecordedOf; i++)
        {
            using var request = page.Ask(users[i % users.Count])!;
            request.Headers.TryAddWithoutValidation(BenchDoor.Header, page.Name);
            using var response = await client.SendAsync(request, cancel);
            var recorded = (await response.Content.ReadFromJsonAsync<Recorded>(cancel))!;
            if (recorded.Status != (int)page.Expected) throw new InvalidOperationException($"{page.Name} answers {recorded.Status}.");
            total += recorded.Statements;
        }

        return (double)total / RecordedOf;
    }

    private static async Task HandOut(HttpClient client, IReadOnlyList<VirtualUser> users, int each, CancellationToken cancel)
    {
        var made = (await client.GetFromJsonAsync<Dictionary<Guid, List<Guid>>>($"/bench/attempts?each={each}", cancel))!;
        foreach (var user in users)
        {
            user.ToSubmit.Clear();
            foreach (var attempt in made[user.Seat!.LearnerId]) user.ToSubmit.Enqueue(attempt);
        }
    }

    /// <summary>Takes away what was handed out, but for so many attempts of each.</summary>
    private static async Task TakeAway(HttpClient client, int kept, CancellationToken cancel) => (await client.GetAsync($"/bench/attempts/clear?kept={kept}", cancel)).EnsureSuccessStatusCode();

    /// <summary>Waits until what followed from the requests is done, at most a minute.</summary>
    private static async Task Settle(HttpClient client, CancellationToken cancel)
    {
        await client.GetAsync("/bench/clear", cancel);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(1) && !await client.GetFromJsonAsync<bool>("/bench/settled", cancel);) await Task.Delay(50, cancel);
    }

    private void Print(Row row)
    {
        Console.WriteLine(row);
        if (row.Measured.Failures + row.Limit.Failures > 0)
            _missed.Add($"{row.Page.Name} at {row.Connections}: {row.Measured.Failures} requests failed ({row.Measured.FirstFailure}), and {row.Limit.Failures} of the limit's ({row.Limit.FirstFailure}).");
        if (row.Page.IsForLearners && row.Ratio < LeastRatio) _missed.Add($"{row.Page.Name} at {row.Connections}: {row.Ratio:0.00} of the limit; {LeastRatio} is the aim.");
        if (row.Page.IsForLearners && row.Statements > MostStatements && row.Connections == plan.Connections[0]) _missed.Add($"{row.Page.Name}: {row.Statements:0.#} SQL statements; {MostStatements} is the aim.");
    }

    private async Task WeighFirstPage(HttpClient client, CancellationToken cancel)
    {
        var html = await client.GetStringAsync("/catalog", cancel);
        var (script, style) = (await Weight(Script().Match(html).Groups[1].Value), await Weight(Style().Match(html).Groups[1].Value));
        Console.WriteLine($"The first page loads {script / 1024.0:0.0} KB of JavaScript and {style / 1024.0:0.0} KB of CSS, compressed.");
        if (script > 60 << 10) _missed.Add("More than 60 KB of JavaScript.");
        if (style > 40 << 10) _missed.Add("More than 40 KB of CSS.");

        async Task<int> Weight(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
            using var response = await client.SendAsync(request, cancel);
            return (await response.Content.ReadAsByteArrayAsync(cancel)).Length;
        }
    }

    private async Task TimeStart(string data, CancellationToken cancel)
    {
        var times = new List<double>();
        for (var i = 0; i < 3; i++) times.Add((await ServerProcess.TimeToAnswer(data, plan.Database, cancel)).TotalSeconds);
        Console.WriteLine($"From serve to the first answered request: {string.Join(", ", times.Select(time => $"{time:0.00}"))} s.");
        if (times.Order().ElementAt(1) >= 2) _missed.Add($"{times.Order().ElementAt(1):0.00} s to the first answered request; under 2 is the aim.");
    }

    [GeneratedRegex("""<script type="module" src="([^"]+)""")]
    private static partial Regex Script();

    [GeneratedRegex("""<link rel="stylesheet" href="([^"]+)""")]
    private static partial Regex Style();
}
