using System.Text;
using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>Files of questions, in words of a test.</summary>
internal static class AFile
{
    internal static QuestionFile Of(string format, string text, bool anyGrade = false) =>
        QuestionFormats.Read(Encoding.UTF8.GetBytes(text), format: QuestionFormats.Find(format), options: new(anyGrade));

    internal static QuestionFile Gift(string text) => Of("gift", text);
    internal static QuestionFile MoodleXml(string questions) => Of("moodle-xml", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n{questions}\n</quiz>");

    /// <summary>The only question, with nothing wrong.</summary>
    internal static PortableQuestion Only(this QuestionFile file)
    {
        Assert.Empty(file.Problems);
        return Assert.Single(file.Questions);
    }

    internal static T Content<T>(this PortableQuestion question) where T : QuestionContent => Assert.IsType<T>(question.Content);

    /// <summary>The only problem, with no question.</summary>
    internal static Problem Refusal(this QuestionFile file)
    {
        Assert.Empty(file.Questions);
        var problem = Assert.Single(file.Problems);
        Assert.Equal(ProblemLevel.Refused, problem.Level);
        return problem;
    }

    /// <summary>"50% half: so so" for each answer.</summary>
    internal static IEnumerable<string> InWords(this IEnumerable<Answer> answers) =>
        answers.Select(answer => $"{Grades.Percent(answer.Fraction)}% {answer.Text.Text}{(answer.Feedback.IsEmpty ? "" : $": {answer.Feedback.Text}")}");

    internal static IEnumerable<string> InWords(this IEnumerable<NumericalAnswer> answers) =>
        answers.Select(answer => $"{Grades.Percent(answer.Fraction)}% {(answer.Number is { } number ? $"{number} ± {answer.Tolerance}" : "*")}{(answer.Feedback.IsEmpty ? "" : $": {answer.Feedback.Text}")}");

    /// <summary>A real file; null where the data is absent.</summary>
    internal static QuestionFile? Real(string kind, string name) =>
        SharedData.Folder(kind) is { } folder ? QuestionFormats.Read(File.ReadAllBytes(Path.Combine(folder, name)), name) : null;
}
