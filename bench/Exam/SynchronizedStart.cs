using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using Lectern.Bench.Driving;
using Lectern.Bench.Serving;

namespace Lectern.Bench.Exam;

/// <summary>Everybody begins an exam in the same second, each answers it over two minutes, and everybody hands it in in the same second. In the end every answer must be there and every mark right.</summary>
internal sealed class SynchronizedStart(ExamPlan plan)
{
    private const int AtOnce = 16;   // while people take their seats

    internal async Task<int> Go(CancellationToken cancel)
    {
        var data = plan.Data ?? Directory.CreateTempSubdirectory("lectern-bench-").FullName;
        try
        {
            await ServerProcess.Fill(data, plan.Database, "small", cancel);
            await using var server = await ServerProcess.Start(data, plan.Database);
            return await Hold(server, cancel);
        }
        finally
        {
            if (plan.Data is null) Directory.Delete(data, recursive: true);
        }
    }

    private async Task<int> Hold(ServerProcess server, CancellationToken cancel)
    {
        using var client = Load.Client(server.Address);
        var exam = await Examination.Write(client, (await client.GetFromJsonAsync<ExamOffice>("/bench/exam/office", cancel))!, cancel);
        var seated = (await client.GetFromJsonAsync<List<Examinee>>($"/bench/exam/seats?course={exam.Course}&learners={plan.Learners + 1}", cancel))!;
        var statements = new Dictionary<string, int>();
        using (var first = new Sitting(server.Address, seated[^1], exam.Quiz, 0) { Statements = statements }) await Alone(first, cancel);

        var sittings = seated.Take(plan.Learners).Select((examinee, number) => new Sitting(server.Address, examinee, exam.Quiz, number)).ToList();
        await Parallel.ForEachAsync(sittings, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (sitting, stop) => await sitting.Wait(stop));
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {(plan.Database is null ? "SQLite" : "PostgreSQL")}, {Environment.ProcessorCount} processors for server and load together, .NET {Environment.Version}: {plan.Learners} learners start in the same second, save {ExamPlan.Questions} answers each over {plan.Writing.TotalSeconds:0} s, and submit in the same second.\n");

        var cpu = new List<double> { (await server.Figures(client, cancel)).CpuMilliseconds };
        await AtTheSameSecond(sittings, (sitting, stop) => sitting.Start(stop), cancel);
        cpu.Add((await server.Figures(client, cancel)).CpuMilliseconds);
        await Task.WhenAll(sittings.Select((sitting, number) => Write(sitting, new Random(number), cancel)));
        cpu.Add((await server.Figures(client, cancel)).CpuMilliseconds);
        await AtTheSameSecond(sittings, (sitting, stop) => sitting.Submit(stop), cancel);
        var settled = await Settled(client, cancel);
        var figures = await server.Figures(client, cancel);
        cpu.Add(figures.CpuMilliseconds);

        Console.WriteLine("| step   | requests | p50 ms | p95 ms | p99 ms | slowest ms | SQL | CPU s |\n|--------|---------:|-------:|-------:|-------:|-----------:|----:|------:|");
        Print("start", sittings.SelectMany(sitting => sitting.Starts), statements.GetValueOrDefault("exam-start") + statements.GetValueOrDefault("exam-open"), cpu[1] - cpu[0]);
        Print("save", sittings.SelectMany(sitting => sitting.Saves), statements.GetValueOrDefault("exam-save"), cpu[2] - cpu[1]);
        Print("submit", sittings.SelectMany(sitting => sitting.Submits), statements.GetValueOrDefault("exam-submit"), cpu[3] - cpu[2]);
        Console.WriteLine($"\nWhat followed from it was done {settled.TotalSeconds:0.0} s after the last submission. At most {figures.Peak >> 20} MB resident.");
        var wrong = await Mistakes(client, exam, sittings, cancel);
        foreach (var sitting in sittings) sitting.Dispose();
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>One examinee before all others, so that nothing is compiled while it counts; their SQL is counted.</summary>
    private static async Task Alone(Sitting sitting, CancellationToken cancel)
    {
        await sitting.Wait(cancel);
        await sitting.Start(cancel);
        for (var question = 0; question < ExamPlan.Questions; question++) await sitting.Answer(question, cancel);
        await sitting.Submit(cancel);
        if (sitting.Errors.Count > 0) throw new InvalidOperationException(string.Join(' ', sitting.Errors));
    }

    private static Task AtTheSameSecond(List<Sitting> sittings, Func<Sitting, CancellationToken, Task> act, CancellationToken cancel) =>
        Task.WhenAll(sittings.Select(async (sitting, number) =>
        {
            await Task.Delay(ExamPlan.Rush * ((double)number / sittings.Count), cancel);
            await act(sitting, cancel);
        }));

    private async Task Write(Sitting sitting, Random random, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var moments = Enumerable.Range(0, ExamPlan.Questions).Select(_ => plan.Writing * random.NextDouble()).Order().ToList();
        for (var question = 0; question < moments.Count; question++)
        {
            if (moments[question] - clock.Elapsed is { Ticks: > 0 } left) await Task.Delay(left, cancel);
            await sitting.Answer(question, cancel);
        }
    }

    private static async Task<TimeSpan> Settled(HttpClient client, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromMinutes(10) && !await client.GetFromJsonAsync<bool>("/bench/settled", cancel)) await Task.Delay(100, cancel);
        return clock.Elapsed;
    }

    private static void Print(string step, IEnumerable<double> milliseconds, int statements, double cpu)
    {
        var times = milliseconds.ToList();
        CollectionsMarshal.AsSpan(times).Sort();
        var result = new LoadResult(times, 1, 0, 0, null);
        Console.WriteLine($"| {step,-6} | {times.Count,8} | {result.Percentile(0.5),6:0} | {result.Percentile(0.95),6:0} | {result.Percentile(0.99),6:0} | {(times.Count == 0 ? 0 : times[^1]),10:0} | {statements,3} | {cpu / 1000,5:0.0} |");
    }

    /// <summary>Says what was refused, lost or marked wrongly; answers how much.</summary>
    private async Task<int> Mistakes(HttpClient client, Examination exam, List<Sitting> sittings, CancellationToken cancel)
    {
        var kept = (await client.GetFromJsonAsync<List<ExamOutcome>>($"/bench/exam/outcome?course={exam.Course}", cancel))!.ToDictionary(outcome => outcome.LearnerId);
        var (errors, lost, marks) = (sittings.SelectMany(sitting => sitting.Errors).ToList(), 0, 0);
        foreach (var sitting in sittings)
        {
            var outcome = kept.GetValueOrDefault(sitting.LearnerId);
            lost += ExamPlan.Questions - (outcome?.Answered ?? 0);
            if (outcome is not { IsFinished: true, Attempts: 1 } || outcome.Points != sitting.Right) marks++;
        }

        Console.WriteLine($"{errors.Count} errors, {lost} answers lost, {marks} attempts unfinished, doubled or marked wrongly, of {plan.Learners} learners with {plan.Learners * ExamPlan.Questions} answers.");
        foreach (var (error, times) in errors.CountBy(error => error)) Console.WriteLine($"- {times} times: {error}");
        return errors.Count + lost + marks;
    }
}
