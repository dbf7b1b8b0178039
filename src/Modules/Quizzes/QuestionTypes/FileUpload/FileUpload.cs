using System.Globalization;
using Lectern.Quizzes.QuestionTypes.Files;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.FileUpload;

/// <param name="Types">Names of <see cref="FileTypes"/>; none for all.</param>
/// <param name="Most">Files of an answer, 1 to 20.</param>
/// <param name="MostMegabytes">Of each, 1 to 500.</param>
/// <param name="Scheme">Sanitised HTML, for those who mark.</param>
public sealed record FileUploadData(IReadOnlyList<string> Types, int Most = 1, int MostMegabytes = 20, string Scheme = "")
{
    public const int MostFiles = 20;
    public const int LargestMegabytes = 500;
}

/// <summary>Files that learners send, which a person marks.</summary>
internal sealed class FileUpload : PersonMarkedKind<FileUploadData, SentFile[]>, IHoldFiles
{
    public override string Name => "file-upload";
    public override string Label => "File upload";
    public override string Icon => "file-up";
    public override string Rule => "Learners send files. Whoever teaches the course looks at them and gives the points.";

    protected override FileUploadData New => new(["documents"]);

    protected override FileUploadData Read(IFormCollection form) => new([.. form["type"].OfType<string>()], Number(form["most"]), Number(form["megabytes"]), form["scheme"].ToString());

    protected override Outcome<FileUploadData> Tidy(FileUploadData data)
    {
        if (data.Most is < 1 or > FileUploadData.MostFiles) return new Refusal("files-out-of-range", "Enter a number of files from 1 to {0}.", "most", FileUploadData.MostFiles);
        if (data.MostMegabytes is < 1 or > FileUploadData.LargestMegabytes) return new Refusal("megabytes-out-of-range", "Enter a size from 1 to {0} megabytes.", "megabytes", FileUploadData.LargestMegabytes);
        var scheme = Scheme(data.Scheme);
        if (scheme.Refusal is { } refusal) return refusal;
        return data with { Types = [.. FileTypes.All.Select(type => type.Name).Where(name => data.Types?.Contains(name) == true)], Scheme = scheme.Value };
    }

    protected override Refusal? Missing(FileUploadData data) => null;

    protected override RenderFragment EditPart(FileUploadData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<FileUploadEditPart>((nameof(FileUploadEditPart.Data), data), (nameof(FileUploadEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(FileUploadData data, SentFile[]? response, AnswerPlace place) =>
        Fragments.Of<FilesAnswerPart>((nameof(FilesAnswerPart.Files), response ?? []), (nameof(FilesAnswerPart.Rules), Rules(data)), (nameof(FilesAnswerPart.Place), place));

    protected override SentFile[]? Read(IFormCollection form, string field) => SentFile.Tidy(form[field].Select(SentFile.Read), FileUploadData.MostFiles);
    protected override SentFile[]? Tidy(FileUploadData data, SentFile[] response) => SentFile.Tidy(response, data.Most);
    protected override object Shown(FileUploadData data, string field, int? seed) => new { most = data.Most, mostBytes = Rules(data).MostBytes, endings = FileTypes.Endings(data.Types) };
    protected override IReadOnlyList<string> Describe(FileUploadData data, SentFile[] response, Texts texts) => [.. response.Select(file => file.Describe(texts))];
    protected override RenderFragment ResponsePart(FileUploadData data, SentFile[] response, ResponsePlace place) => Fragments.Of<FilesResponsePart>((nameof(FilesResponsePart.Files), response), (nameof(FilesResponsePart.Place), place));
    protected override string MarkScheme(FileUploadData data) => data.Scheme;

    public FileRules FilesOf(string data) => Rules(Data(data));
    public IReadOnlyList<SentFile> Named(string response) => Response(response);
    public string? Naming(string data, IReadOnlyList<SentFile> files) => Written(Data(data), [.. files]);

    private static FileRules Rules(FileUploadData data) => new(data.Most, data.MostMegabytes * 1_048_576L, (name, head) => FileTypes.Judge(data.Types, name, head), FileTypes.Endings(data.Types));
    private static int Number(string? written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
