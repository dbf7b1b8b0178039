namespace Lectern.Quizzes.QuestionTypes;

/// <summary>A kind that somebody who teaches the course marks: there is no key to show or to mark by.</summary>
public abstract class PersonMarkedKind<TData, TResponse> : QuestionKind<TData, TResponse> where TData : class where TResponse : class
{
    public override MarkedBy MarkedBy => MarkedBy.Person;

    protected sealed override decimal Grade(TData data, TResponse response) => 0;
    protected sealed override IReadOnlyList<string> DescribeRight(TData data, Texts texts) => [];

    /// <summary>A mark scheme as an author wrote it; a refusal names the field "scheme".</summary>
    protected static Outcome<string> Scheme(string? written)
    {
        var scheme = RichText.Read(written, QuestionText.Rules);
        if (scheme.Refusal is not null || scheme.Value.Length > LongestScheme) return new Refusal("scheme-too-long", "A mark scheme has at most {0} characters.", "scheme", LongestScheme);
        return RichText.IsEmpty(scheme.Value) ? "" : scheme.Value;
    }

    private const int LongestScheme = 20_000;
}
