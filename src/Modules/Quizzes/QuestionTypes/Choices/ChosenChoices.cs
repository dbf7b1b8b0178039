using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Choices;

/// <summary>Choices in a result.</summary>
internal static class ChosenChoices
{
    /// <summary>Drawn when one of them is more than words; null when words are enough.</summary>
    public static RenderFragment? Of(IEnumerable<Choice> choices)
    {
        var list = choices.ToList();
        if (list.TrueForAll(c => c.Html.Length == 0)) return null;
        return builder =>
        {
            foreach (var choice in list)
            {
                builder.OpenElement(0, "p");
                builder.AddAttribute(1, "class", "prose prose-line");
                builder.AddAttribute(2, "dir", "auto");
                builder.AddMarkupContent(3, choice.Shown);
                builder.CloseElement();
            }
        };
    }
}
