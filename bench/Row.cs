using Lectern.Bench.Driving;
using Lectern.Bench.Serving;

namespace Lectern.Bench;

/// <summary>One line of the table: a page at a number of connections, beside its limit.</summary>
internal sealed record Row(BenchPage Page, int Connections, LoadResult Measured, Figures Before, Figures After, double Statements, LoadResult Limit)
{
    internal const string Head =
        "| page              | connections | requests/s | p50 ms | p95 ms | p99 ms | KB allocated | CPU ms | SQL  | bytes  | limit/s | ratio |\n" +
        "|-------------------|------------:|-----------:|-------:|-------:|-------:|-------------:|-------:|-----:|-------:|--------:|------:|";

    internal double Ratio => Measured.PerSecond / Limit.PerSecond;

    public override string ToString()
    {
        var requests = Math.Max(1, Measured.Requests);
        return $"| {Page.Name,-17} | {Connections,11} | {Measured.PerSecond,10:0} | {Measured.Percentile(0.5),6:0.0} | {Measured.Percentile(0.95),6:0.0} | {Measured.Percentile(0.99),6:0.0} " +
            $"| {(After.Allocated - Before.Allocated) / 1024.0 / requests,12:0} | {(After.CpuMilliseconds - Before.CpuMilliseconds) / requests,6:0.00} | {Statements,4:0.#} | {Measured.BytesEach,6:0} | {Limit.PerSecond,7:0} | {Ratio,5:0.00} |";
    }
}
