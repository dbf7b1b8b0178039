namespace Lectern.Quizzes.QuestionTypes;

/// <summary>The kinds of question that there are: a line for each, in the order in which authors are offered them. Nothing else lists them.</summary>
public static class KnownKinds
{
    public static IServiceCollection AddQuestionKinds(this IServiceCollection services) => services
        .AddSingleton<QuestionKinds>()
        .AddSingleton<IQuestionKind, MultipleChoice.MultipleChoice>()
        .AddSingleton<IQuestionKind, MultipleAnswer.MultipleAnswer>()
        .AddSingleton<IQuestionKind, TrueFalse.TrueFalse>()
        .AddSingleton<IQuestionKind, ShortAnswer.ShortAnswer>()
        .AddSingleton<IQuestionKind, Numeric.Numeric>()
        .AddSingleton<IQuestionKind, Calculated.Calculated>()
        .AddSingleton<IQuestionKind, Matching.Matching>()
        .AddSingleton<IQuestionKind, Ordering.Ordering>()
        .AddSingleton<IQuestionKind, GapText.GapText>()
        .AddSingleton<IQuestionKind, DragText.DragText>()
        .AddSingleton<IQuestionKind, Matrix.Matrix>()
        .AddSingleton<IQuestionKind, Likert.Likert>()
        .AddSingleton<IQuestionKind, Essay.Essay>()
        .AddSingleton<IQuestionKind, FileUpload.FileUpload>()
        .AddSingleton<IQuestionKind, AudioRecording.AudioRecording>()
        .AddSingleton<IQuestionKind, Hotspot.Hotspot>()
        .AddSingleton<IQuestionKind, DragOntoImage.DragOntoImage>()
        .AddSingleton<Code.CodeRunner>()
        .AddSingleton<IQuestionKind, Code.Code>();
}
