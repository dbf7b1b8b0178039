using System.Xml.Linq;
using Lectern.Kernel;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Data.Keys;

/// <summary>A key that seals cookies and tokens, kept in the database so that any node serves any request.</summary>
internal sealed class DataProtectionKey(string name, string xml) : Entity<DataProtectionKey>
{
    public string Name { get; private set; } = name;
    public string Xml { get; private set; } = xml;
}

internal sealed class DataProtectionKeyMap : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.Property(k => k.Name).HasMaxLength(200);
        key.Property(k => k.Xml);
    }
}

/// <summary>The framework's interface is synchronous; it reads once at start and writes about every ninety days.</summary>
internal sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        return [.. db.Set<DataProtectionKey>().AsNoTracking().Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        db.Add(new DataProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting)));
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
