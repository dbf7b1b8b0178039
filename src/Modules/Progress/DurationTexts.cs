namespace Lectern.Progress;

internal static class DurationTexts
{
    extension(Texts texts)
    {
        /// <summary>So many minutes in words: "45 min", "2 h", "1 h 20 min".</summary>
        internal string Lasting(int minutes) => minutes < 60 ? texts["{0} min", minutes]
            : minutes % 60 == 0 ? texts["{0} h", minutes / 60]
            : texts["{0} h {1} min", minutes / 60, minutes % 60];
    }
}
