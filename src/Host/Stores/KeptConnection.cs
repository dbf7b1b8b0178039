using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Host.Stores;

#pragma warning disable EF1001 // made for overriding, and named internal all the same: a version that changes it doesn't build
/// <summary>
/// The connection of a unit of work to the embedded database, open as long as the unit of work exists, which is lent to one
/// scope after another. Left to itself it would close after every statement: opening it again declares some twenty functions,
/// and closing it forgets every prepared statement.
/// </summary>
internal sealed class KeptConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder commands, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log)
    : SqliteRelationalConnection(dependencies, commands, log)
{
    private readonly WritersInTurn _writers = dependencies.ContextOptions.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!.GetRequiredService<WritersInTurn>();
    private bool _hasTurn;

    protected override void CloseDbConnection()
    {
        // Disposing of it closes it.
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;

    /// <summary>Waits until it is this connection's turn to write.</summary>
    internal async Task TakeTurn(CancellationToken cancel)
    {
        if (!_hasTurn) _hasTurn = await _writers.TakeTurn(cancel);
    }

    internal void EndTurn()
    {
        if (!_hasTurn) return;
        _hasTurn = false;
        _writers.EndTurn();
    }

    public override async Task<IDbContextTransaction> BeginTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken = default)
    {
        if (CurrentTransaction is not null) return await base.BeginTransactionAsync(isolationLevel, cancellationToken);   // which refuses
        await TakeTurn(cancellationToken);
        try
        {
            return await base.BeginTransactionAsync(isolationLevel, cancellationToken);
        }
        catch
        {
            EndTurn();
            throw;
        }
    }

    // A unit of work that is given back keeps no turn, whatever went wrong in it.
    protected override void ResetState(bool disposeDbConnection)
    {
        try
        {
            base.ResetState(disposeDbConnection);
        }
        finally
        {
            EndTurn();
        }
    }

    protected override async ValueTask ResetStateAsync(bool disposeDbConnection)
    {
        try
        {
            await base.ResetStateAsync(disposeDbConnection);
        }
        finally
        {
            EndTurn();
        }
    }

    // However a transaction ends, the connection is told that it has none.
    public override IDbContextTransaction? UseTransaction(DbTransaction? transaction, Guid transactionId)
    {
        if (transaction is null) EndTurn();
        return base.UseTransaction(transaction, transactionId);
    }

    public override Task<IDbContextTransaction?> UseTransactionAsync(DbTransaction? transaction, Guid transactionId, CancellationToken cancellationToken = default)
    {
        if (transaction is null) EndTurn();
        return base.UseTransactionAsync(transaction, transactionId, cancellationToken);
    }
}
#pragma warning restore EF1001

/// <summary>Runs a statement that the connection has run before as SQLite prepared it then: reading and planning it takes longer than most of them run.</summary>
internal sealed class PreparedStatements : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, OfConnection> _kept = [];

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) =>
        eventData.CommandSource is CommandSource.LinqQuery or CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete && result is SqliteCommand { Connection: { } connection } command
            ? _kept.GetValue(connection, OfConnection.Of).Prepared(command)
            : result;

    /// <summary>What one connection, and so one thread at a time, has prepared.</summary>
    private sealed class OfConnection
    {
        private const int Most = 64;   // a page runs six at most; some kilobytes each

        private readonly Dictionary<string, KeptCommand> _commands = new(StringComparer.Ordinal);
        private long _use;

        internal static OfConnection Of(DbConnection connection)
        {
            var made = new OfConnection();
            connection.StateChange += (_, change) =>
            {
                if (change.CurrentState == ConnectionState.Closed) foreach (var command in made._commands.Values.ToList()) made.Forget(command);
            };
            return made;
        }

        internal DbCommand Prepared(SqliteCommand asked)
        {
            if (!_commands.TryGetValue(asked.CommandText, out var kept))
            {
                if (_commands.Count == Most)
                {
                    if (_commands.Values.Where(command => !command.IsTaken).MinBy(command => command.LastUse) is not { } oldest) return asked;
                    Forget(oldest);
                }

                kept = new(asked.CommandText, asked.Connection!, Forget);
                _commands.Add(asked.CommandText, kept);
            }

            return kept.Takes(asked, ++_use) ? kept : asked;
        }

        private void Forget(KeptCommand command)
        {
            _commands.Remove(command.CommandText);
            command.End();
        }
    }

    /// <summary>Disposing of it makes it free for the next use.</summary>
    private sealed class KeptCommand : SqliteCommand
    {
        private const int LongestValue = 4096;   // characters or bytes: SQLite holds what was bound until something else is

        private readonly Action<KeptCommand> _forget;
        private bool _ends;
        private bool _heavy;

        internal KeptCommand(string text, SqliteConnection connection, Action<KeptCommand> forget) : base(text, connection) => _forget = forget;

        /// <summary>Its rows are being read.</summary>
        internal bool IsTaken { get; private set; }
        internal long LastUse { get; private set; }

        /// <summary>Takes over the values of a command with the same text. Not while its rows are being read.</summary>
        internal bool Takes(SqliteCommand asked, long use)
        {
            if (IsTaken) return false;
            (IsTaken, LastUse) = (true, use);
            foreach (SqliteParameter value in asked.Parameters)
            {
                Parameters.Add(value);
                _heavy |= value.Value is string { Length: > LongestValue } or byte[] { Length: > LongestValue };
            }

            (Transaction, CommandTimeout) = (asked.Transaction, asked.CommandTimeout);
            asked.Dispose();
            return true;
        }

        internal void End()
        {
            _ends = true;
            Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            if (_ends || !disposing)
            {
                base.Dispose(disposing);
            }
            else if (_heavy || !IsTaken)
            {
                _forget(this);   // it holds much, or the connection closes
            }
            else
            {
                IsTaken = false;
                Parameters.Clear();
                Transaction = null;
            }
        }
    }
}
