namespace Lectern.Scorm.Sequencing;

/// <summary>The exception codes of the sequencing processes in words (SCORM 2004 4th Ed. SN App. C).</summary>
public static class SequencingExceptions
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["NB.2.1-1"] = "The sequencing session has already begun.",
        ["NB.2.1-2"] = "The sequencing session has not begun.",
        ["NB.2.1-3"] = "No activity was suspended.",
        ["NB.2.1-4"] = "The parent of the current activity doesn't flow.",
        ["NB.2.1-5"] = "The parent of the current activity doesn't flow backward.",
        ["NB.2.1-6"] = "There is nothing before the whole.",
        ["NB.2.1-8"] = "The current activity may not be left by choice.",
        ["NB.2.1-10"] = "The children of this activity can't be chosen.",
        ["NB.2.1-11"] = "There is no such activity.",
        ["NB.2.1-12"] = "The current activity has already ended.",
        ["NB.2.1-13"] = "There is no such request.",
        ["TB.2.3-1"] = "The sequencing session has not begun.",
        ["TB.2.3-2"] = "The current activity has already ended.",
        ["TB.2.3-3"] = "There is nothing to suspend.",
        ["TB.2.3-4"] = "The whole has no parent to exit.",
        ["SB.2.1-2"] = "The activity has no available children.",
        ["SB.2.1-3"] = "The beginning was reached.",
        ["SB.2.1-4"] = "The cluster is walked forward only.",
        ["SB.2.2-1"] = "The parent doesn't flow.",
        ["SB.2.2-2"] = "The activity is disabled, or has been attempted as often as allowed.",
        ["SB.2.4-1"] = "The way forward is stopped by a rule.",
        ["SB.2.4-2"] = "The cluster is walked forward only.",
        ["SB.2.4-3"] = "There is nothing before the whole.",
        ["SB.2.5-1"] = "The sequencing session has already begun.",
        ["SB.2.6-1"] = "The sequencing session has already begun.",
        ["SB.2.6-2"] = "No activity was suspended.",
        ["SB.2.7-1"] = "The sequencing session has not begun.",
        ["SB.2.7-2"] = "The parent of the current activity doesn't flow.",
        ["SB.2.8-1"] = "The sequencing session has not begun.",
        ["SB.2.8-2"] = "The parent of the current activity doesn't flow.",
        ["SB.2.9-1"] = "There is no such activity.",
        ["SB.2.9-2"] = "The activity is not available.",
        ["SB.2.9-3"] = "The activity is hidden from choice.",
        ["SB.2.9-4"] = "The children of this activity can't be chosen.",
        ["SB.2.9-5"] = "There is no way to the activity.",
        ["SB.2.9-6"] = "The activity can't be begun by choosing something in it.",
        ["SB.2.9-7"] = "An activity on the way may not be left by choice.",
        ["SB.2.9-8"] = "Only what is next to the current part can be chosen.",
        ["SB.2.9-9"] = "The chosen activity has nothing to deliver of itself.",
        ["SB.2.10-1"] = "The sequencing session has not begun.",
        ["SB.2.10-2"] = "The current activity has not ended.",
        ["SB.2.10-3"] = "There is nothing to try again.",
        ["SB.2.11-1"] = "The sequencing session has not begun.",
        ["SB.2.11-2"] = "The current activity has not ended.",
        ["SB.2.13-1"] = "The sequencing session has not begun.",
        ["DB.1.1-1"] = "Only an activity without children can be delivered.",
        ["DB.1.1-3"] = "The activity is disabled, or has been attempted as often as allowed.",
        ["DB.2-1"] = "The current activity has not ended.",
    };

    /// <summary>One sentence for an exception code.</summary>
    public static string InWords(string exception) => Words.GetValueOrDefault(exception, exception);
}
