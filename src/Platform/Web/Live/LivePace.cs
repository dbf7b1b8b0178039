namespace Lectern.Web.Live;

/// <summary>
/// How often an open page is told that it isn't up to date any more: at once when it was quiet, and ever more seldom while
/// one change follows the other. What happens in between is one refresh, so that a thousand learners at work at the same
/// time don't make every page that shows them ask the database without end.
/// </summary>
internal sealed class LivePace(TimeProvider clock)
{
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = Shortest;
    private DateTimeOffset? _told;

    /// <summary>How long to wait before the page is told of a change that has arrived now; null for not at all.</summary>
    internal TimeSpan? Wait() => _told is { } told && told + _pause - clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;

    /// <summary>The page was told.</summary>
    internal void Told()
    {
        var now = clock.GetUtcNow();
        // Quiet for as long as the longest pause: the next change is told at once again, and the one after it soon.
        _pause = _told is not { } before || now - before >= Longest + _pause ? Shortest : _pause * 2 > Longest ? Longest : _pause * 2;
        _told = now;
    }
}
