namespace Lectern.Bench;

/// <summary>What to measure.</summary>
/// <param name="Duration">How long each page is driven at each number of connections.</param>
/// <param name="Only">The names of the pages; empty for all.</param>
/// <param name="ShowsSql">Print each page's SQL, with the time of each statement, instead of driving it.</param>
internal sealed record Plan(string Size, string? Database, string? Data, TimeSpan Duration, IReadOnlyList<int> Connections, IReadOnlyList<string> Only, bool ShowsSql)
{
    /// <summary>How many learners take part; a connection goes round among its share of them.</summary>
    internal const int Learners = 64;

    internal bool Asks(string page) => Only.Count == 0 || Only.Contains(page);
}
