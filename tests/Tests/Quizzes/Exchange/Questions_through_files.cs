using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.Exchange.Bridge;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Questions go into files and come out of them as the same questions; what doesn't is said.</summary>
public sealed class Questions_through_files
{
    internal static readonly IServiceProvider Services = new ServiceCollection().AddQuestionKinds().AddQuestionPorts().BuildServiceProvider();
    internal static QuestionFileReader Reader => Services.GetRequiredService<QuestionFileReader>();
    internal static QuestionFileWriter Writer => Services.GetRequiredService<QuestionFileWriter>();

    internal static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==");
    /// <summary>The header of a picture of 640 × 480 pixels.</summary>
    internal static readonly byte[] Wide = [.. Png[..16], 0, 0, 2, 128, 0, 0, 1, 224, .. Png[24..]];
    internal static readonly Dictionary<string, OutgoingPicture> Pictures = new() { [Hash(Png)] = new("image/png", Png), [Hash(Wide)] = new("image/png", Wide) };
    private static readonly Dictionary<string, OutgoingPicture> None = [];

    private static readonly string[] Formats = ["moodle-xml", "qti-3.0", "qti-2.1"];

    public static TheoryData<string, string> KindsAndFormats
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var port in Services.GetServices<IPortsQuestions>())
                foreach (var format in Formats) rows.Add(port.Kind, format);
            return rows;
        }
    }

    [Theory, MemberData(nameof(KindsAndFormats))]
    public async Task are_the_same_after_it_unless_something_was_said_to_be_lost(string kind, string format)
    {
        var sample = Samples.All.Single(sample => sample.Kind == kind);
        foreach (var data in new[] { sample.Data, sample.OtherKey })
        {
            var question = Question(kind, data) with { Prompt = $"<p>What <strong>is</strong> x &lt; 5?</p><p><img src=\"/files/questions/{Hash(Png)}\" alt=\"A dot\" loading=\"lazy\"></p>" };
            var written = Write(format, question);
            // QTI has nothing for formulas with variables, and not for numbers in gaps.
            if (written.Content is null)
            {
                Assert.Contains(written.Problems, problem => problem.Level == ProblemLevel.Refused);
                continue;
            }

            var row = Assert.Single((await Read(format, written)).Rows);
            var again = Outgoing(Assert.IsType<IncomingQuestion>(row.Question));
            Assert.Equal(kind, again.Kind);
            Assert.Equal(question.Pictures.Order(), row.Question!.Pictures.Select(picture => picture.Hash).Order());
            if (!written.Problems.Any(problem => problem.Level == ProblemLevel.Lost)) Assert.Equal(WithoutIds(question), WithoutIds(again));
            // What came back is lost no further: a second journey changes nothing.
            var second = Write(format, again);
            // Without the words for its picture it isn't finished.
            if (second.Content is null)
            {
                Assert.Equal((true, "alt-missing"), (written.Problems.Any(problem => problem.Code == "picture-details"), Assert.Single(second.Problems).Code));
                continue;
            }

            Assert.Equal(Contents(format, second.Content!.Value), Contents(format, Write(format, Outgoing((await Read(format, second)).Questions.Single())).Content!.Value));
        }
    }

    [Fact]
    public void whatever_is_written_in_them_come_back_through_Moodle_XML() => Through("moodle-xml", Words);

    [Fact]
    public void whatever_is_written_in_them_come_back_through_QTI() => Through("qti-3.0", Words.Where(words => words.Length > 0).ToArray());

    private static readonly string[] Words = ["a", "x < 5 & y > 3", "été", "مرحبا", "😀", "50%", "\\*", "*", "]]>", "<b>bold</b>", "&amp;", "\"quoted\"", "'", "{#1}", "@@PLUGINFILE@@", "$$x$$", "= ~ # {}", "true", "[[1]]"];

    private static void Through(string format, string[] words)
    {
        var line = from first in Gen.Elements(words) from second in Gen.Elements(words) select $"{first} {second}";
        var lines = Gen.Choose(2, 5).SelectMany(count => line.ListOf(count)).Where(all => all.Distinct().Count() == all.Count);
        var gen =
            from texts in lines
            from kind in Gen.Elements("multiple-choice", "multiple-answer", "short-answer", "matching", "ordering", "true-false")
            from points in Gen.Elements(0.5m, 1, 2.25m, 1000)
            select Question(kind, Data(kind, [.. texts])) with { Points = points, Prompt = RichText.Sanitise($"<p>{System.Net.WebUtility.HtmlEncode(texts[0])}</p>", QuestionText.Rules), Name = texts[1] };
        Prop.ForAll(gen.ToArbitrary(), question =>
        {
            var written = Write(format, question);
            var again = Outgoing(Assert.Single(Read(format, written).GetAwaiter().GetResult().Questions));
            Assert.Equal(WithoutIds(question with { Category = [], Tags = [], Hints = [], Feedback = "", Penalty = 0 }), WithoutIds(again with { Category = [], Tags = [], Hints = [], Feedback = "", Penalty = 0 }));
        }).QuickCheckThrowOnFailure();
    }

    private static object Data(string kind, string[] texts) => kind switch
    {
        "multiple-choice" => new { choices = texts.Select((text, at) => new { id = $"c{at}", text, isRight = at == 0, feedback = at == 1 ? "<p>Not <em>that</em>.</p>" : "" }) },
        "multiple-answer" => new { choices = texts.Select((text, at) => new { id = $"c{at}", text, isRight = at % 2 == 0 }) },
        "short-answer" => new { accepted = texts, matchCase = true },
        "matching" => new { pairs = texts.Select((text, at) => new { stem = new { id = $"s{at}", text }, answer = new { id = $"a{at}", text = $"{at} {text}" } }) },
        "ordering" => new { items = texts.Select((text, at) => new { id = $"i{at}", text }), credit = "exact" },
        _ => new { isTrue = texts.Length % 2 == 0 },
    };

    [Fact]
    public void lose_in_each_format_what_was_said_before_any_file_was_written()
    {
        var questions = Services.GetServices<IPortsQuestions>().Select(port => Question(port.Kind, Samples.All.Single(sample => sample.Kind == port.Kind).Data) with { Prompt = $"<p>Look <img src=\"/files/questions/{Hash(Png)}\" alt=\"it\"></p>" }).ToList();
        var unread = Pictures.ToDictionary(picture => picture.Key, picture => picture.Value with { Content = default });
        foreach (var (format, count, problems) in Writer.Offer(questions, unread))
        {
            var written = Writer.Write("All", questions, Pictures, format);
            Assert.Equal(written.Count, count);
            Assert.Equal(written.Problems.Select(problem => (problem.Question, problem.Level, $"{problem}")), problems.Select(problem => (problem.Question, problem.Level, $"{problem}")));
        }
    }

    [Fact]
    public async Task keep_what_every_question_has()
    {
        var question = Question("true-false", new { isTrue = true }) with { Name = "A name", Points = 2.5m, Feedback = "<p>Because.</p>", Hints = ["<p>One</p>", "<p>Two</p>"], Penalty = 0.25m, Category = ["Heart", "A / B"], Tags = ["rhythm", "two words"] };
        var written = Write("moodle-xml", question);

        Assert.Empty(written.Problems);
        var row = Assert.Single((await Read("moodle-xml", written)).Rows);
        Assert.Empty(row.Problems);
        Assert.Equivalent(question, Outgoing(row.Question!));
    }

    public static TheoryData<string> OfQtiAlone => ["matrix", "likert", "audio-recording", "code", "hotspot"];

    [Theory, MemberData(nameof(OfQtiAlone))]
    public async Task of_kinds_that_only_QTI_knows_come_back_whole_and_are_refused_by_name_elsewhere(string kind)
    {
        var sample = Samples.All.Single(sample => sample.Kind == kind);
        var question = Question(kind, kind switch
        {
            "code" => new { language = "python", template = "    return x < 5", solution = "    return x < 5\n", allOrNothing = true, scheme = "<p>Is it <em>short</em>?</p>", tests = new object[] { new { id = "t1", name = "\"a\" & b", input = " 1\n\n2 ", expected = "<3>", isHidden = true, weight = 0.25 }, new { id = "t2", name = "c", check = "assert f(1)", weight = 1 } } },
            _ => sample.Data,
        });
        foreach (var format in QuestionFileWriter.Formats)
        {
            var written = Write(format.Name, question);
            if (format.Qti is null)
            {
                Assert.Equal((ProblemLevel.Refused, "kind-not-held", kind), written.Problems.Select(problem => (problem.Level, problem.Code, problem.Arguments[1])).Single());
                Assert.Null(written.Content);
                continue;
            }

            Assert.Empty(written.Problems);
            var row = Assert.Single((await Read(format.Name, written)).Rows);
            Assert.DoesNotContain(row.Problems, problem => problem.Level != ProblemLevel.Note);
            Assert.Equal(WithoutIds(question), WithoutIds(Outgoing(row.Question!)));
            Assert.DoesNotContain("short", row.Question!.Prompt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task of_QTI_keep_what_is_for_markers_from_learners()
    {
        var file = await Read("""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="Ice"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>a</value></correctResponse></responseDeclaration><itemBody><rubricBlock view="candidate"><p>Read well.</p></rubricBlock><rubricBlock view="scorer tutor"><p>It is a.</p></rubricBlock><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="a">A</simpleChoice><simpleChoice identifier="b">B</simpleChoice></choiceInteraction></itemBody><responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/></assessmentItem>""", "item.xml");

        var row = Assert.Single(file.Rows);
        Assert.Contains("Read well.", row.Question!.Prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("It is a.", row.Question.Prompt, StringComparison.Ordinal);
        Assert.Contains("notes-lost", row.Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("gift", "hints")]
    [InlineData("aiken", "kind-not-held")]
    public void say_what_a_format_loses_before_it_is_lost(string format, string code)
    {
        var question = Question("true-false", new { isTrue = true }) with { Hints = ["<p>One</p>"], Tags = ["rhythm"] };
        Assert.Contains(code, Write(format, question).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task bring_nothing_that_could_harm()
    {
        var file = await Read("""<?xml version="1.0"?><quiz><question type="truefalse"><name><text>x</text></name><questiontext format="html"><text><![CDATA[<p onclick="steal()">Ice<script>steal()</script> floats <img src="https://spy.example/a.png"><img src="@@PLUGINFILE@@/gone.png" alt="gone"><iframe src="https://spy.example"></iframe></p>]]></text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>""", "x.xml");

        var row = Assert.Single(file.Rows);
        Assert.Equal("<p>Ice floats [gone]</p>", row.Question!.Prompt);
        Assert.Superset(new HashSet<string> { "active-content", "picture-elsewhere", "picture-missing" }, row.Problems.Select(problem => problem.Code).ToHashSet());
    }

    [Fact]
    public async Task come_in_although_one_of_a_thousand_is_bad()
    {
        var text = string.Join("\n\n", Enumerable.Range(1, 1000).Select(number => number == 500 ? "::Bad:: Never closed {=a" : $"::Q{number}:: Ice floats {number}.{{T}}"));
        var file = await Read(text, "many.gift");

        Assert.Equal((1000, 999), (file.Rows.Count, file.Questions.Count()));
        var bad = Assert.Single(file.Rows, row => row.Question is null);
        Assert.Equal((500, "999"), (bad.Number, bad.Place));
    }

    [Theory]
    [InlineData("%PDF-1.7", "x.gift", "file-no-text")]
    [InlineData("", "x.gift", "file-empty")]
    [InlineData("Nothing but words.", "x.txt", "format-unknown")]
    [InlineData("PK\u0003\u0004 but nothing else", "x.zip", "archive-not-a-zip")]
    [InlineData("<html><body>Hello</body></html>", "x.xml", "xml-unknown")]
    public async Task of_other_files_are_refused_in_words(string content, string name, string code) => Assert.Equal(code, (await Read(content, name)).Refusal?.Code);

    [Fact]
    public async Task tell_formats_of_texts_apart()
    {
        var file = await Read("::a:: [markdown]A *word* and\\n\\n| x | y |\n|---|---|\n| 1 | 2 | {T}\n\n::b:: [html]<b>Bold</b>{T}\n\n::c:: [plain]5 < 6{T}\n\n::d:: one\\ntwo{T}", "x.gift");
        Assert.StartsWith("<p>A <em>word</em> and</p>", file.Rows[0].Question!.Prompt, StringComparison.Ordinal);
        Assert.Equal("<p><strong>Bold</strong></p>", Paragraph(file.Rows[1].Question!.Prompt));
        Assert.Equal("<p>5 &lt; 6</p>", file.Rows[2].Question!.Prompt);
        Assert.Equal("<p>one<br>two</p>", Paragraph(file.Rows[3].Question!.Prompt));

        static string Paragraph(string html) => html.StartsWith("<p>", StringComparison.Ordinal) ? html : $"<p>{html}</p>";
    }

    // Samples speak of a picture that nobody has.
    internal static OutgoingQuestion Question(string kind, object data) =>
        new(kind, Documents.Kinds[kind].ReadData(JsonSerializer.SerializeToElement(data)).Value.Replace(new string('a', 64), Hash(Wide), StringComparison.Ordinal), "<p>What is asked?</p>", 1, "", [], 0.3333m, "A name", [], []);

    internal static OutgoingQuestion Outgoing(IncomingQuestion question) =>
        new(question.Kind, question.Data, question.Prompt, question.Points, question.Feedback, question.Hints, question.Penalty, question.Name, question.Category, question.Tags);

    private static WrittenFile Write(string format, OutgoingQuestion question) =>
        Writer.Write("Questions", [question], question.Pictures.Any() ? Pictures : None, QuestionFileWriter.Find(format)!);

    private static Task<IncomingFile> Read(string format, WrittenFile file) => Reader.Read(new MemoryStream(file.Content!.Value.ToArray()), "questions" + QuestionFileWriter.Find(format)!.Extension, TestContext.Current.CancellationToken);
    private static Task<IncomingFile> Read(string text, string name) => Reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name, TestContext.Current.CancellationToken);

    // Ids are made anew and say nothing; what is the same in the order of first appearance is the same.
    internal static string WithoutIds(OutgoingQuestion question)
    {
        Dictionary<string, string> names = [];
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(question.Data, "\"id\":\"([^\"]*)\"")) names.TryAdd(match.Groups[1].Value, $"#{names.Count}");
        var data = System.Text.RegularExpressions.Regex.Replace(question.Data, "\"([^\"]*)\"", match => names.TryGetValue(match.Groups[1].Value, out var name) ? $"\"{name}\"" : match.Value);
        return $"{question.Kind} {question.Points} {question.Name} {question.Prompt} {data} {question.Feedback} {string.Join('|', question.Hints)} {question.Penalty}";
    }

    private static string Contents(string format, ReadOnlyMemory<byte> content)
    {
        if (!format.StartsWith("qti", StringComparison.Ordinal)) return Encoding.UTF8.GetString(content.Span);
        using var zip = new ZipArchive(new MemoryStream(content.ToArray()));
        return string.Concat(zip.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return $"{entry.FullName}\n{reader.ReadToEnd()}\n";
        }));
    }

    internal static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
