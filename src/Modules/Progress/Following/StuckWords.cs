namespace Lectern.Progress.Following;

/// <summary>The ways of getting no further, in words. English keys.</summary>
internal static class StuckWords
{
    /// <summary>Of people in a list; {0} is the lesson.</summary>
    internal static string OfPeople(StuckWay way) => way switch
    {
        StuckWay.Stopped => "Those who stopped at “{0}”: it is the last that they did, and they weren't seen for 7 days.",
        StuckWay.Failing => "Those who failed “{0}” more than once and haven't passed it.",
        _ => "Those who have been at “{0}” for more than 7 days and aren't done.",
    };
}
