namespace Lectern.Quizzes.QuestionTypes.Essay;

/// <summary>How long an essay may be, in words.</summary>
internal static class EssayLimits
{
    /// <summary>Null when there is no limit.</summary>
    public static string? Of(EssayData data, Texts texts) => (data.LeastWords, data.MostWords) switch
    {
        ({ } least, { } most) => texts["Asked for: {0} to {1}", least, most],
        ({ } least, null) => texts["Asked for: at least {0}", least],
        (null, { } most) => texts["Asked for: at most {0}", most],
        _ => null,
    };
}
