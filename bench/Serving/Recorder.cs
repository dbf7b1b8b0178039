using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lectern.Bench.Serving;

/// <summary>A request as it was answered: its SQL in order, and the body before compression.</summary>
internal sealed record Recording(IReadOnlyList<Statement> Statements, int Status, string? ContentType, byte[] Body);

/// <summary>Notes the SQL of requests that ask for it; all others pass by after one look.</summary>
internal sealed class Recorder : DbCommandInterceptor
{
    private readonly AsyncLocal<List<Statement>?> _current = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Recording>> _recordings = new();

    internal List<Statement> Begin() => _current.Value = [];

    internal void Keep(string page, Recording recording) => _recordings.GetOrAdd(page, _ => new()).Enqueue(recording);

    /// <summary>The recordings of a page, in turn: different people, so that the limit reads as many rows as the page does.</summary>
    internal Recording Next(string page)
    {
        var recordings = _recordings[page];
        while (true)
        {
            if (!recordings.TryDequeue(out var next)) continue;   // another request has it in hand and puts it back at once
            recordings.Enqueue(next);
            return next;
        }
    }

    internal void Forget() => _recordings.Clear();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return ValueTask.FromResult(result);
    }

    private void Note(DbCommand command) => _current.Value?.Add(Statement.Of(command));
}
