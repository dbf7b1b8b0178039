using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Formulas_and_pictures(Apps apps)
{
    private const string Half = "<math><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation encoding=\"application/x-tex\">\\frac{1}{2}</annotation></semantics></math>";

    [Fact]
    public void stand_in_a_choice_beside_its_words()
    {
        var line = QuestionText.Line($"<p>Half, that is {Half}<img src=\"/files/questions/{new string('a', 64)}\" alt=\"a pie\"></p>");
        Assert.Equal("Half, that is \\frac{1}{2} a pie", line.Words);
        Assert.Contains("<mfrac>", line.Shown, StringComparison.Ordinal);
        Assert.Contains("alt=\"a pie\"", line.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a < b", "a < b")]
    [InlineData("What does <b> do?", "What does <b> do?")]
    [InlineData("<p>", "<p>")]
    [InlineData("<p>plain</p>", "plain")]
    [InlineData("<p>a &lt; b</p>", "a < b")]
    [InlineData("<p><script>alert(1)</script>x</p>", "x")]
    [InlineData("<p><a href=\"https://example.org\">there</a></p>", "there")]
    public void are_not_what_plain_words_are_taken_for(string written, string words) => Assert.Equal(new RichLine(words, ""), QuestionText.Line(written));

    [Fact]
    public void come_back_from_the_field_as_they_were_whatever_was_written() => Prop.ForAll(Hostile.Texts, text =>
    {
        var line = QuestionText.Line(text);
        var again = QuestionText.Line(RichLine.Field(line.Words, line.Html));
        return line.Html.Length == 0 || again == line;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void of_a_choice_leave_old_choices_as_they_are()
    {
        var question = Question("multiple-choice", Choices(3, 1));
        var kept = Kinds["multiple-choice"].ReadData(JsonDocument.Parse(question.Data).RootElement).Value;
        Assert.Contains("Choice 2", kept, StringComparison.Ordinal);
        Assert.Equal(1, Grade(question with { Data = kept }, "\"c1\""));
    }

    [Fact]
    public void of_two_choices_may_differ_where_the_words_are_the_same()
    {
        static object Picture(string hash) => new { id = "", text = "", html = $"<img src=\"/files/questions/{new string(hash[0], 64)}\" alt=\"a heart\">", isRight = hash == "a" };
        var written = Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(new { choices = new[] { Picture("a"), Picture("b") } }));
        Assert.Null(written.Refusal);
        Assert.Equal("choices-alike", Kinds["multiple-choice"].ReadData(JsonSerializer.SerializeToElement(new { choices = new[] { Picture("a"), Picture("a") } })).Refusal!.Code);
    }

    [Theory, EveryDatabase]
    public async Task are_kept_with_the_question_and_shown_to_its_learners(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var author = await course.SignedInInstructor();
        var question = await author.Submit(await author.Open(course.Editor), "form[action$='/questions']", ("kind", "multiple-choice"));
        var sent = await author.Send(Picture(question, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Guid.NewGuid().ToByteArray()]));
        var address = JsonDocument.Parse(sent.Text).RootElement.GetProperty("src").GetString()!;
        Assert.True(QuestionImage.IsAddress(address));

        var saved = await author.Submit(question, "main form", ("do", "save"), ("Prompt", $"<p>How much is {Half}? <img src=\"{address}\" alt=\"a pie\"></p>"),
            ("choice-text", $"<p>{Half}</p>"), ("choice-text", "a < b"), ("choice-id", ""), ("choice-id", ""), ("choice-feedback", $"<p>Yes: {Half}</p>"), ("choice-feedback", ""), ("right", "0"));
        Assert.Equal(course.Editor, saved.Path);
        Assert.Null(await course.Publish());

        var (learner, _) = await course.Learner();
        var page = await learner.Begin(course);
        var part = page.Html.QuerySelectorAll("section[data-id]").Single(s => s.TextContent.Contains("How much is", StringComparison.Ordinal));
        Assert.Equal(2, part.QuerySelectorAll("mfrac").Length);
        Assert.Contains("a < b", part.TextContent, StringComparison.Ordinal);
        var picture = await learner.Client.GetAsync(part.QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await learner.Client.GetAsync(QuestionImage.Address(new string('0', 64)))).StatusCode);

        // In the result they are drawn, too.
        var choice = part.QuerySelector("input[type=radio]")!;
        var checkPage = await learner.Go(page, "submit", (choice.GetAttribute("name")!, choice.GetAttribute("value")));
        Assert.True(checkPage.Has("main .prose-line mfrac"), checkPage.Everything);
    }

    [Theory, EveryDatabase]
    public async Task are_taken_from_authors_only_and_only_when_they_are_pictures(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var author = await course.SignedInInstructor();
        var editor = await author.Open(course.Editor);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await author.Send(Picture(editor, "<svg onload=alert(1)>"u8.ToArray()))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await author.Send(Picture(null, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))).Status);
        var (learner, _) = await course.Learner();
        Assert.NotEqual(HttpStatusCode.OK, (await learner.Send(Picture(await learner.Open(course.Start), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))).Status);
    }

    private static HttpRequestMessage Picture(Seen? page, byte[] content)
    {
        var form = new MultipartFormDataContent { { new StringContent(page is null ? "forged" : Browser.TokenOf(page)), "__RequestVerificationToken" } };
        form.Add(new ByteArrayContent(content), "image", "heart.png");
        return new HttpRequestMessage(HttpMethod.Post, QuestionImage.UploadAddress) { Content = form };
    }
}

/// <summary>What nobody should send.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<math>", "</math>", "<mi>x</mi>", "<img src=x onerror=alert(1)>", "<script>", "</script>", "&lt;", "&amp;", "<", ">", "\"", "'", " ", "\0", "\uD800", "\u202E", "x", "١", "<svg/onload=1>", "<annotation encoding=\"application/x-tex\">", "<b>", "\r\n",
        "[1,2]", "{}", "null", "-1", "99999999999999999999", "1e308", "NaN", "../../etc/passwd", "é",
    ];

    public static readonly Arbitrary<string> Texts = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    /// <summary>JSON of any shape.</summary>
    public static readonly Arbitrary<JsonElement> Json = Gen.Sized(size => Value(Math.Min(size, 4))).ToArbitrary();

    private static Gen<JsonElement> Value(int depth)
    {
        var leaf = Gen.OneOf(Texts.Generator.Select(t => Element(Clean(t))), Gen.Choose(-100000, 100000).Select(n => Element(n)), Gen.Elements(Element<object?>(null), Element(true), Element(1e300), Element(Guid.NewGuid())));
        if (depth == 0) return leaf;
        var below = Value(depth - 1);
        return Gen.OneOf(leaf, below.ListOf().Select(list => Element(list)),
            Gen.Elements("points", "regions", "files", "id", "x", "y", "text", "labels", "code", "zones", "z1", "0").SelectMany(name => below.Select(value => Element(new Dictionary<string, JsonElement> { [name] = value }))));
    }

    private static string Clean(string text) => text.Replace("\uD800", "", StringComparison.Ordinal);   // JSON can't hold half a character
    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value);
}
