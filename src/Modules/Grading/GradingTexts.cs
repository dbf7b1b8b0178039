using System.Globalization;

namespace Lectern.Grading;

internal static class GradingTexts
{
    extension(Texts texts)
    {
        /// <summary>A percentage from 0 to 100 as people write it here: "87.5%", "٪٨٧٫٥".</summary>
        internal string Percent(decimal percent) => texts["{0}%", percent.ToString("0.#", CultureInfo.CurrentCulture)];
    }
}
