using Lectern.Web.Design.Shells;
using Lectern.Web.Live;

namespace Lectern.People.Branding;

/// <summary>The institution's name and look in memory, read again when any node says that they changed.</summary>
internal sealed class InstitutionBrand : IBrand
{
    public const string Topic = "brand";

    private readonly IServiceScopeFactory _scopes;
    private volatile Look? _look;
    private int _version = 1;
    private int _readVersion;

    public InstitutionBrand(IServiceScopeFactory scopes, ILiveBus bus)
    {
        _scopes = scopes;
        bus.Heard += topic =>
        {
            if (topic == Topic) Forget();
        };
        bus.Missed += Forget;
    }

    public string OrganisationName => _look?.Name ?? "Lectern";
    public Brand Brand => _look?.Brand ?? Brand.Lectern;
    /// <summary>The checked picture and what it is, or null for our own mark.</summary>
    public (string Hash, byte[] Picture, string Type)? Logo => _look?.Logo;

    /// <summary>What is in memory may be old; it is shown until the next request has read it again.</summary>
    public void Forget() => Interlocked.Increment(ref _version);

    /// <summary>Reads what may be old; nothing, and at once, when nothing is.</summary>
    public ValueTask Refresh(CancellationToken cancel) => Volatile.Read(ref _readVersion) == Volatile.Read(ref _version) ? ValueTask.CompletedTask : new(Read(cancel));

    private async Task Read(CancellationToken cancel)
    {
        var version = Volatile.Read(ref _version);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var institutions = db.Institutions;
        var found = await db.Scopes.AsNoTracking().Where(s => s.ParentId == null && s.Kind == ScopeKind.Unit)
            .OrderBy(s => s.Id)
            .Select(s => new { s.Name, Look = institutions.Where(i => i.ScopeId == s.Id).FirstOrDefault() })
            .FirstOrDefaultAsync(cancel);
        if (found is null) return;   // nothing founded yet: read again next time
        var look = found.Look;
        _look = new Look(found.Name, new Brand
        {
            Colour = look?.Colour,
            Accent = look?.Accent,
            Radius = look?.Radius,
            Logo = look?.LogoHash is { } hash ? ShowLogo.AddressOf(hash) : null,
        }, look?.LogoHash is { } kept ? (kept, look.Logo!, look.LogoType!) : null);
        Volatile.Write(ref _readVersion, version);   // when it changed meanwhile, the next request reads again
    }

    private sealed record Look(string Name, Brand Brand, (string Hash, byte[] Picture, string Type)? Logo);
}

/// <summary>Tells every node that the look has changed.</summary>
internal sealed class AnnounceBrand(LiveUpdates live) : IHandle<InstitutionChanged>
{
    public Task Handle(InstitutionChanged @event, CancellationToken cancel) => live.Publish(InstitutionBrand.Topic, cancel);
}
