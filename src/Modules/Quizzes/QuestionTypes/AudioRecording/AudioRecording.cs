using System.Globalization;
using Lectern.Quizzes.QuestionTypes.Files;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes.AudioRecording;

/// <param name="MostSeconds">Of a recording made in the browser, 5 to 3,600; also decides how large a file may be.</param>
/// <param name="Scheme">Sanitised HTML, for those who mark.</param>
public sealed record AudioRecordingData(int MostSeconds = 120, string Scheme = "");

/// <summary>What learners say, recorded in the browser or sent as a file; a person listens and marks.</summary>
internal sealed class AudioRecording : PersonMarkedKind<AudioRecordingData, SentFile[]>, IHoldFiles
{
    private const int Least = 5;
    private const int Most = 3600;
    // 320 kbit/s, the most that MP3 has; browsers record with a tenth of it.
    private const long BytesPerSecond = 40_000;
    private static readonly string[] Sound = ["sound"];

    public override string Name => "audio-recording";
    public override string Label => "Audio recording";
    public override string Icon => "mic";
    public override string Rule => "Learners record their voice. Whoever teaches the course listens and gives the points.";

    protected override AudioRecordingData New => new();
    protected override AudioRecordingData Read(IFormCollection form) => new(int.TryParse(form["seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0, form["scheme"].ToString());

    protected override Outcome<AudioRecordingData> Tidy(AudioRecordingData data)
    {
        if (data.MostSeconds is < Least or > Most) return new Refusal("seconds-out-of-range", "Enter a length from {0} to {1} seconds.", "seconds", Least, Most);
        var scheme = Scheme(data.Scheme);
        if (scheme.Refusal is { } refusal) return refusal;
        return data with { Scheme = scheme.Value };
    }

    protected override Refusal? Missing(AudioRecordingData data) => null;

    protected override RenderFragment EditPart(AudioRecordingData data, IReadOnlyDictionary<string, string> errors) =>
        Fragments.Of<AudioRecordingEditPart>((nameof(AudioRecordingEditPart.Data), data), (nameof(AudioRecordingEditPart.Errors), errors));

    protected override RenderFragment AnswerPart(AudioRecordingData data, SentFile[]? response, AnswerPlace place) =>
        Fragments.Of<FilesAnswerPart>((nameof(FilesAnswerPart.Files), response ?? []), (nameof(FilesAnswerPart.Rules), Rules(data)), (nameof(FilesAnswerPart.Place), place), (nameof(FilesAnswerPart.Seconds), data.MostSeconds));

    protected override SentFile[]? Read(IFormCollection form, string field) => SentFile.Tidy(form[field].Select(SentFile.Read), 1);
    protected override SentFile[]? Tidy(AudioRecordingData data, SentFile[] response) => SentFile.Tidy(response, 1);
    protected override object Shown(AudioRecordingData data, string field, int? seed) => new { mostSeconds = data.MostSeconds, mostBytes = Rules(data).MostBytes, endings = FileTypes.Endings(Sound) };
    protected override IReadOnlyList<string> Describe(AudioRecordingData data, SentFile[] response, Texts texts) => [.. response.Select(file => file.Describe(texts))];
    protected override RenderFragment ResponsePart(AudioRecordingData data, SentFile[] response, ResponsePlace place) =>
        Fragments.Of<FilesResponsePart>((nameof(FilesResponsePart.Files), response), (nameof(FilesResponsePart.Place), place), (nameof(FilesResponsePart.Plays), true));
    protected override string MarkScheme(AudioRecordingData data) => data.Scheme;

    public FileRules FilesOf(string data) => Rules(Data(data));
    public IReadOnlyList<SentFile> Named(string response) => Response(response);
    public string? Naming(string data, IReadOnlyList<SentFile> files) => Written(Data(data), [.. files]);

    private static FileRules Rules(AudioRecordingData data) => new(1, 1_000_000 + data.MostSeconds * BytesPerSecond, (name, head) => FileTypes.Judge(Sound, name, head), FileTypes.Endings(Sound));
}
