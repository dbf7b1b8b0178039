namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>Texts in Markdown (CommonMark with tables, as Moodle's "Markdown Extra" has them).</summary>
internal static class Markdown
{
    private static readonly Markdig.MarkdownPipeline Pipeline = new Markdig.MarkdownPipelineBuilder { Extensions = { new Markdig.Extensions.Tables.PipeTableExtension() } }.Build();

    /// <summary>HTML that is still to be sanitised.</summary>
    internal static string Of(string text) => Markdig.Markdown.ToHtml(text, Pipeline);
}
