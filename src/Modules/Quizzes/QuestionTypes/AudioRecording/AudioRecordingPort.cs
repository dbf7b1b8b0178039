using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.AudioRecording;

/// <summary>Recordings that a person marks.</summary>
internal sealed class AudioRecordingPort() : QuestionPort<AudioRecordingData, Portable.AudioRecording>("audio-recording")
{
    public override Facets Keeps => Facets.None;

    protected override TakenIn? TakeIn(Portable.AudioRecording content, PortableQuestion question, IncomingTexts texts)
    {
        var usual = new AudioRecordingData();
        return new(usual with { MostSeconds = content.MostSeconds ?? usual.MostSeconds, Scheme = texts.Prose(content.MarkerNotes) });
    }

    protected override GivenOut? GiveOut(AudioRecordingData data, OutgoingTexts texts) => new Portable.AudioRecording(data.MostSeconds) { MarkerNotes = texts.Prose(data.Scheme) };
}
