using System.Diagnostics;
using Lectern.Data;
using Lectern.Data.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Bench.Serving;

/// <summary>What the server process has used so far.</summary>
/// <param name="Allocated">Bytes, since it started.</param>
/// <param name="Resident">Bytes, now.</param>
/// <param name="Peak">Bytes resident, at most so far.</param>
internal sealed record Figures(long Allocated, double CpuMilliseconds, long Resident, long Peak);

/// <summary>What a request with the <see cref="Header"/> took.</summary>
internal sealed record Recorded(int Status, int Statements, int Bytes);

/// <summary>The benchmark's own addresses, in front of the program's: it never sees them.</summary>
internal sealed class BenchDoor : IStartupFilter
{
    /// <summary>On a request: record its SQL and its body under this name.</summary>
    internal const string Header = "X-Bench-Record";
    /// <summary>On a request: answer as always, and say in a header of this name how many statements it took.</summary>
    internal const string Counted = "X-Bench-Statements";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var limit = app.ApplicationServices.GetRequiredService<Limit>();
        var recorder = app.ApplicationServices.GetRequiredService<Recorder>();
        app.Map("/bench/limit", at => at.UseResponseCompression().Run(limit.Answer));
        app.Map("/bench/sql", at => at.Run(limit.Explain));
        app.Map("/bench/clear", at => at.Run(http => limit.Clear(http.RequestAborted)));
        app.Map("/bench/leave", at => at.Run(_ => { limit.Leave(); return Task.CompletedTask; }));
        app.Map("/bench/attempts/clear", at => at.Run(OpenAttempts.Clear));
        app.Map("/bench/figures", at => at.Run(http => http.Response.WriteAsJsonAsync(Now())));
        app.Map("/bench/seats", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await Seats.Of(http))));
        app.Map("/bench/attempts", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await OpenAttempts.Add(http))));
        app.Map("/bench/enrol", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await BenchCourses.Enrol(http))));
        app.Map("/bench/class", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await LargeClass.Of(http))));
        app.Map("/bench/events", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await EventAppend.Measure(http))));
        app.Map("/bench/settled", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await Waiting(http) == 0)));
        app.Map("/bench/exam/office", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await ExamRoom.Office(http))));
        app.Map("/bench/exam/seats", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await ExamRoom.Seat(http))));
        app.Map("/bench/exam/outcome", at => at.Run(async http => await http.Response.WriteAsJsonAsync(await ExamRoom.Outcome(http))));
        app.Use((http, go) => http.Request.Headers.ContainsKey(Counted) ? Count(recorder, http, go) : go(http));
        app.Use((http, go) => http.Request.Headers.TryGetValue(Header, out var page) ? Record(recorder, page!, http, go) : go(http));
        next(app);
    };

    private static Figures Now()
    {
        using var process = Process.GetCurrentProcess();
        return new Figures(GC.GetTotalAllocatedBytes(), process.TotalProcessorTime.TotalMilliseconds, process.WorkingSet64, process.PeakWorkingSet64);
    }

    private static Task<int> Waiting(HttpContext http) =>
        http.RequestServices.GetRequiredService<LecternDb>().Set<OutboxMessage>().CountAsync(m => m.ParkedAt == null, http.RequestAborted);

    private static Task Count(Recorder recorder, HttpContext http, RequestDelegate go)
    {
        var statements = recorder.Begin();
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Counted] = statements.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return go(http);
    }

    private static async Task Record(Recorder recorder, string page, HttpContext http, RequestDelegate go)
    {
        http.Request.Headers.AcceptEncoding = default;   // the body as it is before compression
        var wire = http.Response.Body;
        using var body = new MemoryStream();
        http.Response.Body = body;
        var statements = recorder.Begin();
        await go(http);
        http.Response.Body = wire;
        recorder.Keep(page, new Recording([.. statements], http.Response.StatusCode, http.Response.ContentType, body.ToArray()));
        var recorded = new Recorded(http.Response.StatusCode, statements.Count, (int)body.Length);
        http.Response.Clear();
        await http.Response.WriteAsJsonAsync(recorded);
    }
}
