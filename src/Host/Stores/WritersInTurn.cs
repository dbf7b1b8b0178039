using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Lectern.Host.Stores;

/// <summary>
/// Who writes to the embedded database, one after another in the order in which they asked. The file's own lock goes to whoever
/// tries it at the right moment: who sleeps between two tries meets one that has just asked, and can wait for seconds.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Only its wait handle, which nobody asks for, would need disposing; and whoever still writes while the program ends shall end its turn.")]
internal sealed class WritersInTurn
{
    /// <summary>After so long a writer doesn't wait for the one before it any more: the file's lock decides.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <returns>Whether it is the caller's turn, to be ended with <see cref="EndTurn"/>.</returns>
    internal Task<bool> TakeTurn(CancellationToken cancel) => _turn.WaitAsync(Patience, cancel);

    internal void EndTurn() => _turn.Release();
}

/// <summary>A statement that writes outside of a transaction takes its turn as a transaction does.</summary>
internal sealed class StatementsInTurn : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (OnItsOwn(command, eventData) is { } connection) await connection.TakeTurn(cancellationToken);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        OnItsOwn(command, eventData)?.EndTurn();
        return ValueTask.FromResult(result);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        OnItsOwn(command, eventData)?.EndTurn();
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        OnItsOwn(command, eventData)?.EndTurn();
        return Task.CompletedTask;
    }

    private static KeptConnection? OnItsOwn(DbCommand command, CommandEventData about) =>
        about.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete && command.Transaction is null ? (KeptConnection)about.Context!.GetService<IRelationalConnection>() : null;
}
