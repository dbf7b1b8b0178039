namespace Lectern.Kernel;

/// <summary>Something that happened, in the past tense; it commits with the change that caused it.</summary>
public interface IEvent;

/// <summary>What the unit of work needs to know of everything it keeps.</summary>
public interface IEntity
{
    /// <summary>The identity as a plain UUID; with the type it names the stream of this entity's events.</summary>
    Guid Key { get; }
    IReadOnlyList<IEvent> Raised { get; }
    void Forget();
}

/// <summary>A thing with an identity that changes through methods saying what happened, and raises the events that follow.</summary>
public abstract class Entity<T> : IEntity
{
    private List<IEvent>? _raised;

    public Id<T> Id { get; init; } = Id<T>.New();

    Guid IEntity.Key => Id.Value;
    IReadOnlyList<IEvent> IEntity.Raised => _raised ?? [];
    void IEntity.Forget() => _raised?.Clear();

    protected void Raise(IEvent @event) => (_raised ??= []).Add(@event);
}

/// <summary>Reacts to an event. What it changes commits together with the receipt, so it happens once; it never saves by itself.</summary>
public interface IHandle<in TEvent> where TEvent : IEvent
{
    Task Handle(TEvent @event, CancellationToken cancel);
}

/// <summary>Every change of such an entity leaves a line in the audit log: who, what, when, from where.</summary>
public interface IAudited
{
    /// <summary>Names of properties whose values may stand in the log; of the others only the name does (no personal data in logs).</summary>
    static abstract IReadOnlyCollection<string> AuditedValues { get; }

    /// <summary>The person whom it concerns besides itself, so that what was done about someone is found quickly.</summary>
    Guid? About => null;

    /// <summary>Whether a change of other properties leaves a line, too, with their names alone. False where they are the machinery's, or nothing that counts yet.</summary>
    bool LogsOtherChanges => true;
}
