using System.Globalization;
using Lectern.Kernel;

namespace Lectern.Files;

/// <summary>What the file store says no to, in words for the person at the upload field.</summary>
public static class FileRefusals
{
    /// <summary>More bytes than this use allows.</summary>
    public static Refusal TooLarge(long limit) =>
        Because("file-too-large", "The file is larger than {0}. Choose a smaller file.", Size(limit));

    /// <summary>The connection broke before the end; nothing was kept.</summary>
    public static Refusal CutOff() =>
        Because("file-cut-off", "The upload stopped before the end, and nothing was kept. Try again.");

    /// <summary>A form without the file it is for.</summary>
    public static Refusal Missing() =>
        Because("file-missing", "Choose a file first.");

    /// <summary>The content is of another kind than the field asks for, whatever its name says.</summary>
    public static Refusal NotA(ContentKind kind) => kind switch
    {
        ContentKind.Video => Because("file-not-a-video", "This is not a video. Choose an MP4, WebM, MOV or Ogg file."),
        ContentKind.Audio => Because("file-not-audio", "This is not a sound recording. Choose an MP3, M4A, WAV or Ogg file."),
        ContentKind.Image => Because("file-not-an-image", "This is not a picture. Choose a PNG, JPEG, GIF or WebP file."),
        ContentKind.Document => Because("file-not-a-pdf", "This is not a PDF document."),
        ContentKind.Archive => Because("file-not-a-zip", "This is not a zip file."),
        ContentKind.Captions => Because("file-not-captions", "This is not a WebVTT captions file: its first line must begin with WEBVTT."),
        ContentKind.Reading => Because("file-not-to-read", "This can't be used as a document. Choose a PDF, a picture (PNG, JPEG, GIF or WebP), a text file in UTF-8, or a Word, Excel, PowerPoint or OpenDocument file without macros."),
        _ => Because("file-wrong-kind", "This kind of file can't be used here."),
    };

    /// <summary>Bytes in words: 512 KB, 20 MB, 2 GB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.CurrentCulture, $"{bytes / (double)(1L << 30):0.#} GB"),
        >= 1L << 20 => string.Create(CultureInfo.CurrentCulture, $"{bytes / (double)(1L << 20):0.#} MB"),
        >= 1L << 10 => string.Create(CultureInfo.CurrentCulture, $"{bytes / (double)(1L << 10):0.#} KB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
    };

    internal static Refusal Because(string code, string sentence, params object[] arguments) => new(code, sentence, Arguments: arguments);
}
