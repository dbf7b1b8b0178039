using Lectern.People.Directory;

namespace Lectern.People.Units;

/// <summary>A unit with how many people have a role in it or below; Depth counts from the first one shown.</summary>
public sealed record UnitLine(Id<Scope> Id, string Name, string Path, int Depth, int People);

/// <summary>The units that somebody may see, parents before their children, each level by name.</summary>
internal static class UnitTree
{
    public static async Task<IReadOnlyList<UnitLine>> Of(LecternDb db, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var scopes = db.Scopes;
        var people = db.People;
        var held = db.RoleAssignments.Where(a => people.Any(p => p.Id == a.PersonId && p.ClosedAt == null))
            .Join(scopes, a => a.ScopeId, s => s.Id, (a, s) => new { a.PersonId, s.Path });
        var units = await scopes.AsNoTracking().Where(s => s.Kind == ScopeKind.Unit).Where(ScopePaths.Within(paths))
            .Select(s => new { s.Id, s.Name, s.Path, s.ParentId, People = held.Where(h => h.Path.StartsWith(s.Path)).Select(h => h.PersonId).Distinct().Count() })
            .ToListAsync(cancel);
        var children = units.ToLookup(u => u.ParentId);
        var shown = units.Select(u => (Id<Scope>?)u.Id).ToHashSet();
        var lines = new List<UnitLine>(units.Count);
        foreach (var top in units.Where(u => !shown.Contains(u.ParentId)).OrderBy(u => u.Name, StringComparer.CurrentCulture)) Add(top.Id, top.Name, top.Path, top.People, 0);
        return lines;

        void Add(Id<Scope> id, string name, string path, int count, int depth)
        {
            lines.Add(new UnitLine(id, name, path, depth, count));
            foreach (var child in children[id].OrderBy(u => u.Name, StringComparer.CurrentCulture)) Add(child.Id, child.Name, child.Path, child.People, depth + 1);
        }
    }
}
