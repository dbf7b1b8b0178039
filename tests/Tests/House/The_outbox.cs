using Lectern.Data.Outbox;
using Lectern.Kernel;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.House;

public sealed class The_outbox(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task keeps_what_a_newer_node_understands(Database database)
    {
        await using var app = await apps.OwnOn(database);
        await Add(app, "Lectern.Tomorrow.DoSomethingNew(SomethingHappened)");
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(Cancel);
        var waiting = await app.InDb(db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((0, null, null), (waiting.Tries, waiting.Error, waiting.ParkedAt));
    }

    [Theory, EveryDatabase]
    public async Task delivers_under_the_name_that_a_handler_had_before(Database database)
    {
        await using var app = await apps.OwnOn(database);
        await Add(app, "Lectern.People.Branding.AnnounceBrand(InstitutionChanged)");
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(Cancel);
        Assert.False(await app.InDb(db => db.Set<OutboxMessage>().AnyAsync(Cancel)));
    }

    [Fact]
    public void knows_a_handler_by_module_class_and_event()
    {
        var services = new ServiceCollection().AddHandler<InstitutionChanged, Hears>("Lectern.Old.Name(InstitutionChanged)");
        var handlers = new Handlers(services.Select(s => s.ImplementationInstance).OfType<Handler>());
        Assert.Equal("Lectern.Tests.Hears(InstitutionChanged)", handlers.Of(typeof(InstitutionChanged)).Single().Name);
        Assert.Contains("Lectern.Old.Name(InstitutionChanged)", handlers.Names);
        Assert.Same(handlers.Named("Lectern.Old.Name(InstitutionChanged)"), handlers.Named("Lectern.Tests.Hears(InstitutionChanged)"));
    }

    private static Task Add(TheApp app, string handler) => app.InDb(async db =>
    {
        db.Add(new OutboxMessage(handler, "Institution/1", System.Text.Json.JsonSerializer.Serialize(new InstitutionChanged(Id<Institution>.New())), app.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
    });

    internal sealed class Hears : IHandle<InstitutionChanged>
    {
        public Task Handle(InstitutionChanged @event, CancellationToken cancel) => Task.CompletedTask;
    }
}
