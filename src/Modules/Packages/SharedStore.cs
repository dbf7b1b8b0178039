using System.Text.Json;
using Lectern.Enrolment;
using Lectern.People;
using Lectern.Scorm.Sequencing;

namespace Lectern.Packages;

/// <summary>What one learner's packages share by name: global objectives and data stores of SCORM 2004, where a package says that
/// these are global to the system (4th Ed. CAM 5.1.9 and 3.4.1.5). Whoever takes a course again shows anew what they can: each further
/// cycle has a store of its own, in which nothing of before is met yet.</summary>
public sealed class SharedStore : Entity<SharedStore>
{
    private SharedStore() { }

    /// <param name="learnerId">Whose.</param>
    /// <param name="cycle">The enrolment that has it for itself, because it is a further cycle; null for the learner's own.</param>
    public SharedStore(Id<Person> learnerId, Id<CourseEnrolment>? cycle) => (LearnerId, ScopeId, StateJson) = (learnerId, cycle?.Value ?? learnerId.Value, JsonSerializer.Serialize(new SharedState()));

    public Id<Person> LearnerId { get; private set; }
    /// <summary>The learner's id, or that of the enrolment that has it for itself.</summary>
    public Guid ScopeId { get; private set; }
    /// <summary><see cref="SharedState"/> as JSON.</summary>
    public string StateJson { get; private set; } = "";
    public int Revision { get; private set; }

    public SharedState State => JsonSerializer.Deserialize<SharedState>(StateJson)!;

    internal void Keep(SharedState state)
    {
        var json = JsonSerializer.Serialize(state);
        if (json == StateJson) return;   // most reports touch nothing that is shared, and needn't wait for each other
        StateJson = json;
        Revision++;
    }
}

internal sealed class SharedStoreMap : IEntityTypeConfiguration<SharedStore>
{
    public void Configure(EntityTypeBuilder<SharedStore> store)
    {
        store.Ignore(s => s.State);
        store.Property(s => s.Revision).IsConcurrencyToken();
        store.HasOne<Person>().WithMany().HasForeignKey(s => s.LearnerId);
        store.HasIndex(s => new { s.LearnerId, s.ScopeId }).IsUnique();
    }
}
