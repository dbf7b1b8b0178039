namespace Lectern.Data.Outbox;

/// <summary>Wakes the dispatcher as soon as an event was committed.</summary>
public sealed class OutboxSignal : WakeUp;
