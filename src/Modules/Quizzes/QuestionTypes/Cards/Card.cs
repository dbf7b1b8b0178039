using Lectern.Quizzes.QuestionTypes.Rows;

namespace Lectern.Quizzes.QuestionTypes.Cards;

/// <summary>Something to be put into one of several places: chosen from a list there, or dragged there.</summary>
/// <param name="Group">It goes into places of its group.</param>
/// <param name="StaysThere">It can be used again after it was used.</param>
public sealed record Card(Item Item, string Group, bool StaysThere);

internal static class CardWords
{
    /// <summary>Between what is asked and what was said, in a result.</summary>
    public const string Between = ": ";
}
