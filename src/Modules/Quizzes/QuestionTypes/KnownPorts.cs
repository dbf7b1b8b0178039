using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.Exchange.Bridge;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>How questions come out of files and go into them: a line for each kind that does. The first that takes a question is its kind. Nothing else lists them.</summary>
public static class KnownPorts
{
    public static IServiceCollection AddQuestionPorts(this IServiceCollection services) => services
        .AddSingleton<QuestionBridge>()
        .AddSingleton<QuestionFileReader>()
        .AddSingleton<QuestionFileWriter>()
        .AddSingleton<IPortsQuestions, MultipleChoice.MultipleChoicePort>()
        .AddSingleton<IPortsQuestions, MultipleAnswer.MultipleAnswerPort>()
        .AddSingleton<IPortsQuestions, TrueFalse.TrueFalsePort>()
        .AddSingleton<IPortsQuestions, ShortAnswer.ShortAnswerPort>()
        .AddSingleton<IPortsQuestions, Numeric.NumericPort>()
        .AddSingleton<IPortsQuestions, Calculated.CalculatedPort>()
        .AddSingleton<IPortsQuestions, Matching.MatchingPort>()
        .AddSingleton<IPortsQuestions, Ordering.OrderingPort>()
        .AddSingleton<IPortsQuestions, GapText.GapTextPort>()
        .AddSingleton<IPortsQuestions, DragText.DragTextPort>()
        .AddSingleton<IPortsQuestions, Matrix.MatrixPort>()
        .AddSingleton<IPortsQuestions, Likert.LikertPort>()
        .AddSingleton<IPortsQuestions, AudioRecording.AudioRecordingPort>()
        .AddSingleton<IPortsQuestions, Code.CodePort>()
        .AddSingleton<IPortsQuestions, Hotspot.HotspotPort>()
        .AddSingleton<IPortsQuestions, DragOntoImage.DragOntoImagePort>()
        .AddSingleton<IPortsQuestions, FileUpload.FileUploadPort>()
        .AddSingleton<IPortsQuestions, Essay.EssayPort>();
}
