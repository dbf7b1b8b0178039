using System.Globalization;
using System.Security.Cryptography;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Authoring;

/// <summary>What stands in the fields of the page that edits a question.</summary>
/// <param name="Prompt">HTML.</param>
/// <param name="Feedback">HTML.</param>
/// <param name="Hints">HTML, each.</param>
/// <param name="Penalty">In percent.</param>
public sealed record WrittenQuestion(string Prompt, string Points, string Data, string Feedback, IReadOnlyList<string> Hints, string Penalty, WrittenPlace Place, string Revision, string Window)
{
    public static WrittenQuestion Of(Question question) => new(
        question.Prompt, question.Points.ToString("0.##", CultureInfo.InvariantCulture), question.Data, question.Feedback, question.Content.Hints, (question.Penalty * 100).ToString("0.##", CultureInfo.InvariantCulture), WrittenPlace.Of(question),
        question.Revision.ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(16));

    /// <summary>As it was sent, mistakes and all.</summary>
    public static WrittenQuestion Of(IFormCollection form, IQuestionKind kind) => new(
        form["Prompt"].ToString(), form["Points"].ToString(), kind.ReadData(form) is { Refusal: null } data ? data.Value : kind.AsWritten(form), form["Feedback"].ToString(), [.. form["Hint"].Select(hint => hint ?? "")], form["Penalty"].ToString(), WrittenPlace.Of(form),
        form["revision"].ToString(), form["window"].ToString());
}
