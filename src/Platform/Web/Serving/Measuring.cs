using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lectern.Web.Serving;

/// <summary>
/// Counts the SQL statements of each request and says the number in the X-Sql-Statements header. On only where
/// <c>Measure</c> is configured: benchmarks and tests.
/// </summary>
public sealed class StatementCounter : DbCommandInterceptor
{
    private static readonly AsyncLocal<Count?> Current = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Add();
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Add();
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Add();
        return base.ScalarExecutingAsync(command, eventData, result, cancellationToken);
    }

    private static void Add()
    {
        if (Current.Value is { } count) count.Statements++;
    }

    internal static Count Begin() => Current.Value = new Count();

    internal sealed class Count
    {
        internal int Statements { get; set; }
    }
}

public static class Measuring
{
    public static IApplicationBuilder UseMeasuring(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var count = StatementCounter.Begin();
        http.Response.OnStarting(() =>
        {
            http.Response.Headers["X-Sql-Statements"] = count.Statements.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return next(http);
    });
}
