namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>Texts in Markdown (CommonMark with tables, as Moodle's "Markdown Extra" has them).</summary>
internal static class Markdown
{
    private static readonly Markdig.MarkdownPipeline Pipeline = new Markdig.MarkdownPipelineBuilder { Extensions = { new Markdig.Extensions.Tables.PipeTableExtension() } }.Build();

    /// <summary>HTML that is still to be sanitised; null when the marks are nested deeper than anybody writes.</summary>
    internal static string? Of(string text)
    {
        try
        {
            return Markdig.Markdown.ToHtml(text, Pipeline);
        }
        catch (ArgumentException)   // how Markdig says so
        {
            return null;
        }
    }
}
