namespace Lectern.People.Directory;

/// <summary>Makes people findable who were there before names were folded (<see cref="Person.SearchText"/>).</summary>
public static class FoldNames
{
    public static Task Handle(LecternDb db, CancellationToken cancel) => db.FoldAll(db.People.Where(p => p.SearchText == "" && p.Email != null && p.Email != "").OrderBy(p => p.Id), person =>
    {
        person.FoldName();
        return person.SearchText;
    }, cancel);
}
