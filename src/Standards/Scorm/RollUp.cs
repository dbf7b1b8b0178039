namespace Lectern.Scorm;

/// <summary>How a learner stands in a whole package.</summary>
/// <param name="Status">The one status; <see cref="LessonStatus.Browsed"/> doesn't occur.</param>
/// <param name="Score">The mean of the scores that its parts reported, 0 to 1; null when none did.</param>
/// <param name="Done">How many of the required parts are done.</param>
/// <param name="Required">How many parts are required.</param>
public sealed record PackageOutcome(LessonStatus Status, decimal? Score, int Done, int Required);

/// <summary>
/// Folds the parts of a package into one outcome. SCORM 1.2 leaves this to the LMS; ours:
/// every launchable item that the learner can see counts, in equal parts (<see cref="Organization.Required"/>). Nothing opened yet: not attempted.
/// All done (completed or passed): passed if any part was passed, else completed. All finished and at least one failed: failed.
/// Anything else: incomplete, so that one failed part doesn't end a course whose other parts are still open, and a retry can mend it.
/// The package's score is the mean over the parts that reported one; pages without a score neither raise nor lower it.
/// A part whose start page is missing from the package can't be done by anybody and isn't required.
/// </summary>
public static class RollUp
{
    /// <summary>The outcome, given how the learner stands in each part by its item's identifier (null: never opened).</summary>
    public static PackageOutcome Of(Organization organization, Func<string, ScoStanding?> standingOf) =>
        Of([.. organization.Required().Where(item => item.Launch is { IsMissing: false }).Select(item => standingOf(item.Identifier) ?? ScoStanding.NotAttempted)]);

    /// <summary>The outcome of parts with these statuses and scores.</summary>
    public static PackageOutcome Of(IReadOnlyList<ScoStanding> parts)
    {
        var done = parts.Count(part => part.Status.IsDone());
        var status =
            parts.All(part => part.Status == LessonStatus.NotAttempted) ? LessonStatus.NotAttempted
            : done == parts.Count ? parts.Any(part => part.Status == LessonStatus.Passed) ? LessonStatus.Passed : LessonStatus.Completed
            : parts.All(part => part.Status.IsFinished()) ? LessonStatus.Failed
            : LessonStatus.Incomplete;
        return new(status, parts.Average(part => part.Score), done, parts.Count);
    }

    /// <summary>How an item stands for prerequisites; a heading stands as its children do together.</summary>
    public static LessonStatus StatusOf(Item item, Func<string, ScoStanding?> standingOf) =>
        item.Launch is not null || item.Children.Count == 0
            ? standingOf(item.Identifier)?.Status ?? LessonStatus.NotAttempted
            : Of([.. item.Children.Select(child => new ScoStanding(StatusOf(child, standingOf), null))]).Status;

    /// <summary>Whether the learner may open the item now.</summary>
    public static bool IsOpen(Organization organization, Item item, Func<string, ScoStanding?> standingOf)
    {
        if (item.Prerequisites is not { } script || Prerequisites.Parse(script) is not { } prerequisites) return true;
        var items = organization.AllItems().ToDictionary(candidate => candidate.Identifier);
        return prerequisites.AreMet(name => items.TryGetValue(name, out var other) ? StatusOf(other, standingOf) : LessonStatus.NotAttempted);
    }
}

/// <summary>How a learner stands in one part of a package.</summary>
/// <param name="Score">As a share of the full score, 0 to 1.</param>
public sealed record ScoStanding(LessonStatus Status, decimal? Score)
{
    public static readonly ScoStanding NotAttempted = new(LessonStatus.NotAttempted, null);
}
