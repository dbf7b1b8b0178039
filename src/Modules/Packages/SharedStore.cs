using System.Text.Json;
using Lectern.People;
using Lectern.Scorm.Sequencing;

namespace Lectern.Packages;

/// <summary>What one learner's packages share by name: global objectives and data stores of SCORM 2004, where a package says that
/// these are global to the system (4th Ed. CAM 5.1.9 and 3.4.1.5).</summary>
public sealed class SharedStore : Entity<SharedStore>
{
    private SharedStore() { }

    public SharedStore(Id<Person> learnerId) => (LearnerId, StateJson) = (learnerId, JsonSerializer.Serialize(new SharedState()));

    public Id<Person> LearnerId { get; private set; }
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
        store.HasIndex(s => s.LearnerId).IsUnique();
    }
}
