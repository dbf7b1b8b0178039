using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Lectern.Bench.Serving;

/// <summary>
/// What the machine could do at most for a page: the same SQL written by hand on one connection, and a prepared body of the
/// same size, sent through the same compression. Everything else that the program does is missing here.
/// </summary>
internal sealed class Limit(Recorder recorder, Func<DbConnection> connect)
{
    internal async Task Answer(HttpContext http)
    {
        var recording = recorder.Next(http.Request.Path.Value!.Trim('/'));
        var cancel = http.RequestAborted;
        await using (var connection = connect())
        {
            await connection.OpenAsync(cancel);
            foreach (var group in Transactions(recording.Statements))
            {
                await using var transaction = group[0].Transaction is null ? null : await connection.BeginTransactionAsync(cancel);
                foreach (var statement in group) await statement.Run(connection, transaction, cancel);
                if (transaction is not null) await transaction.CommitAsync(cancel);
            }
        }

        http.Response.StatusCode = recording.Status;
        http.Response.ContentType = recording.ContentType;
        await http.Response.Body.WriteAsync(recording.Body, cancel);
    }

    /// <summary>The SQL of a page, and how long each statement takes by hand: the milliseconds of one run among many.</summary>
    internal async Task Explain(HttpContext http)
    {
        const int Runs = 50;
        var recording = recorder.Next(http.Request.Path.Value!.Trim('/'));
        await using var connection = connect();
        await connection.OpenAsync(http.RequestAborted);
        foreach (var statement in recording.Statements)
        {
            var clock = Stopwatch.StartNew();
            for (var run = 0; run < Runs; run++) await statement.Run(connection, null, http.RequestAborted);
            await http.Response.WriteAsync($"-- {clock.Elapsed.TotalMilliseconds / Runs:0.000} ms\n{statement}\n\n", http.RequestAborted);
        }
    }

    /// <summary>Takes away what running inserts again and again has left.</summary>
    internal async Task Clear(CancellationToken cancel)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = """DELETE FROM "OutboxMessage" WHERE "ParkedAt" IS NOT NULL""";
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Gives up what the benchmark itself keeps in the process: recordings, and the connections that only the limit uses.</summary>
    internal void Leave()
    {
        recorder.Forget();
        using var connection = connect();
        if (connection is SqliteConnection embedded) SqliteConnection.ClearPool(embedded);
    }

    private static IEnumerable<List<Statement>> Transactions(IReadOnlyList<Statement> statements)
    {
        List<Statement> group = [];
        foreach (var statement in statements)
        {
            if (group.Count > 0 && (statement.Transaction is null || statement.Transaction != group[0].Transaction))
            {
                yield return group;
                group = [];
            }

            group.Add(statement);
        }

        if (group.Count > 0) yield return group;
    }
}
