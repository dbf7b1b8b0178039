using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.Gaps;

/// <summary>A text with its gaps filled, in a result.</summary>
internal static class FilledText
{
    /// <param name="shown">Sanitised HTML for a gap; null for one that is empty.</param>
    public static RenderFragment Of(string text, Func<GapPiece, string?> shown) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "prose prose-small max-w-none");
        builder.AddAttribute(2, "dir", "auto");
        builder.AddMarkupContent(3, GapMarkup.Filled(text, shown));
        builder.CloseElement();
    };
}
