namespace Lectern.Files;

/// <summary>A module that keeps names of stored files says which it needs; the sweeper removes what nobody does. Registered per scope; a module without one loses its files.</summary>
public interface INeedsFiles
{
    /// <summary>Those of the hashes that something of this module refers to.</summary>
    Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel);
}
