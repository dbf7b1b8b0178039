namespace Lectern.QuestionFiles;

/// <summary>Moodle's words for the settings of ordering questions, with the short and the old ones; what is not known is the usual.</summary>
internal static class OrderingWords
{
    internal static bool IsHorizontal(string word) => word.ToUpperInvariant() is "HORIZONTAL" or "HORI" or "H" or "1";

    internal static string Select(string word) => word.ToUpperInvariant() switch
    {
        "ALL" or "EXACT" => "ALL",
        "CONTIGUOUS" or "CONTIG" => "CONTIGUOUS",
        _ => "RANDOM",
    };

    internal static string Grading(string word) => word.ToUpperInvariant() switch
    {
        "ABS" or "ABSOLUTE" or "ABSOLUTE_POSITION" => "ABSOLUTE_POSITION",
        "ALL_OR_NOTHING" or "RELATIVE_NEXT_INCLUDE_LAST" or "RELATIVE_ONE_PREVIOUS_AND_NEXT" or "RELATIVE_ALL_PREVIOUS_AND_NEXT"
            or "LONGEST_ORDERED_SUBSET" or "LONGEST_CONTIGUOUS_SUBSET" or "RELATIVE_TO_CORRECT" => word.ToUpperInvariant(),
        _ => "RELATIVE_NEXT_EXCLUDE_LAST",
    };

    internal static bool Shows(string word) => word.ToUpperInvariant() is not ("HIDE" or "FALSE" or "NO" or "0");

    internal static string Numbering(string word) => word is "123" or "abc" or "ABCD" or "iii" or "IIII" ? word : "none";
}
