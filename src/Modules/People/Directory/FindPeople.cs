namespace Lectern.People.Directory;

/// <summary>Finding people by what they are called, however it is written: "ozil" finds Özil.</summary>
public static class FindPeople
{
    extension(IQueryable<Person> people)
    {
        /// <summary>Those in whose name or address each of the words stands (<see cref="SearchWords.Split"/>); all when there are none.</summary>
        public IQueryable<Person> WithWords(IReadOnlyList<string> words)
        {
            var found = people;
            foreach (var word in words) found = found.Where(p => p.SearchText.Contains(word));
            return found;
        }

        /// <summary>Those who have a role at this place in the tree of units (<see cref="Scope.Path"/>) or below; all when it is null.</summary>
        public IQueryable<Person> InUnit(LecternDb db, string? path)
        {
            if (path is null) return people;
            var roles = db.RoleAssignments;
            var scopes = db.Scopes.Where(ScopePaths.Within([path]));
            return people.Where(p => roles.Any(a => a.PersonId == p.Id && scopes.Any(s => s.Id == a.ScopeId)));
        }
    }
}
