using Lectern.Files;

namespace Lectern.Lessons.Documents;

internal static class DocumentWords
{
    /// <summary>What a file is, how large and how long: "PDF document, 1.2 MB, 14 pages".</summary>
    internal static string About(Texts texts, DocumentFile file)
    {
        string[] facts = [texts[DocumentTypes.Label(file.MediaType)], FileRefusals.Size(file.Length), .. file.Pages > 0 ? [texts.Count("{0} pages", file.Pages)] : Array.Empty<string>()];
        return string.Join(texts[", "], facts);
    }
}
