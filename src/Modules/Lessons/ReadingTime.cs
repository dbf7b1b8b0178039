namespace Lectern.Lessons;

/// <summary>How long a text takes to read.</summary>
internal static class ReadingTime
{
    /// <summary>Adults read non-fiction in English silently at 238 words a minute (Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109); learning is slower than reading for pleasure.</summary>
    internal const double WordsPerMinute = 200;

    internal static int Words(string html) => RichText.PlainText(html).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
