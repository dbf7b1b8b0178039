using System.Data.Common;
using System.Text.RegularExpressions;
using Lectern.Kernel;
using Microsoft.Data.Sqlite;

namespace Lectern.Bench.Serving;

/// <summary>
/// One SQL command that can be run again and again. What a second run would trip over is made new each time: ids and
/// positions of inserted rows. A row meant for the outbox is parked, so that no handler takes it for a real event; and an
/// update no longer asks for the revision that it found the first time.
/// </summary>
internal sealed partial class Statement
{
    private readonly string _sql;
    private readonly IReadOnlyList<DbParameter> _parameters;
    private readonly Dictionary<int, Func<object>> _renewed = [];

    private Statement(string sql, IReadOnlyList<DbParameter> parameters, object? transaction)
    {
        (_sql, _parameters, Transaction) = (RevisionCheck().Replace(sql, ""), parameters, transaction);
        foreach (Match insert in Insert().Matches(sql))
        {
            var columns = insert.Groups["columns"].Value.Split(',').Select(column => column.Trim().Trim('"'));
            var values = insert.Groups["values"].Value.Split(',').Select(value => value.Trim());
            foreach (var (column, value) in columns.Zip(values))
                if (IndexOf(value) is >= 0 and var index && New(insert.Groups["table"].Value, column) is { } renewed) _renewed[index] = renewed;
        }
    }

    /// <summary>Statements of one transaction have the same.</summary>
    internal object? Transaction { get; }

    public override string ToString() => _sql;

    internal static Statement Of(DbCommand command) => new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(Copy)], command.Transaction);

    /// <summary>Runs it and reads all rows.</summary>
    internal async Task Run(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = _sql;
        command.Transaction = transaction;
        for (var i = 0; i < _parameters.Count; i++)
        {
            var parameter = Copy(_parameters[i]);
            if (_renewed.TryGetValue(i, out var renewed)) parameter.Value = renewed();
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        do
        {
            while (await reader.ReadAsync(cancel))
                for (var field = 0; field < reader.FieldCount; field++) reader.GetValue(field);
        }
        while (await reader.NextResultAsync(cancel));
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _parameters.Count; i++) if (_parameters[i].ParameterName.TrimStart('@') == name.TrimStart('@')) return i;
        return -1;
    }

    private static Func<object>? New(string table, string column) => (table, column) switch
    {
        (_, "Id") => () => Guid.CreateVersion7(),
        (_, "Position") => () => Sequential.Next(),
        ("OutboxMessage", "ParkedAt") => () => DateTime.UtcNow,
        _ => null,
    };

    private static DbParameter Copy(DbParameter parameter) => parameter is ICloneable copied
        ? (DbParameter)copied.Clone()
        : new SqliteParameter { ParameterName = parameter.ParameterName, Value = parameter.Value, SqliteType = ((SqliteParameter)parameter).SqliteType };

    [GeneratedRegex("""INSERT INTO "(?<table>\w+)" \((?<columns>[^)]*)\)\s*VALUES \((?<values>[^)]*)\)""")]
    private static partial Regex Insert();

    [GeneratedRegex("""\sAND "(Revision|ConcurrencyStamp)" = @\w+""")]
    private static partial Regex RevisionCheck();
}
