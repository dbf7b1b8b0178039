using Lectern.Progress.Following;

namespace Lectern.Progress.Team;

/// <summary>How somebody stands in a course, in a word. English keys.</summary>
internal static class TeamWords
{
    internal static string Of(Attention attention) => attention switch
    {
        Attention.Stuck => "Stuck",
        Attention.NotBegun => "Not started",
        Attention.Completed => "Completed",
        _ => "In progress",
    };
}
