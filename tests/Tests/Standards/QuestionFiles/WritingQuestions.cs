using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>Export then import gives the same questions; what can't be the same is said.</summary>
public sealed class Writing_questions
{
    private static readonly JsonSerializerOptions Comparable = new() { Converters = { new EmptyTexts() } };

    public static TheoryData<string> Writable => [.. QuestionFormats.All.Where(format => format.Keeps is not null).Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Writable))]
    public void gives_them_back_as_they_were(string name) => Check(seed =>
    {
        var format = QuestionFormats.Find(name)!;
        var author = new AnAuthor(new(seed), format.Keeps!.Value, mild: name == "aiken");
        List<PortableQuestion> questions = [.. Enumerable.Range(0, seed % 5 + 1).Select(_ => author.Question(format.Holds))];

        var written = format.Write(questions);
        Assert.Empty(written.Problems);
        var read = QuestionFormats.Read(Encoding.UTF8.GetBytes(written.Text), format: format);
        Assert.DoesNotContain(read.Problems, problem => problem.Level != ProblemLevel.Note);
        Assert.Equal(questions.Select(Said), read.Questions.Select(Said));
        // It is recognised for what it is.
        Assert.Equal(name, QuestionFormats.Read(Encoding.UTF8.GetBytes(written.Text)).Format?.Name);
    });

    [Theory]
    [MemberData(nameof(Writable))]
    public void says_what_a_format_can_not_hold(string name) => Check(seed =>
    {
        var format = QuestionFormats.Find(name)!;
        var question = new AnAuthor(new(seed), (Facets)~0).Question(_ => true);

        var written = format.Write([question]);
        var read = QuestionFormats.Read(Encoding.UTF8.GetBytes(written.Text), format: format, options: new(AnyGrade: true));
        if (written.Problems.Any(problem => problem.Level == ProblemLevel.Refused))
        {
            Assert.Empty(read.Questions);
            return;
        }
        Assert.DoesNotContain(read.Problems, problem => problem.Level == ProblemLevel.Refused);
        Assert.Equal(question.Content.Kind, Assert.Single(read.Questions).Content.Kind);
        if (written.Problems.Count == 0) Assert.Equal(Said(question), Said(read.Questions[0]));
    });

    [Fact]
    public void has_a_sentence_for_everything_that_can_be_lost() =>
        Assert.All(Enum.GetValues<Facets>().Where(facet => facet != Facets.None), facet => Assert.Single(Losses.Words, words => words.Facet == facet));

    [Theory]
    [InlineData("gift", "kind-not-held", "points", "hints")]
    [InlineData("aiken", "kind-not-held", "points", "hints", "name")]
    [InlineData("csv", "kind-not-held")]
    [InlineData("moodle-xml")]
    public void tells_each_loss_by_its_question(string name, params string[] codes)
    {
        PortableQuestion choices = new()
        {
            Name = "Best", Text = new("Which?", TextFormat.Plain), Points = 3, Hints = [new(new("Think", TextFormat.Plain))],
            Content = new Choices { OnlyOne = true, Answers = [new(new("a", TextFormat.Plain), 1, FormattedText.Empty), new(new("b", TextFormat.Plain), 0, FormattedText.Empty)] },
        };
        PortableQuestion embedded = new() { Name = "Gaps", Text = new("{#1}"), Points = 1, Content = new EmbeddedAnswers([new(ClozeKind.ShortAnswer, 1, [new(new("a", TextFormat.Plain), 1, FormattedText.Empty)])]) };

        var problems = QuestionFormats.Find(name)!.Write([embedded, choices]).Problems;

        Assert.Equal(codes, problems.Select(problem => problem.Code));
        Assert.All(problems, problem => Assert.Equal(problem.Code == "kind-not-held" ? (ProblemLevel.Refused, "Gaps") : (ProblemLevel.Lost, "Best"), (problem.Level, problem.Question)));
    }

    [Theory]
    [InlineData("missing-word")]
    [InlineData("cloze")]
    public void is_not_done_in_formats_that_are_only_read(string name)
    {
        var format = QuestionFormats.Find(name)!;

        Assert.Null(format.Keeps);
        Assert.Equal("kind-not-held", Assert.Single(format.Write([new() { Name = "Q", Text = new("Write"), Content = new Essay() }]).Problems).Code);
    }

    [Fact]
    public void keeps_spreadsheets_from_running_what_looks_like_a_formula() =>
        Assert.Contains("'=HYPERLINK", QuestionFormats.Find("csv")!.Write([new() { Name = "Q", Text = new("=HYPERLINK(\"http://x\")", TextFormat.Plain), Content = new Essay() }]).Text, StringComparison.Ordinal);

    [Fact]
    public void gives_back_what_real_files_hold()
    {
        if (SharedData.Folder("moodle-xml") is not { } folder) return;
        foreach (var path in Directory.EnumerateFiles(folder).Concat(Directory.EnumerateFiles(Path.Combine(folder, "..", "gift"))).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)))
        {
            var read = QuestionFormats.Read(File.ReadAllBytes(path), Path.GetFileName(path));
            var xml = QuestionFormats.Find("moodle-xml")!.Write(read.Questions);
            Assert.Empty(xml.Problems);
            if (read.Questions.Count > 0) Assert.Equal(read.Questions.Select(Said), QuestionFormats.Read(Encoding.UTF8.GetBytes(xml.Text)).Questions.Select(Said));
        }
    }

    private static void Check(Action<int> holds) => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    // Everything that a person would miss, apart from where it stood in its file. Moodle's uppermost category is none.
    private static string Said(PortableQuestion question)
    {
        var whole = question with { Line = 0, IsNamed = true, Category = question.Category?.Names.Count == 0 ? null : question.Category };
        return JsonSerializer.Serialize(whole, Comparable) + JsonSerializer.Serialize(whole.Content, whole.Content.GetType(), Comparable);
    }

    // A text that isn't there has no format.
    private sealed class EmptyTexts : JsonConverter<FormattedText>
    {
        public override FormattedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, FormattedText value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.IsEmpty ? null : new { value.Text, value.Format, Files = value.Files.Select(file => new { file.Address, Content = Convert.ToBase64String(file.Content.Span) }) }, options);
    }
}
