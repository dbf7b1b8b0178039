namespace Lectern.People;

/// <summary>Whoever is signed in; endpoints ask for it by parameter. Only on routes that ask for a signed-in visitor.</summary>
public sealed record Me(Id<Person> Id, Visitor Visitor)
{
    public static ValueTask<Me?> BindAsync(HttpContext http) =>
        new(http.Visitor.PersonId is { } id ? new Me(new Id<Person>(id), http.Visitor) : null);
}
