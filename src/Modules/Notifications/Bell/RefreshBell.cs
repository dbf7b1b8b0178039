using Lectern.Web.Live;

namespace Lectern.Notifications.Bell;

/// <summary>Open pages of the person show the news.</summary>
internal sealed class RefreshBell(LiveUpdates live) : IHandle<NotificationGiven>
{
    internal static string TopicOf(Guid person) => $"bell/{person}";

    public Task Handle(NotificationGiven @event, CancellationToken cancel) => live.Publish(TopicOf(@event.PersonId.Value), cancel);
}
