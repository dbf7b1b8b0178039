using Lectern.Web.Access;

namespace Lectern.People;

internal sealed class ScopeTree(LecternDb db) : IScopes
{
    public Task<string?> PathOf(Guid scopeId, CancellationToken cancel)
    {
        var id = new Id<Scope>(scopeId);
        return db.Scopes.Where(s => s.Id == id).Select(s => (string?)s.Path).SingleOrDefaultAsync(cancel);
    }
}
