namespace Lectern.Lessons;

/// <summary>How long a text takes to read.</summary>
internal static class ReadingTime
{
    /// <summary>Adults read non-fiction in English silently at 238 words a minute (Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109); learning is slower than reading for pleasure.</summary>
    internal const double WordsPerMinute = 200;

    internal static int Words(string html) => RichText.Measure(html).Words;

    /// <summary>Minutes for so many words; at least one when there is any.</summary>
    internal static int Minutes(int words) => words > 0 ? (int)Math.Max(1, Math.Round(words / WordsPerMinute, MidpointRounding.AwayFromZero)) : 0;
}
