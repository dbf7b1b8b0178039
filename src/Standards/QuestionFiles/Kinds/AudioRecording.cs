namespace Lectern.QuestionFiles;

/// <summary>Something to say and record, which a person marks. Moodle has no such kind of its own.</summary>
/// <param name="MostSeconds">How long it may be; null where nothing is said.</param>
public sealed record AudioRecording(int? MostSeconds) : QuestionContent
{
    public override string Kind => "audio-recording";
    public override string MoodleType => "";
    public override IEnumerable<FormattedText> Texts => [MarkerNotes];
}
