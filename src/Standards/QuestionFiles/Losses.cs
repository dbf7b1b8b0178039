namespace Lectern.QuestionFiles;

/// <summary>What of a question a format can't hold, in words.</summary>
public static class Losses
{
    internal static readonly IReadOnlyList<(Facets Facet, string Code, string Sentence)> Words =
    [
        (Facets.Points, "points", "The points are lost; it will count one point."),
        (Facets.Penalty, "penalty", "The penalty for wrong tries is lost."),
        (Facets.Hints, "hints", "The hints are lost."),
        (Facets.HintOptions, "hint-options", "What hints do besides being shown is lost."),
        (Facets.Files, "files", "The files in it (images, sound) are lost."),
        (Facets.Hidden, "hidden", "It was out of use, and will be in use."),
        (Facets.Tags, "tags", "The tags are lost."),
        (Facets.IdNumber, "id-number", "The ID number is lost."),
        (Facets.GeneralFeedback, "general-feedback", "The general feedback is lost."),
        (Facets.AnswerFeedback, "answer-feedback", "The feedback to answers is lost."),
        (Facets.CombinedFeedback, "combined-feedback", "The feedback to right, partly right and wrong answers is lost."),
        (Facets.Category, "category", "The category is lost."),
        (Facets.CategoryDetails, "category-details", "The category's description and ID number are lost."),
        (Facets.MixedFormats, "mixed-formats", "Its texts are written in several ways (HTML, Markdown, plain), and all will be taken for the first."),
        (Facets.Formatting, "formatting", "Formatting, images and line breaks in its texts are lost."),
        (Facets.Wiki, "wiki-format", "Moodle's old wiki marks will stand in the text as they are."),
        (Facets.FixedOrder, "fixed-order", "That the answers stay in their order is lost; they will be shuffled."),
        (Facets.Numbering, "numbering", "How the choices are numbered is lost."),
        (Facets.CaseSensitive, "case-sensitive", "That capitals count is lost."),
        (Facets.Units, "units", "The units are lost."),
        (Facets.PartialGrades, "partial-grades", "Grades between right and wrong are lost."),
        (Facets.EssaySettings, "essay-settings", "The settings of the answer box, the word limits, the files to hand in and the notes for markers are lost."),
        (Facets.Name, "name", "The name is lost; the beginning of the text takes its place."),
        (Facets.AnyAnswer, "any-answer", "The answer that any other number gives is lost, with its feedback."),
        (Facets.Instruction, "instruction", "That no instruction stands above the choices is lost."),
        (Facets.OrderingSettings, "ordering-settings", "How many items are shown, how and how they are graded is lost."),
        (Facets.AllOrNothing, "all-or-nothing", "That only a wholly right answer earns points is lost."),
        (Facets.PictureDetails, "picture-details", "What its picture shows, in words, and how large its places are is lost; where they are is rounded to pixels."),
    ];

    /// <summary>Each thing that the format can't hold of it: code and English sentence.</summary>
    public static IEnumerable<(string Code, string Sentence)> Of(PortableQuestion question, Facets keeps) =>
        from words in Words where (question.Facets & ~keeps).HasFlag(words.Facet) select (words.Code, words.Sentence);

    /// <summary>A grade was written that the question doesn't have.</summary>
    internal static Problem RoundedGrade(PortableQuestion question) =>
        new(ProblemLevel.Lost, question.Line, 0, question.Name, "grade-rounded", "A grade that Moodle doesn't know becomes the nearest of those that it knows.");

    /// <summary>Writes with <paramref name="write"/> what the format holds and says the rest.</summary>
    internal static List<Problem> Write(IQuestionFormat format, IReadOnlyList<PortableQuestion> questions, Func<PortableQuestion, Problem?> write) =>
        WriteEach(format, questions, question => write(question) is { } problem ? [problem] : []);

    /// <summary>The same where several things may be to be said of a question.</summary>
    internal static List<Problem> WriteEach(IQuestionFormat format, IReadOnlyList<PortableQuestion> questions, Func<PortableQuestion, IReadOnlyList<Problem>> write)
    {
        List<Problem> problems = [];
        foreach (var question in questions)
        {
            if (!format.Holds(question.Content))
            {
                problems.Add(new(ProblemLevel.Refused, question.Line, 0, question.Name, "kind-not-held", "{0} can't hold a question of the kind {1}.", format.Label, question.Content.Kind));
                continue;
            }
            problems.AddRange(write(question));
            if (problems is [.., { Level: ProblemLevel.Refused } last] && ReferenceEquals(last.Question, question.Name)) continue;
            problems.AddRange(Of(question, format.Keeps ?? Facets.None).Select(loss => new Problem(ProblemLevel.Lost, question.Line, 0, question.Name, loss.Code, loss.Sentence)));
        }
        return problems;
    }
}
