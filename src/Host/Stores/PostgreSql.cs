using System.Threading.Channels;
using Lectern.Web.Live;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Lectern.Host.Stores;

/// <summary>PostgreSQL: by <c>Database:Connection</c> (an Npgsql connection string that names a Host).</summary>
internal static class PostgreSql
{
    internal const string Provider = "Npgsql.EntityFrameworkCore.PostgreSQL";

    internal static bool IsMeant(string? connection) => connection?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true;

    internal static void Use(DbContextOptionsBuilder options, NpgsqlDataSource source) => options.UseNpgsql(source);
}

/// <summary>Carries live topics between nodes by LISTEN and NOTIFY. When the connection breaks, open pages are told to refresh once it is back.</summary>
internal sealed partial class PostgreSqlBus(NpgsqlDataSource source, ILogger<PostgreSqlBus> log) : BackgroundService, ILiveBus
{
    private const string ChannelName = "lectern_live";
    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    public event Action<string>? Heard;
    public event Action? Missed;

    public async Task Publish(string topic, CancellationToken cancel) => await _outgoing.Writer.WriteAsync(topic, cancel);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Send(stoppingToken), Listen(stoppingToken));

    private async Task Send(CancellationToken cancel)
    {
        await foreach (var topic in _outgoing.Reader.ReadAllAsync(cancel))
        {
            try
            {
                await using var command = source.CreateCommand("SELECT pg_notify($1, $2)");
                command.Parameters.AddWithValue(ChannelName);
                command.Parameters.AddWithValue(topic);
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (NpgsqlException broken)
            {
                LogBroken(broken);
                Heard?.Invoke(topic);   // at least this node's own pages
            }
        }
    }

    private async Task Listen(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                connection.Notification += (_, notification) => Heard?.Invoke(notification.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {ChannelName}", connection)) await listen.ExecuteNonQueryAsync(cancel);
                Missed?.Invoke();   // while nobody listened
                while (true) await connection.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception broken) when (broken is NpgsqlException or IOException)
            {
                LogBroken(broken);
                await Task.Delay(TimeSpan.FromSeconds(2), cancel);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Live updates between nodes are interrupted")]
    private partial void LogBroken(Exception broken);
}
