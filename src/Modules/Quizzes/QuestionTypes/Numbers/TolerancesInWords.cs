using Lectern.Web.Design;

namespace Lectern.Quizzes.QuestionTypes.Numbers;

/// <summary>The tolerances to choose from.</summary>
internal sealed class TolerancesInWords(Texts texts)
{
    /// <summary>Around a number that is computed.</summary>
    public IReadOnlyList<Option> Around =>
    [
        new(nameof(Tolerance.Exact), texts["Exactly"]),
        new(nameof(Tolerance.Absolute), texts["More or less by"]),
        new(nameof(Tolerance.Relative), texts["More or less by percent"]),
    ];

    public IReadOnlyList<Option> All => [.. Around, new(nameof(Tolerance.Range), texts["Up to another number"])];
}
