namespace Lectern.Data;

/// <summary>Who acts in this scope, for the audit log: set once at the door (sign-in cookie, token, command line).</summary>
public sealed class Actor
{
    public Guid? Id { get; set; }
    public string? From { get; set; }
}
