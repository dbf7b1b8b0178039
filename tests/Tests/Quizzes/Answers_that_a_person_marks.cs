using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Quizzes.QuestionTypes.Essay;
using Lectern.Quizzes.QuestionTypes.Files;
using Microsoft.EntityFrameworkCore;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Answers_that_a_person_marks(Apps apps)
{
    private static readonly byte[] Pdf = "%PDF-1.7\n%of a learner\n"u8.ToArray();

    [Theory]
    [InlineData("", 0)]
    [InlineData("  two   words\n", 2)]
    [InlineData("one – two — three", 3)]
    [InlineData("don't re-read it", 3)]
    [InlineData("كلمتان هنا", 2)]
    [InlineData("٣ 3 ½", 3)]
    [InlineData("- • *", 0)]
    public void count_their_words(string text, int words) => Assert.Equal(words, WordCount.Of(text));

    [Fact]
    public void count_no_more_words_than_there_are_pieces() => Prop.ForAll(Hostile.Texts, text => WordCount.Of(text) <= text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length).QuickCheckThrowOnFailure();

    [Fact]
    public void of_formatted_text_are_sanitised_and_keep_their_formulas()
    {
        var essay = Question("essay", new { isFormatted = true });
        var response = Response(essay, "<p>Because <math><mi>x</mi></math><script>alert(1)</script></p>")!;
        Assert.Equal("<p>Because <math><mi>x</mi></math></p>", JsonSerializer.Deserialize<string>(response));
    }

    [Fact]
    public void that_are_only_what_they_began_with_are_none()
    {
        var essay = Question("essay", new { isFormatted = true, template = "<h2>Claim</h2><p>Reasons</p>" });
        Assert.Null(Response(essay, "<h2>Claim</h2><p>Reasons</p>"));
        Assert.NotNull(Response(essay, "<h2>Claim</h2><p>Reasons: many</p>"));
        var plain = Question("essay", new { isFormatted = false, template = "<p>Claim</p><p>Reasons</p>" });
        Assert.Null(Response(plain, "Claim\r\nReasons\n"));
        Assert.Null(Response(plain, "  \n "));
    }

    [Fact]
    public void are_read_whatever_is_sent_and_read_again_the_same() => Prop.ForAll(Hostile.Json, sent =>
    {
        foreach (var question in new[] { Question("essay", new { isFormatted = true }), Question("essay", new { isFormatted = false }), Question("file-upload", new { types = Array.Empty<string>(), most = 2 }), Question("audio-recording", new { mostSeconds = 60 }) })
        {
            var kind = Kinds[question.Kind];
            if (kind.ReadResponse(question.Data, sent) is not { } response) continue;
            if (kind.ReadResponse(question.Data, JsonDocument.Parse(response).RootElement) != response || Grade(question, response) != 0) return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void may_be_ten_megabytes_of_text()
    {
        var long1 = new string('x', 10_000_000);
        Assert.InRange(Response(Question("essay", new { isFormatted = false }), long1)!.Length, 1, EssayData.LongestAnswer + 2);
        var formatted = JsonSerializer.Deserialize<string>(Response(Question("essay", new { isFormatted = true }), $"<p>{long1}</p>")!)!;
        Assert.InRange(formatted.Length, 1000, EssayData.LongestAnswer);
        Assert.Equal(formatted, JsonSerializer.Deserialize<string>(Response(Question("essay", new { isFormatted = true }), formatted)!));
    }

    [Fact]
    public void have_a_mark_scheme_that_learners_never_get()
    {
        foreach (var kind in new[] { "essay", "file-upload", "audio-recording" })
        {
            var data = Kinds[kind].ReadData(JsonSerializer.SerializeToElement(new { isFormatted = true, types = Array.Empty<string>(), most = 1, mostMegabytes = 1, mostSeconds = 60, scheme = "<p>Two reasons</p>" })).Value;
            Assert.Equal("<p>Two reasons</p>", Kinds[kind].MarkScheme(data));
            Assert.DoesNotContain("reasons", Kinds[kind].ForLearners(data, "q", 1).GetRawText(), StringComparison.Ordinal);
            Assert.Equal(MarkedBy.Person, Kinds[kind].MarkedBy);
        }
    }

    [Theory]
    [InlineData("essay", "{\"leastWords\":0}", "words-out-of-range")]
    [InlineData("essay", "{\"leastWords\":9,\"mostWords\":8}", "words-crossed")]
    [InlineData("file-upload", "{\"types\":[],\"most\":0}", "files-out-of-range")]
    [InlineData("file-upload", "{\"types\":[],\"mostMegabytes\":501}", "megabytes-out-of-range")]
    [InlineData("audio-recording", "{\"mostSeconds\":4}", "seconds-out-of-range")]
    public void are_not_asked_for_beyond_sense(string kind, string data, string code) => Assert.Equal(code, Kinds[kind].ReadData(JsonDocument.Parse(data).RootElement).Refusal!.Code);

    [Theory]
    [InlineData("plan.pdf", "%PDF-1.4", null)]
    [InlineData("plan.PDF", "%PDF-1.4", null)]
    [InlineData("plan.docx", "PK\u0003\u0004word", null)]
    [InlineData("plan.odt", "PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.text", null)]
    [InlineData("plan.odt", "PK\u0003\u0004", "file-not-what-it-says")]
    [InlineData("plan.pdf", "MZ\u0090", "file-not-what-it-says")]
    [InlineData("plan.pdf", "<html><script>", "file-not-what-it-says")]
    [InlineData("plan.exe", "MZ", "file-kind-unwanted")]
    [InlineData("plan.pdf.exe", "%PDF-1.4", "file-kind-unwanted")]
    [InlineData("plan", "%PDF-1.4", "file-kind-unwanted")]
    [InlineData("heart.png", "\u0089PNG\r\n\u001a\n", "file-kind-unwanted")]
    public void may_be_files_that_are_what_their_names_say(string name, string content, string? refused) =>
        Assert.Equal(refused, FileTypes.Judge(["documents"], name, Encoding.Latin1.GetBytes(content)).Refusal?.Code);

    [Fact]
    public void may_be_sound_as_browsers_record_it()
    {
        byte[] webm = [0x1A, 0x45, 0xDF, 0xA3, .. "\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u001fB\u0086\u0081\u0001B\u0082\u0084webm"u8];
        Assert.Equal("audio/webm", FileTypes.Judge(["sound"], "recording.webm", webm).Value);
        Assert.Equal("audio/mp4", FileTypes.Judge(["sound"], "recording.m4a", [0, 0, 0, 0x1C, .. "ftypiso5"u8]).Value);
        Assert.NotNull(FileTypes.Judge(["sound"], "recording.mp3", webm).Refusal);
    }

    [Theory, EveryDatabase]
    public async Task may_be_files_sent_by_the_page_without_a_script(Database database)
    {
        var course = await WithFiles(database);
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        var field = Taking.Field(page, "Send it");
        var sent = await Send(learner, page, "Send it", ("plan.pdf", Pdf), (Taking.Field(page, "Write it"), "Two words"));
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Contains("plan.pdf", sent.Words($"section[data-id='{field[2..]}']"), StringComparison.Ordinal);
        Assert.Contains("Two words", sent.Html.QuerySelector("textarea[name^=q-]")!.TextContent, StringComparison.Ordinal);   // what else the page said was saved, too

        // The learner and those who follow the course get it, as a download; nobody else.
        var address = sent.Html.QuerySelector($"section[data-id='{field[2..]}'] a[download]")!.GetAttribute("href")!;
        var got = await learner.Client.GetAsync(address);
        Assert.Equal(Pdf, await got.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", got.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await course.SignedInInstructor()).Client.GetAsync(address)).StatusCode);
        var (other, _) = await course.Learner();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.GetAsync(address)).StatusCode);

        // Handed in, it is part of the answer, and nothing can be added.
        var done = await learner.Go(sent, "submit");
        var attempt = await course.AttemptOf(person);
        Assert.NotNull(attempt.SubmittedAt);
        Assert.Contains("plan.pdf", (await course.StepsOf(attempt)).Last(s => s.QuestionId.ToString() == field[2..]).Response!, StringComparison.Ordinal);
        var late = await SendByScript(learner, page, "Send it", ("late.pdf", Pdf));
        Assert.Contains("attempt-over", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await course.App.InDb(db => db.AttemptFiles.CountAsync(f => f.AttemptId == attempt.Id)));
    }

    [Theory, EveryDatabase]
    public async Task may_be_files_sent_by_a_script_and_taken_out_again(Database database)
    {
        var course = await WithFiles(database);
        var (learner, person) = await course.Learner();
        var page = await learner.Begin(course);
        var field = Taking.Field(page, "Send it");
        var sent = await SendByScript(learner, page, "Send it", ("plan.pdf", Pdf));
        var file = JsonDocument.Parse(await sent.Content.ReadAsStringAsync()).RootElement.GetProperty("files")[0].GetProperty("file");
        Assert.Equal("plan.pdf", file.GetProperty("name").GetString());
        Assert.Equal("application/pdf", file.GetProperty("type").GetString());

        async Task<string?> Answer() => (await course.StepsOf(await course.AttemptOf(person))).LastOrDefault(s => s.QuestionId.ToString() == field[2..])?.Response;
        Assert.Contains("plan.pdf", await Answer(), StringComparison.Ordinal);
        await learner.Autosave(page, (field, file.GetRawText().Replace("plan.pdf", "forged.pdf", StringComparison.Ordinal)), ($"drawn-{field[2..]}", null));
        Assert.Contains("plan.pdf", await Answer(), StringComparison.Ordinal);   // what it is called was kept when it came
        await learner.Autosave(page, ($"drawn-{field[2..]}", "x"));
        Assert.Null(await Answer());
    }

    [Theory, EveryDatabase]
    public async Task can_not_name_files_of_somebody_else_or_of_another_question(Database database)
    {
        var course = await WithFiles(database);
        var (one, _) = await course.Learner();
        var theirs = JsonDocument.Parse(await (await SendByScript(one, await one.Begin(course), "Send it", ("plan.pdf", Pdf))).Content.ReadAsStringAsync()).RootElement.GetProperty("files")[0].GetProperty("file").GetRawText();
        var (two, person) = await course.Learner();
        var page = await two.Begin(course);
        var own = JsonDocument.Parse(await (await SendByScript(two, page, "Send more", ("mine.pdf", Pdf))).Content.ReadAsStringAsync()).RootElement.GetProperty("files")[0].GetProperty("file").GetRawText();
        foreach (var forged in new[] { theirs, own, "{\"id\":\"" + Guid.NewGuid() + "\",\"name\":\"x\",\"type\":\"y\",\"length\":1}", "{", "[]", "null" })
            Assert.Equal(HttpStatusCode.OK, (await two.Autosave(page, (Taking.Field(page, "Send it"), forged), ($"drawn-{Taking.Field(page, "Send it")[2..]}", "x"))).StatusCode);
        var steps = await course.StepsOf(await course.AttemptOf(person));
        Assert.DoesNotContain(steps, s => s.QuestionId.ToString() == Taking.Field(page, "Send it")[2..] && s.Response is not null);
    }

    [Theory, EveryDatabase]
    public async Task are_refused_with_a_reason_when_they_are_unfit(Database database)
    {
        var course = await WithFiles(database);
        var (learner, _) = await course.Learner();
        var page = await learner.Begin(course);
        async Task<string> Told(string name, byte[] content) => await (await SendByScript(learner, page, "Send it", (name, content))).Content.ReadAsStringAsync();
        Assert.Contains("file-not-what-it-says", await Told("plan.pdf", "MZ"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("file-kind-unwanted", await Told("plan.exe", "MZ"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("file-too-large", await Told("plan.pdf", [.. Pdf, .. new byte[1_100_000]]), StringComparison.Ordinal);
        Assert.Contains("too-many-files", await (await SendByScript(learner, page, "Send it", ("a.pdf", Pdf), ("b.pdf", Pdf), ("c.pdf", Pdf))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Files of this kind are not taken here", (await Send(learner, page, "Send it", ("plan.exe", Pdf))).Everything, StringComparison.Ordinal);
        // Two fit, a third doesn't, whenever it comes.
        Assert.Equal(HttpStatusCode.OK, (await SendByScript(learner, page, "Send it", ("a.pdf", Pdf))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendByScript(learner, page, "Send it", ("b.pdf", Pdf))).StatusCode);
        Assert.Contains("too-many-files", await Told("c.pdf", Pdf), StringComparison.Ordinal);
        // Neither without the page's token nor to a question that takes no files.
        var forged = Request(page, "Send it", [("a.pdf", Pdf)], [("__RequestVerificationToken", "forged")]);
        forged.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        Assert.Contains("stale-form", await (await learner.Client.SendAsync(forged)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SendByScript(learner, page, "Write it", ("a.pdf", Pdf))).StatusCode);
    }

    private async Task<AQuizCourse> WithFiles(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        await course.App.InDb(async db =>
        {
            var quiz = await db.Quizzes.Include(q => q.Sections).Include(q => q.Slots).AsSingleQuery().SingleAsync(q => q.ActivityId == course.Quiz);
            var bank = await db.QuestionBanks.SingleAsync(b => b.Id == QuestionBank.Of(course.Course.Id));
            Add(quiz, bank, "essay", "Write it", new { isFormatted = false, scheme = "<p>Secret scheme</p>" });
            Add(quiz, bank, "file-upload", "Send it", new { types = new[] { "documents" }, most = 2, mostMegabytes = 1 });
            Add(quiz, bank, "file-upload", "Send more", new { types = Array.Empty<string>(), most = 1, mostMegabytes = 1 });
            quiz.Change(new QuizSettings { PassingPercent = 60, ShuffleChoices = false, PageSize = PageSize.All });
            await db.SaveChangesAsync();
        });
        Assert.Null(await course.Publish());
        return course;
    }

    private static void Add(Quiz quiz, QuestionBank bank, string kind, string prompt, object data) =>
        AQuizCourse.Add(quiz, bank, kind, prompt, 1, data, "");

    // The page's whole form, as its button sends it.
    private static Task<Seen> Send(Browser browser, Seen page, string prompt, (string, byte[]) file, params (string Name, string Value)[] answers)
    {
        var fields = page.Html.QuerySelectorAll("#attempt input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Concat(answers);
        return browser.Send(Request(page, prompt, [file], [.. fields]));
    }

    private static Task<HttpResponseMessage> SendByScript(Browser browser, Seen page, string prompt, params (string, byte[])[] files)
    {
        var request = Request(page, prompt, files, [("__RequestVerificationToken", Browser.TokenOf(page))]);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return browser.Client.SendAsync(request);
    }

    private static HttpRequestMessage Request(Seen page, string prompt, (string Name, byte[] Content)[] files, (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        var field = Taking.Field(page, prompt);
        foreach (var (name, content) in files) form.Add(new ByteArrayContent(content), $"{field}.file", name);
        var attempt = page.Html.QuerySelector("#attempt")!.GetAttribute("action")!.Split('?')[0];
        return new HttpRequestMessage(HttpMethod.Post, $"{attempt}/questions/{field[2..]}/files") { Content = form };
    }
}
