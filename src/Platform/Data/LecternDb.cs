using System.Reflection;
using System.Text.Json;
using Lectern.Data.Audit;
using Lectern.Data.Outbox;
using Lectern.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Data;

/// <summary>The assemblies that contribute entities and migrations to the one model.</summary>
public sealed record ModelSources(IReadOnlyList<Assembly> Assemblies);

/// <summary>
/// The one unit of work. Modules add their tables to it and read them through extension members. A save commits the
/// changed state, the events that follow from it and the audit lines in one transaction.
/// </summary>
public sealed class LecternDb : DbContext
{
    private readonly ModelSources _sources;
    private readonly Handlers _handlers;
    private readonly OutboxSignal _signal;
    private readonly TimeProvider _clock;
    private Actor _actor = new();

    /// <summary>Pooled: made once, then lent to one scope after another, so it holds only what is the same for all of them.</summary>
    public LecternDb(DbContextOptions<LecternDb> options) : base(options)
    {
        var program = options.GetExtension<CoreOptionsExtension>().ApplicationServiceProvider!;
        _sources = program.GetRequiredService<ModelSources>();
        _handlers = program.GetRequiredService<Handlers>();
        _signal = program.GetRequiredService<OutboxSignal>();
        _clock = program.GetRequiredService<TimeProvider>();
        if (Database.IsEmbedded()) Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;   // writers take turns, and it is transactions that take them
    }

    /// <summary>Whether this unit of work has written anything: what failed afterwards must not be taken for undone.</summary>
    public bool HasSaved { get; private set; }

    /// <summary>Lends it to the scope in which this one acts.</summary>
    internal LecternDb LentTo(Actor actor)
    {
        (_actor, HasSaved) = (actor, false);
        return this;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LecternDb).Assembly);
        foreach (var assembly in _sources.Assemblies) modelBuilder.ApplyConfigurationsFromAssembly(assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        foreach (var entity in _sources.Assemblies.Append(typeof(LecternDb).Assembly).SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IEntity))))
            configurationBuilder.Properties(typeof(Id<>).MakeGenericType(entity)).HaveConversion(typeof(IdConverter<>).MakeGenericType(entity));
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var now = _clock.GetUtcNow();
        this.WriteAuditLines(_actor, now);
        var raised = CollectEvents(now);
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        HasSaved |= written > 0;
        if (raised) _signal.Set();
        return written;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Saving is asynchronous.");

    private bool CollectEvents(DateTimeOffset now)
    {
        var raised = false;
        foreach (var entity in ChangeTracker.Entries<IEntity>().Select(e => e.Entity).Where(e => e.Raised.Count > 0).ToList())
        {
            var stream = $"{entity.GetType().Name}/{entity.Key}";
            foreach (var @event in entity.Raised)
                foreach (var handler in _handlers.Of(@event.GetType()))
                {
                    Add(new OutboxMessage(handler.Name, stream, JsonSerializer.Serialize(@event, @event.GetType()), now));
                    raised = true;
                }
            entity.Forget();
        }

        return raised;
    }

    /// <summary>SQLite can't compare a DateTimeOffset; both databases can compare a UTC instant.</summary>
    internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(at => at.UtcDateTime, utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));

    internal sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));
}
