using System.Text.Json.Serialization;

namespace Lectern.Lessons.Documents;

/// <summary>A document as it is read: which file, what it is, how long.</summary>
/// <param name="Hash">Its name in the file store.</param>
/// <param name="MediaType">As its content says.</param>
/// <param name="FileName">What the instructor calls it.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Pages">Of a PDF; 0 when the file doesn't say, or has none.</param>
public sealed record DocumentFile(string Hash, string MediaType, string FileName, long Length, int Pages)
{
    [JsonIgnore] public bool IsPdf => MediaType == DocumentTypes.Pdf;
    [JsonIgnore] public bool IsPicture => MediaType.StartsWith("image/", StringComparison.Ordinal);
    [JsonIgnore] public bool IsWords => MediaType == DocumentTypes.Words;
    /// <summary>Whether it can be read in the page; what can't be is offered for downloading.</summary>
    [JsonIgnore] public bool IsShown => IsPdf || IsPicture || IsWords;
}

/// <summary>What a document activity holds; the same in the draft and in a sealed version.</summary>
/// <param name="File">Null until one was uploaded.</param>
/// <param name="Overview">Sanitised HTML below the document.</param>
/// <param name="MayDownload">Whether learners are offered the file itself.</param>
/// <param name="RequiredPercent">How much of a PDF's pages must have been seen to be done; 0 when opening it is enough.</param>
public sealed record DocumentSetup(DocumentFile? File, string Overview, bool MayDownload, int RequiredPercent)
{
    public const int UsualPercent = 100;

    public static DocumentSetup Empty { get; } = new(null, "", MayDownload: false, UsualPercent);

    [JsonIgnore] public bool OffersDownload => MayDownload || File is { IsShown: false };

    /// <summary>Whether opening the page is all there is to it.</summary>
    [JsonIgnore] public bool IsDoneWhenOpened => File is { IsShown: true } file && (!file.IsPdf || RequiredPercent == 0);
}
