using System.Collections.Concurrent;
using System.Net;
using Lectern.Data.Outbox;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.Notifications.Mailing;
using Lectern.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Notifications;

public sealed class Sending_mails(Apps apps)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task happens_by_itself_after_they_were_written(Database database)
    {
        var server = new MailServer();
        var app = await Start(database, server);
        var person = await app.Person(Role.Learner);
        await Write(app, person);
        await server.HasTaken.WaitAsync(Cancel);
        await app.Settle();
        var mail = await app.InDb(db => db.MailMessages.AsNoTracking().SingleAsync(m => m.PersonId == person.Id));
        Assert.Equal(MailState.Sent, mail.State);
        Assert.Null(mail.Text);
    }

    [Theory, EveryDatabase]
    public async Task holds_up_nothing_else_while_the_server_is_slow(Database database)
    {
        var server = new MailServer { IsSlow = true };
        var app = await Start(database, server);
        await Write(app, await app.Person(Role.Learner));
        await server.WasAsked.WaitAsync(Cancel);

        var other = await app.Person(Role.Learner);
        await app.InDb(async db =>
        {
            db.Notify(other.Id, "{0} was added", ["Sepsis basics"], null, app.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        });
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(Cancel);
        Assert.False(await app.InDb(db => db.Set<OutboxMessage>().AnyAsync(Cancel)));
        Assert.Empty(server.Took);
        server.GoOn();
        await server.HasTaken.WaitAsync(Cancel);
    }

    [Theory, EveryDatabase]
    public async Task goes_on_when_the_server_is_back(Database database)
    {
        var server = new MailServer { IsAway = true };
        var app = await Start(database, server);
        var person = await app.Person(Role.Learner);
        await Write(app, person);
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(Cancel);
        await Stopped(app, server);
        Assert.Equal(1, (await Find(app, person)).Tries);
        Assert.False(await app.InDb(db => db.Set<OutboxMessage>().AnyAsync(Cancel)));

        var (administrator, _) = await app.SignedIn(Role.Administrator);
        using var __ = administrator;
        var mailbox = await administrator.Open("/mailbox");
        Assert.Contains("1 mail could not be sent.", mailbox.Everything, StringComparison.Ordinal);
        Assert.Contains("No route.", mailbox.Words("main table"), StringComparison.Ordinal);
        server.IsAway = false;
        await administrator.Submit(mailbox, "form[action='/mailbox/try-again']");
        await app.Settle();
        Assert.Single(server.Took);
        Assert.DoesNotContain("could not be sent", (await administrator.Open("/mailbox")).Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task ends_when_the_server_refuses_the_address(Database database)
    {
        var server = new MailServer { RefusesAll = true };
        var app = await Start(database, server);
        var person = await app.Person(Role.Learner);
        await Write(app, person);
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(Cancel);
        var sending = await Stopped(app, server);
        Assert.Equal(MailState.Refused, (await Find(app, person)).State);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await sending.SendAll(Cancel);
        Assert.Equal(1, server.Asked);
    }

    [Fact]
    public async Task is_done_by_one_node_each()
    {
        var server = new MailServer();
        var connection = await apps.NewDatabase(Database.PostgreSql);
        await using var a = await TheApp.Start(connection, [], services => services.AddSingleton<IMailer>(server));
        await using var b = await TheApp.Start(connection, [], services => services.AddSingleton<IMailer>(server));
        var people = new List<Person>();
        for (var i = 0; i < 12; i++) people.Add(await a.Person(Role.Learner));
        await Task.WhenAll(people.Select(person => Write(a, person)));
        await Task.WhenAll(a.Settle(), b.Settle());
        Assert.Equal(12, server.Took.Count);
        Assert.Equal(12, server.Took.Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task shows_their_text_to_nobody_else(Database database)
    {
        var app = await Start(database, new MailServer { IsAway = true });
        var person = await app.Person(Role.Learner);
        await Write(app, person);
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(Cancel);
        var mail = await Find(app, person);
        Assert.NotNull(mail.Text);
        var (administrator, _) = await app.SignedIn(Role.Administrator);
        using var __ = administrator;
        var page = await administrator.Open($"/mailbox/{mail.Id}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("token=", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Open($"/mailbox/{mail.Id}/html")).Status);
    }

    private Task<TheApp> Start(Database database, MailServer server) => apps.OwnOn(database, services => services.AddSingleton<IMailer>(server));

    private static Task<MailMessage> Find(TheApp app, Person person) => app.InDb(db => db.MailMessages.AsNoTracking().SingleAsync(m => m.PersonId == person.Id));

    private static Task Write(TheApp app, Person person) => app.InDb(async db =>
    {
        (await db.People.SingleAsync(p => p.Id == person.Id)).AskToResetPassword();
        await db.SaveChangesAsync();
    });

    /// <summary>Stops what sends by itself as soon as it has brought a mail; what the server answered is kept by then.</summary>
    private static async Task<SendMails> Stopped(TheApp app, MailServer server)
    {
        await server.WasAsked.WaitAsync(Cancel);
        var sending = app.Services.GetRequiredService<SendMails>();
        await sending.StopAsync(Cancel);
        return sending;
    }

    /// <summary>A mail server as it can be: quick, slow, away, or unwilling.</summary>
    private sealed class MailServer : IMailer
    {
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _wasAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _hasTaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        /// <summary>Ends with the first mail that is brought to it.</summary>
        internal Task WasAsked => _wasAsked.Task;
        /// <summary>Ends with the first mail that it took.</summary>
        internal Task HasTaken => _hasTaken.Task;

        internal ConcurrentBag<Guid> Took { get; } = [];
        internal int Asked => Volatile.Read(ref _asked);
        internal bool IsSlow { get; init; }
        internal bool IsAway { get; set; }
        internal bool RefusesAll { get; init; }

        public bool LeavesTheHouse => true;

        public async Task Send(MailMessage message, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            _wasAsked.TrySetResult();
            if (IsAway) throw new MailNotTaken("No route.");
            if (RefusesAll) throw new MailNotTaken("Unknown.", isRefusal: true);
            if (IsSlow) await _goOn.Task.WaitAsync(cancel);
            Took.Add(message.Id.Value);
            _hasTaken.TrySetResult();
        }

        internal void GoOn() => _goOn.TrySetResult();
    }
}
