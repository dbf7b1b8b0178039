using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lectern.Host.Operations;

/// <summary>
/// Traces, metrics and logs over OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to (the exporter's own variables
/// say the rest). Nothing is collected otherwise. Query strings and bodies never leave: they may hold personal data.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // Programs read the log line by line: whatever is not a terminal gets JSON.
        if (Console.IsOutputRedirected) builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(Who()).AddOtlpExporter());
        builder.Services.AddHostedService<Collecting>();
    }

    private static ResourceBuilder Who() => ResourceBuilder.CreateDefault().AddService("lectern", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString());

    /// <summary>Collects from start to stop, and sends what is left when stopping.</summary>
    private sealed class Collecting : IHostedService, IDisposable
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Who()).AddSource("Microsoft.AspNetCore", "Npgsql", "Quartz").AddOtlpExporter().Build();
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Who())
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.EntityFrameworkCore", "Npgsql", "System.Runtime").AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.ForceFlush(5000);
            _metrics?.ForceFlush(5000);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        }
    }
}
