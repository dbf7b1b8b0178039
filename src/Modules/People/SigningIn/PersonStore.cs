using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Lectern.People.SigningIn;

/// <summary>Identity's store on our one unit of work. It doesn't save: the use case does, once, with everything else it changes.</summary>
internal sealed class PersonStore : UserOnlyStore<Person, LecternDb, Id<Person>>
{
    public PersonStore(LecternDb context, IdentityErrorDescriber? describer = null) : base(context, describer) => AutoSaveChanges = false;

    /// <summary>
    /// The person is tracked already. Identity's own update attaches it anew, which makes EF take what was changed before for
    /// what the database holds, the concurrency stamp included.
    /// </summary>
    public override Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken = default)
    {
        user.ConcurrencyStamp = Sequential.NewGuid().ToString();
        return Task.FromResult(IdentityResult.Success);
    }

    public override Id<Person> ConvertIdFromString(string? id) => Id<Person>.TryParse(id, null, out var parsed) ? parsed : default;

    public override string? ConvertIdToString(Id<Person> id) => id == default ? null : id.ToString();
}

internal sealed class PersonLoginMap : IEntityTypeConfiguration<IdentityUserLogin<Id<Person>>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Id<Person>>> login)
    {
        login.ToTable("PersonLogin");
        login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        login.Property(l => l.LoginProvider).HasMaxLength(128);
        login.Property(l => l.ProviderKey).HasMaxLength(128);
        login.HasOne<Person>().WithMany().HasForeignKey(l => l.UserId);
    }
}

internal sealed class PersonTokenMap : IEntityTypeConfiguration<IdentityUserToken<Id<Person>>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Id<Person>>> token)
    {
        token.ToTable("PersonToken");
        token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        token.Property(t => t.LoginProvider).HasMaxLength(128);
        token.Property(t => t.Name).HasMaxLength(128);
        token.HasOne<Person>().WithMany().HasForeignKey(t => t.UserId);
    }
}
