using System.IO.Compression;
using System.Text;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.Exchange.QtiItems;
using Lectern.Qti;
using Lectern.Qti.Questions;

namespace Lectern.Quizzes.Exchange;

/// <summary>A format that questions can be written in.</summary>
/// <param name="Name">Stable, for programs: "moodle-xml".</param>
/// <param name="Label">As people call it.</param>
/// <param name="Extension">Of its files, with the dot.</param>
public sealed record ExportFormat(string Name, string Label, string Extension, string MediaType)
{
    internal IQuestionFormat? Text { get; init; }
    internal QtiVersion? Qti { get; init; }
}

/// <summary>Questions as a file.</summary>
/// <param name="Content">Null when nothing could be written.</param>
/// <param name="Problems">Refused: a question isn't in it. Lost: something of it isn't.</param>
public sealed record WrittenFile(ReadOnlyMemory<byte>? Content, int Count, IReadOnlyList<Problem> Problems);

/// <summary>Writes questions in every format that is known, and says what is lost.</summary>
public sealed class QuestionFileWriter(QuestionBridge bridge)
{
    public static IReadOnlyList<ExportFormat> Formats { get; } =
    [
        .. QuestionFormats.All.Where(format => format.Keeps is not null).Select(format => new ExportFormat(format.Name, format.Label, format.Extension, format.Extension == ".xml" ? "application/xml" : format.Extension == ".csv" ? "text/csv" : "text/plain") { Text = format }),
        new("qti-3.0", "QTI 3.0", ".zip", "application/zip") { Qti = QtiVersion.Qti30 },
        new("qti-2.2", "QTI 2.2", ".zip", "application/zip") { Qti = QtiVersion.Qti22 },
        new("qti-2.1", "QTI 2.1", ".zip", "application/zip") { Qti = QtiVersion.Qti21 },
    ];

    public static ExportFormat? Find(string? name) => Formats.FirstOrDefault(format => format.Name == name);

    /// <param name="title">Of the package.</param>
    /// <param name="questions">In their order.</param>
    /// <param name="pictures">Those of the questions that there are, by hash.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public WrittenFile Write(string title, IReadOnlyList<OutgoingQuestion> questions, IReadOnlyDictionary<string, OutgoingPicture> pictures, ExportFormat format)
    {
        List<Problem> problems = [];
        var portable = GivenOut(questions, pictures, problems);
        var (content, count) = format.Text is { } text ? Written(text, portable, problems) : Written(title, portable, format.Qti!.Value, problems);
        return new(count == 0 ? default(ReadOnlyMemory<byte>?) : content, count, problems);
    }

    /// <summary>What each format would hold and lose, without any file.</summary>
    /// <param name="questions">In their order.</param>
    /// <param name="pictures">Those of the questions that there are, by hash; what is in them doesn't matter.</param>
    public IReadOnlyList<(ExportFormat Format, int Count, IReadOnlyList<Problem> Problems)> Offer(IReadOnlyList<OutgoingQuestion> questions, IReadOnlyDictionary<string, OutgoingPicture> pictures)
    {
        List<Problem> common = [];
        var portable = GivenOut(questions, pictures, common);
        // All versions of QTI hold the same.
        List<Problem> ofQti = [.. common];
        var inQti = Items(portable, ofQti).Items.Count;
        return [.. Formats.Select(format =>
        {
            if (format.Text is not { } text) return (format, inQti, ofQti);
            List<Problem> problems = [.. common];
            return (format, Written(text, portable, problems).Count, (IReadOnlyList<Problem>)problems);
        })];
    }

    private List<PortableQuestion> GivenOut(IReadOnlyList<OutgoingQuestion> questions, IReadOnlyDictionary<string, OutgoingPicture> pictures, List<Problem> problems)
    {
        List<PortableQuestion> portable = [];
        foreach (var question in questions)
        {
            var (given, said) = bridge.GiveOut(question, pictures);
            problems.AddRange(said);
            if (given is not null) portable.Add(given);
        }

        return portable;
    }

    private static (byte[] Content, int Count) Written(IQuestionFormat format, List<PortableQuestion> questions, List<Problem> problems)
    {
        var written = format.Write(questions);
        problems.AddRange(written.Problems);
        return (Encoding.UTF8.GetBytes(written.Text), questions.Count - written.Problems.Count(problem => problem.Level == ProblemLevel.Refused));
    }

    private static (byte[] Content, int Count) Written(string title, List<PortableQuestion> questions, QtiVersion version, List<Problem> problems)
    {
        var (items, media) = Items(questions, problems);
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in PackageWriter.Write(title, items, version, [.. media.Keys])) Add(archive, path, content);
            foreach (var (path, content) in media) Add(archive, path, content.Span);
        }

        return (zip.ToArray(), items.Count);
    }

    private static (List<Lectern.Qti.Questions.Question> Items, Dictionary<string, ReadOnlyMemory<byte>> Media) Items(List<PortableQuestion> questions, List<Problem> problems)
    {
        List<Lectern.Qti.Questions.Question> items = [];
        Dictionary<string, ReadOnlyMemory<byte>> media = [];
        foreach (var question in questions)
        {
            HashSet<string> said = [];
            void Lose(string code, string sentence)
            {
                if (said.Add(code)) problems.Add(new(ProblemLevel.Lost, 0, 0, question.Name, code, sentence));
            }

            if (ToQti.Of(question, $"Q{items.Count + 1}", Lose) is not { } item)
            {
                problems.Add(new(ProblemLevel.Refused, 0, 0, question.Name, "kind-not-held", "{0} can't hold a question of the kind {1}.", "QTI", question.Content.Kind));
                continue;
            }

            foreach (var (code, sentence) in Losses.Of(question, ToQti.Keeps)) Lose(code, sentence);
            foreach (var file in question.Files) media.TryAdd(ToQti.Media + file.Name, file.Content);
            items.Add(item);
        }

        return (items, media);
    }

    private static void Add(ZipArchive archive, string path, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(path).Open();
        entry.Write(content);
    }
}
