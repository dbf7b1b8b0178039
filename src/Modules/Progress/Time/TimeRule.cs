namespace Lectern.Progress.Time;

/// <summary>
/// What counts as effective time. The page of an activity must be visible, and the person active: a key, the pointer, scrolling, a
/// touch, a video or sound that plays. From one sign of them to the next all counts, when it isn't longer than <see cref="Patience"/>: somebody reads. Of a
/// longer pause nothing counts. Going elsewhere ends the time at once, and of several pages that are open the one used last has it.
/// docs/progress.md says the same to auditors.
/// </summary>
internal static class TimeRule
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The same while the person is inside a frame of another site, such as a player of videos, of which nothing can be seen but that they went in.</summary>
    internal static readonly TimeSpan PatienceInForeignFrames = TimeSpan.FromMinutes(15);

    /// <summary>How often a page reports.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>What is reported longer after it has passed is marked. More than <see cref="PatienceInForeignFrames"/>, after which a page that is connected has told everything.</summary>
    internal static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(20);
}
