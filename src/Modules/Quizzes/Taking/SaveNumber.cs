using System.Globalization;

namespace Lectern.Quizzes.Taking;

/// <summary>Which save of which opening of a page a form is, as the script counts them (form-journal.ts).</summary>
/// <param name="Page">The opening.</param>
/// <param name="Number">From 1, rising.</param>
internal sealed record SaveNumber(string Page, int Number)
{
    /// <summary>Null without a script: then a form is what it says.</summary>
    public static SaveNumber? Of(IFormCollection form) =>
        form["page-opened"].ToString() is { Length: > 0 and <= OpenedPageMap.LongestName } page && page.All(char.IsAsciiLetterOrDigit)
        && int.TryParse(form["save-number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(page, number) : null;
}
