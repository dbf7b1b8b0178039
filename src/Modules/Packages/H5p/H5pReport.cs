using System.Globalization;

namespace Lectern.Packages.H5p;

/// <summary>What the player in the browser says of one launch: named values, each of which can be said again at any time without changing anything.</summary>
/// <param name="Launch">Which opening of the content it is about.</param>
/// <param name="Sequence">The number of the report within the launch; what is said later counts where both say something of the same state.</param>
/// <param name="Time">How long the content has been open in this launch.</param>
/// <param name="GivesScore">Whether the content can be scored at all.</param>
/// <param name="States">What the content wants to have again when it is opened next, by the name it gave it; empty text takes one away.</param>
/// <param name="Statements">By their number within the launch.</param>
/// <param name="Ignored">The names of values that are none of these, or too long.</param>
public sealed record H5pReport(
    int Launch, int Sequence, TimeSpan Time, bool GivesScore, IReadOnlyDictionary<string, string> States, IReadOnlyDictionary<int, ReportedStatement> Statements, IReadOnlyList<string> Ignored)
{
    public const string StatePrefix = "state/";
    private const string StatementPrefix = "statement/";
    private const int LongestName = 200;
    private const int MostIgnored = 20;

    public static H5pReport Of(int launch, int sequence, IReadOnlyDictionary<string, string> values)
    {
        var states = new Dictionary<string, string>();
        var statements = new Dictionary<int, ReportedStatement>();
        List<string> ignored = [];
        foreach (var (name, value) in values)
        {
            if (name is "time" or "score") continue;
            if (name.StartsWith(StatePrefix, StringComparison.Ordinal) && name.Length <= LongestName) states[name[StatePrefix.Length..]] = value;
            else if (name.StartsWith(StatementPrefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(StatementPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ReportedStatement.Read(value) is { } statement) statements[number] = statement;
            else if (ignored.Count < MostIgnored) ignored.Add(name.Length <= LongestName ? name : name[..LongestName]);
        }

        var seconds = values.TryGetValue("time", out var time) && int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 0;
        return new(launch, sequence, TimeSpan.FromSeconds(seconds), values.GetValueOrDefault("score") == "1", states, statements, ignored);
    }
}

/// <summary>What became of a report.</summary>
/// <param name="Outcome">"Taken", or "FromEarlierLaunch" when the content was opened again elsewhere, which only takes what was stated.</param>
/// <param name="Dropped">The names of values that were not kept.</param>
public sealed record H5pTaken(string Outcome, IReadOnlyList<string> Dropped)
{
    /// <summary>The learner has started again since.</summary>
    public static readonly H5pTaken TooLate = new("FromEarlierLaunch", []) { IsTaken = false };

    /// <summary>Whether there is anything to save.</summary>
    public bool IsTaken { get; private init; } = true;
}
