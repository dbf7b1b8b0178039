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
    }
}
