using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace Lectern.Bench.Driving;

/// <summary>What came of driving one page for a while.</summary>
/// <param name="Milliseconds">How long each request took, from the quickest to the slowest.</param>
/// <param name="Bytes">Transferred bodies, as compressed.</param>
internal sealed record LoadResult(IReadOnlyList<double> Milliseconds, double Seconds, long Bytes, int Failures, HttpStatusCode? FirstFailure)
{
    internal int Requests => Milliseconds.Count;
    internal double PerSecond => Requests / Seconds;
    internal double BytesEach => (double)Bytes / Math.Max(1, Requests);

    internal double Percentile(double share) => Requests == 0 ? 0 : Milliseconds[Math.Min(Requests - 1, (int)(Requests * share))];
}

/// <summary>Keeps a number of connections busy, each with one request after the other.</summary>
internal sealed class Load(Uri address)
{
    /// <param name="next">The request of a connection's turn; null when it has none left.</param>
    /// <param name="expected">Any other answer is a failure.</param>
    internal async Task<LoadResult> Drive(int connections, TimeSpan duration, HttpStatusCode expected, Func<int, int, HttpRequestMessage?> next, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => One(connection), cancel)));
        var seconds = clock.Elapsed.TotalSeconds;
        var times = all.SelectMany(one => one.Times).ToList();
        CollectionsMarshal.AsSpan(times).Sort();
        return new LoadResult(times, seconds, all.Sum(one => one.Bytes), all.Sum(one => one.Failures), all.Select(one => one.Failed).FirstOrDefault(failed => failed is not null));

        async Task<(List<double> Times, long Bytes, int Failures, HttpStatusCode? Failed)> One(int connection)
        {
            using var client = Client(address);
            var (times, bytes, failures, buffer) = (new List<double>(1024), 0L, 0, new byte[64 << 10]);
            HttpStatusCode? failed = null;
            for (var turn = 0; clock.Elapsed < duration; turn++)
            {
                using var request = next(connection, turn);
                if (request is null) break;
                var began = clock.Elapsed;
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                await using (var body = await response.Content.ReadAsStreamAsync(cancel))
                    while (await body.ReadAsync(buffer, cancel) is > 0 and var read) bytes += read;
                times.Add((clock.Elapsed - began).TotalMilliseconds);
                if (response.StatusCode == expected) continue;
                failures++;
                failed ??= response.StatusCode;
            }

            return (times, bytes, failures, failed);
        }
    }

    /// <summary>One connection that keeps nothing and follows nothing: cookies are the virtual users' own.</summary>
    internal static HttpClient Client(Uri address) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, MaxConnectionsPerServer = 1, ActivityHeadersPropagator = null })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(2),
    };
}
