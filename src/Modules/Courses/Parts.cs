namespace Lectern.Courses;

/// <summary>What courses, modules and activities have in common.</summary>
public static class Parts
{
    internal const int LongestTitle = 200;

    internal static Refusal? TitleRefusal(string title) =>
        string.IsNullOrWhiteSpace(title) ? new("title-missing", "Enter a title.", "Title")
        : title.Trim().Length > LongestTitle ? new("title-too-long", "A title has at most 200 characters.", "Title")
        : null;

    /// <summary>What was asked for is not in the draft (any more).</summary>
    public static readonly Refusal Gone = new("not-in-draft", "This is no longer in the course. Somebody may have deleted it meanwhile.");

    /// <summary>What a form was opened with differs from what is there now.</summary>
    public static readonly Refusal ChangedMeanwhile = new("changed-meanwhile",
        "Somebody else changed this after you opened it, so yours was not saved. Below is what you entered; compare it with the current state and save again to replace it.");
}
