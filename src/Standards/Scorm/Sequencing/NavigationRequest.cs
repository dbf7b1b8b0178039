namespace Lectern.Scorm.Sequencing;

/// <summary>What a learner, the content or the LMS may ask for (SCORM 2004 4th Ed. SN 4.3 and 5.6).</summary>
public enum NavigationKind
{
    Start,
    ResumeAll,
    Continue,
    Previous,
    Choice,
    Jump,
    Exit,
    ExitAll,
    Abandon,
    AbandonAll,
    SuspendAll,
}

/// <summary>A navigation request; Choice and Jump have the identifier of an item as their target.</summary>
public sealed record NavigationRequest(NavigationKind Kind, string? Target = null)
{
    public static readonly NavigationRequest Start = new(NavigationKind.Start);
    public static readonly NavigationRequest ResumeAll = new(NavigationKind.ResumeAll);
    public static readonly NavigationRequest Continue = new(NavigationKind.Continue);
    public static readonly NavigationRequest Previous = new(NavigationKind.Previous);
    public static readonly NavigationRequest Exit = new(NavigationKind.Exit);
    public static readonly NavigationRequest ExitAll = new(NavigationKind.ExitAll);
    public static readonly NavigationRequest Abandon = new(NavigationKind.Abandon);
    public static readonly NavigationRequest AbandonAll = new(NavigationKind.AbandonAll);
    public static readonly NavigationRequest SuspendAll = new(NavigationKind.SuspendAll);

    public static NavigationRequest Choice(string target) => new(NavigationKind.Choice, target);

    public static NavigationRequest Jump(string target) => new(NavigationKind.Jump, target);

    /// <summary>Reads a value of adl.nav.request (SN 5.6.3); null for "_none_" and for what is not one.</summary>
    public static NavigationRequest? Parse(string? value)
    {
        const string target = "{target=";
        if (value is null) return null;
        if (value.StartsWith(target, StringComparison.Ordinal) && value.IndexOf('}', StringComparison.Ordinal) is > 0 and var end)
        {
            var id = value[target.Length..end];
            return id.Length == 0 ? null : value[(end + 1)..] switch
            {
                "choice" => Choice(id),
                "jump" => Jump(id),
                _ => null,
            };
        }
        return value switch
        {
            "continue" => Continue,
            "previous" => Previous,
            "exit" => Exit,
            "exitAll" => ExitAll,
            "abandon" => Abandon,
            "abandonAll" => AbandonAll,
            "suspendAll" => SuspendAll,
            _ => null,
        };
    }
}

/// <summary>Where a navigation request led.</summary>
/// <param name="Delivery">The item whose content is to be opened now; null when nothing is delivered.</param>
/// <param name="HasEnded">Whether the sequencing session is over: the package is closed.</param>
/// <param name="Exception">The exception code of the specification when the request was refused or found nothing, such as "NB.2.1-4";
/// <see cref="SequencingExceptions"/> says it in words.</param>
public sealed record Outcome(Item? Delivery, bool HasEnded, string? Exception);
