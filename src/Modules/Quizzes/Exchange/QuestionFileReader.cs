using System.Text;
using Lectern.Files;
using Lectern.Files.Archives;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.Exchange.QtiItems;
using Lectern.Qti;
using Lectern.Qti.Packages;
using Lectern.Qti.Questions;
using Lectern.Qti.Reading;

namespace Lectern.Quizzes.Exchange;

/// <summary>What is in a file: a row for every question, those that can't be taken in too.</summary>
/// <param name="Format">As people call it: "GIFT"; null when the file is of no kind that is known.</param>
/// <param name="Rows">In the file's order.</param>
/// <param name="Problems">About the file as a whole.</param>
public sealed record IncomingFile(string? Format, IReadOnlyList<IncomingRow> Rows, IReadOnlyList<Problem> Problems)
{
    /// <summary>What is right and holds no question: a test alone, say.</summary>
    internal const string NoItems = "no-items";

    /// <summary>Why nothing of it can be taken in; null when something can.</summary>
    public Problem? Refusal => Rows.Count == 0 ? Problems.FirstOrDefault(problem => problem.Level == ProblemLevel.Refused) ?? (Problems is [var first, ..] ? first : null) : null;

    /// <summary>Whether the file, or something in it, isn't what its format asks for; a question of a kind that isn't known here breaks nothing.</summary>
    public bool IsBroken => (Refusal is { } refusal && refusal.Code != NoItems) || HasBrokenParts || Rows.Any(row => row.IsBroken);
    /// <summary>Whether something that is no question, as a test, can't be read.</summary>
    public bool HasBrokenParts { get; init; }

    public IEnumerable<IncomingQuestion> Questions => Rows.Select(row => row.Question).OfType<IncomingQuestion>();
}

/// <summary>A question of a file.</summary>
/// <param name="Number">In the file, from 1.</param>
/// <param name="Place">Its line; or the document of a package that it is in.</param>
/// <param name="KindInFile">As the file's format calls it; "" when that couldn't be read.</param>
/// <param name="Question">As it will be here; null when it is refused.</param>
/// <param name="Problems">What is lost, what to look at, or why it is refused.</param>
public sealed record IncomingRow(int Number, string Place, string Name, string KindInFile, IReadOnlyList<string> Category, IncomingQuestion? Question, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether the file breaks the rules of its format here.</summary>
    public bool IsBroken { get; init; }

    public IEnumerable<Problem> Of(ProblemLevel level) => Problems.Where(problem => problem.Level == level);
}

/// <summary>Reads files of questions of every format that is known, and says what an import would make of each question.</summary>
public sealed class QuestionFileReader(QuestionBridge bridge)
{
    /// <summary>Bytes of a package; packages bring pictures.</summary>
    public const long LargestPackage = 256L << 20;
    /// <summary>In one file.</summary>
    public const int MostQuestions = 5000;

    /// <summary>What files of questions may hold that isn't known here, and is right all the same.</summary>
    private const string Unknown = "kind-unknown";
    /// <summary>What an item of QTI says that no version of the standard has.</summary>
    private const string Invalid = "attribute-unknown";

    private static readonly string[] Roots = ["<assessmentItem", "<assessmentTest", "<qti-assessment-item", "<qti-assessment-test"];

    /// <summary>Whether it is a zip, or XML that speaks of QTI's items or tests at its beginning.</summary>
    /// <param name="file">Seekable; it is at its beginning again afterwards.</param>
    public static bool IsQti(Stream file)
    {
        var head = new byte[ContentSniffer.Needed];
        var text = Encoding.UTF8.GetString(head, 0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        file.Position = 0;
        return text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) || Roots.Any(root => text.Contains(root, StringComparison.Ordinal));
    }

    /// <summary>Never throws for what is in the file.</summary>
    /// <param name="file">Seekable; closed afterwards.</param>
    /// <param name="name">Without folders.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="options">How strictly it is read.</param>
    /// <param name="format">What it is read as, if it isn't to be found out.</param>
    public async Task<IncomingFile> Read(Stream file, string name, CancellationToken cancel, ReadingOptions? options = null, IQuestionFormat? format = null)
    {
        await using (file)
        {
            try
            {
                return format is null && IsQti(file) ? await ReadPackage(file, name, cancel) : await ReadText(file, name, options, format, cancel);
            }
            catch (RefusedException damaged)   // met while reading an entry: its content is not what the archive's directory says
            {
                return Refused(null, damaged.Refusal);
            }
        }
    }

    private async Task<IncomingFile> ReadText(Stream file, string name, ReadingOptions? options, IQuestionFormat? format, CancellationToken cancel)
    {
        if (file.Length > TextDocument.Largest) return Refused(null, new("file-too-large", "The file is larger than {0} MB. Export the questions in several files.", null, TextDocument.Largest >> 20));
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancel);
        var read = QuestionFormats.Read(bytes, name, format, options);
        // A problem is about the question that began last before it.
        var about = read.Problems.Where(problem => problem.Level != ProblemLevel.Refused && problem.Line > 0).ToLookup(problem => read.Questions.LastOrDefault(question => question.Line <= problem.Line));
        List<(int Line, Func<int, IncomingRow> Row)> rows = [];
        foreach (var question in read.Questions.Take(MostQuestions))
        {
            cancel.ThrowIfCancellationRequested();
            var (taken, problems) = bridge.TakeIn(question);
            rows.Add((question.Line, number => new(number, $"{question.Line}", question.Name, question.Content.MoodleType, question.Category?.Names ?? [], taken, [.. about[question], .. problems])));
        }

        foreach (var refused in read.Problems.Where(problem => problem.Level == ProblemLevel.Refused && problem.Line > 0))
            rows.Add((refused.Line, number => new(number, $"{refused.Line}", refused.Question ?? "", "", [], null, [refused]) { IsBroken = refused.Code != Unknown }));
        List<Problem> whole = [.. read.Problems.Where(problem => problem.Line == 0), .. about[null]];
        if (read.Questions.Count > MostQuestions) whole.Add(TooMany(read.Questions.Count));
        if (rows.Count == 0 && read.IsWhole) whole.Add(new(ProblemLevel.Refused, 0, 0, null, "no-questions", "There is no question in the file."));
        return new(read.Format?.Label, [.. rows.OrderBy(row => row.Line).Select((row, at) => row.Row(at + 1))], whole);
    }

    private async Task<IncomingFile> ReadPackage(Stream file, string name, CancellationToken cancel)
    {
        if (file.Length > LargestPackage) return Refused(null, new("file-too-large", "The file is larger than {0} MB. Export the questions in several files.", null, LargestPackage >> 20));
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && !await IsArchive(file, cancel)) return await ReadItem(file, cancel);
        var opened = await SafeArchive.Open(file, limits: null, cancel);
        if (opened.Archive is not { } archive) return Refused(null, opened.Refusal!);
        await using (archive)
        {
            List<string> paths = [.. archive.Entries.Select(entry => entry.Path)];
            Task<Stream> Open(string path, CancellationToken stop) => archive.Read(archive.Find(path)!, stop);
            var (package, refusal) = await QtiPackage.Read(paths, Open, cancel);
            return package is null ? new("QTI", [], [Of(refusal!, ProblemLevel.Refused, null)]) : await Rows(package, new PackagePaths(paths), Open, cancel);
        }
    }

    private static async Task<bool> IsArchive(Stream file, CancellationToken cancel)
    {
        var head = new byte[4];
        await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        file.Position = 0;
        return head.AsSpan().SequenceEqual("PK\u0003\u0004"u8);
    }

    // A lone document is a package of one file; that it has no table of contents is no problem of it.
    private async Task<IncomingFile> ReadItem(Stream file, CancellationToken cancel)
    {
        const string Alone = "item.xml";
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancel);
        var (package, _) = await QtiPackage.Read([Alone], (_, _) => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)), cancel);
        if (package is null) return new("QTI", [], [Of(ItemReader.Read(new MemoryStream(bytes, writable: false)).Refusal ?? new("other-kind", "It asks nothing that could be answered."), ProblemLevel.Refused, null)]);
        return await Rows(package with { Problems = [] }, new PackagePaths([]), (_, _) => throw new InvalidOperationException("A lone item has no files."), cancel);
    }

    private async Task<IncomingFile> Rows(QtiPackage package, PackagePaths paths, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        List<IncomingRow> rows = [];
        Dictionary<string, byte[]> read = new(StringComparer.Ordinal);
        foreach (var item in package.Items.Take(MostQuestions))
        {
            if (item.Item is null)
            {
                rows.Add(new(rows.Count + 1, item.Path, item.Title, "", [], null, [Of(item.Refusal!, ProblemLevel.Refused, item.Title)]) { IsBroken = true });
                continue;
            }

            var (question, unknown) = QuestionReader.Recognise(item.Item);
            var kind = string.Join(", ", item.Item.Kinds);
            var isBroken = item.Problems.Any(problem => problem.Code == Invalid);
            if (question is null)
            {
                rows.Add(new(rows.Count + 1, item.Path, item.Title, kind, [], null, [Of(unknown!, ProblemLevel.Refused, item.Title), .. item.Problems.Select(problem => Of(problem, ProblemLevel.Note, item.Title))]) { IsBroken = isBroken });
                continue;
            }

            var from = new FromQti(item.Path, paths, await Media(item, paths, read, open, cancel));
            var portable = from.Read(item, question);
            var (taken, problems) = bridge.TakeIn(portable);
            rows.Add(new(rows.Count + 1, item.Path, portable.Name, kind, [], taken, [.. problems, .. from.Losses.Select(loss => new Problem(ProblemLevel.Lost, 0, 0, portable.Name, loss.Code, loss.Sentence)), .. Beside(item, question, portable.Content).Select(problem => problem with { Question = portable.Name }), .. item.Problems.Select(problem => Of(problem, ProblemLevel.Note, item.Title))]) { IsBroken = isBroken });
        }

        List<Problem> whole = [.. package.Problems.Select(problem => Of(problem, ProblemLevel.Note, null)), .. package.Tests.Concat<PackagedFile>(package.Stimuli).Where(part => part.Refusal is not null).Select(part => Of(part.Refusal!, ProblemLevel.Lost, part.Path))];
        if (package.Tests.Count > 0) whole.Add(new(ProblemLevel.Lost, 0, 0, null, "test-lost", "Only the questions are taken over: how the package puts them together as tests is lost."));
        if (package.Items.Count > MostQuestions) whole.Add(TooMany(package.Items.Count));
        if (package.Items.Count == 0) whole.Add(new(ProblemLevel.Refused, 0, 0, null, IncomingFile.NoItems, "There are no questions in this package."));
        return new("QTI", rows, whole) { HasBrokenParts = package.Tests.Concat<PackagedFile>(package.Stimuli).Any(part => part.Refusal is not null) };
    }

    /// <summary>What an item has beside its question.</summary>
    private static IEnumerable<Problem> Beside(PackagedItem item, Lectern.Qti.Questions.Question question, Lectern.QuestionFiles.QuestionContent content)
    {
        foreach (var remark in question.Remarks) yield return Of(remark.Problem, remark.IsLost ? ProblemLevel.Lost : ProblemLevel.Note, null);
        // A kind that people mark has them among its texts.
        if (!content.MarkerNotes.IsEmpty && !content.Texts.Contains(content.MarkerNotes)) yield return new(ProblemLevel.Lost, 0, 0, null, "notes-lost", "What it says to those who mark is lost.");
        if (item.Item!.Stimuli.Count > 0) yield return new(ProblemLevel.Lost, 0, 0, null, "stimulus-lost", "The passage that it shares with other questions is lost.");
    }

    /// <summary>The files that an item shows and that may be pictures.</summary>
    /// <param name="read">What other items had read: what many of them show is in memory once.</param>
    private static async Task<Dictionary<string, byte[]>> Media(PackagedItem item, PackagePaths paths, Dictionary<string, byte[]> read, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        Dictionary<string, byte[]> media = [];
        foreach (var path in item.Item!.Assets.Concat(item.Assets).Select(address => paths.Find(PackagePaths.FolderOf(item.Path), address) ?? paths.Find("", address)).OfType<string>().Distinct())
        {
            if (!read.TryGetValue(path, out var content)) read[path] = content = await Picture(path, LargestPackage - read.Values.Sum(other => (long)other.Length), open, cancel);
            media[path] = content;
        }

        return media;
    }

    /// <summary>The beginning of what is no picture, which is enough to be told so; and one byte more than is taken of one that is too large.</summary>
    private static async Task<byte[]> Picture(string path, long room, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancel)
    {
        await using var stream = await open(path, cancel);
        var content = new MemoryStream();
        var block = new byte[81920];
        var most = Math.Min(IncomingTexts.LargestPicture, room);
        for (int read; content.Length <= most && (read = await stream.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancel)) > 0;)
        {
            content.Write(block, 0, read);
            if (content.Length == read && ContentSniffer.Expect(ContentKind.Image, block.AsSpan(0, Math.Min(read, ContentSniffer.Needed))).Refusal is not null) break;
        }

        return content.ToArray();
    }

    private static Problem TooMany(int count) => new(ProblemLevel.Lost, 0, 0, null, "too-many-questions", "The file has {0} questions; only the first {1} are taken over.", $"{count}", $"{MostQuestions}");

    private static Problem Of(QtiProblem problem, ProblemLevel level, string? question) => new(level, 0, 0, question, problem.Code, problem.Sentence, [.. problem.Arguments.Select(argument => $"{argument}")]);

    private static IncomingFile Refused(string? format, Refusal refusal) =>
        new(format, [], [new(ProblemLevel.Refused, 0, 0, null, refusal.Code, refusal.Sentence, [.. refusal.Arguments.Select(argument => $"{argument}")])]);
}
