using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lectern.Courses;
using Lectern.Kernel;
using Lectern.Quizzes;
using Lectern.Quizzes.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>The pages on which authors take questions over and out.</summary>
public sealed class Importing_and_exporting(Apps apps)
{
    private const string Three = "$CATEGORY: $course$/top/Heart/Rhythm\n\n// [tag:ecg]\n::One:: The heart has four chambers.{T}\n\n::Two:: Name the {=rhythm =%50%rate} of it.\n\n::Bad:: Never closed {=a";

    [Theory, EveryDatabase]
    public async Task shows_what_becomes_of_each_and_takes_over_what_was_chosen(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var bank = QuestionBank.Of(course.Course.Id);
        var before = await course.App.InDb(db => db.Questions.CountAsync(q => q.BankId == bank));

        var preview = await Upload(browser, course, "three.gift", Three);
        Assert.Equal(3, preview.Html.QuerySelectorAll("main form > ul > li").Length);
        Assert.Contains("never closed", preview.Everything, StringComparison.Ordinal);
        Assert.Equal(before, await course.App.InDb(db => db.Questions.CountAsync(q => q.BankId == bank)));

        var done = await browser.Submit(preview, "main form", ("mode", "except"), ("row", "2"));
        Assert.Equal(course.Editor, done.Path);
        Assert.Contains("The heart has four chambers.", done.Everything, StringComparison.Ordinal);
        var question = await course.App.InDb(db => db.Questions.AsNoTracking().SingleAsync(q => q.BankId == bank && q.Name == "One"));
        Assert.Equal(("true-false", "ecg"), (question.Kind, Assert.Single(question.Tags)));
        var category = await course.App.InDb(db => db.QuestionCategories.AsNoTracking().SingleAsync(c => c.Id == question.CategoryId));
        Assert.Equal("Rhythm", category.Name);
        Assert.Equal(before + 1, await course.App.InDb(db => db.Questions.CountAsync(q => q.BankId == bank)));

        // It was taken over: the file isn't kept any longer.
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open(preview.Path)).Status);
    }

    [Theory, EveryDatabase]
    public async Task refuses_what_is_no_file_of_questions_in_words(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var preview = await Upload(browser, course, "slides.pdf", "%PDF-1.7 slides");
        Assert.Contains("a PDF document", preview.Everything, StringComparison.Ordinal);
        Assert.False(preview.Has("button[type=submit]:not([name])[value=import]"));
    }

    [Theory, EveryDatabase]
    public async Task shows_a_file_to_nobody_but_the_person_who_sent_it_and_for_a_day(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var preview = await Upload(browser, course, "three.gift", Three);
        var (other, _) = await course.App.SignedIn(Lectern.Kernel.Role.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open(preview.Path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(preview.Path)).Status);

        await course.App.InDb(db => db.QuestionUploads.ExecuteUpdateAsync(set => set.SetProperty(u => u.UploadedAt, course.App.Clock.GetUtcNow() - QuestionUpload.Life - TimeSpan.FromMinutes(1))));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open(preview.Path)).Status);
    }

    [Theory, EveryDatabase]
    public async Task gives_a_quiz_out_and_takes_it_in_again(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var page = await browser.Open(ExchangePlace.ExportAt(new(course.Course.Id), course.Quiz));
        Assert.Contains("Moodle XML", page.Everything, StringComparison.Ordinal);
        var file = await browser.Open($"/courses/{course.Course.Id}/questions/export/file?format=moodle-xml&quiz={course.Quiz}");
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Contains("<quiz>", file.Text, StringComparison.Ordinal);

        var preview = await Upload(browser, course, "again.xml", file.Text);
        Assert.Equal(4, preview.Html.QuerySelectorAll("input[name=row]").Length);
        await browser.Submit(preview, "main form", ("mode", "except"));
        Assert.Equal(8, await course.App.InDb(db => db.Questions.CountAsync(q => q.BankId == QuestionBank.Of(course.Course.Id))));
    }

    [Theory, EveryDatabase]
    public async Task lists_what_formats_lose_with_as_many_statements_for_few_questions_as_for_many(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var few = await browser.Open(ExchangePlace.ExportAt(new(course.Course.Id)));
        var picture = Convert.ToBase64String(Questions_through_files.Png);
        var many = string.Join("\n\n", Enumerable.Range(1, 40).Select(at => $"::Q{at}:: [html]<p>Look {at} <img src\\=\"data\\:image/png;base64,{picture.Replace("=", "\\=", StringComparison.Ordinal)}\" alt\\=\"it\"></p>{{T}}"));
        await browser.Submit(await Upload(browser, course, "many.gift", many), "main form", ("mode", "except"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Questions_through_files.Png));
        Assert.Equal(1, await course.App.InDb(db => db.QuestionImages.CountAsync(image => image.FileHash == hash)));

        var page = await browser.Open(ExchangePlace.ExportAt(new(course.Course.Id)));
        Assert.Contains("44 questions", page.Everything, StringComparison.Ordinal);
        Assert.Contains("(40 questions)", page.Everything, StringComparison.Ordinal);   // GIFT keeps no pictures
        Assert.Equal(few.Statements, page.Statements);
    }

    [Theory, EveryDatabase]
    public async Task takes_questions_into_a_shared_bank_and_out_of_it_for_whoever_keeps_it(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var shared = QuestionBank.Share((await course.App.Institution()).Id, "Kept for all").Value;
        await course.App.InDb(async db =>
        {
            db.Add(shared);
            await db.SaveChangesAsync();
        });
        var (keeper, person) = await course.App.SignedIn(Role.Instructor);
        Assert.True((await keeper.Open($"/question-banks/{shared.Id}")).Has($"a[href='{ExchangePlace.ImportAt(shared)}']"));

        var preview = await Upload(keeper, ExchangePlace.ImportAt(shared), "three.gift", Three);
        var done = await keeper.Submit(preview, "main form", ("mode", "except"));
        Assert.Equal($"/question-banks/{shared.Id}", done.Path);
        Assert.Equal(2, await course.App.InDb(db => db.Questions.CountAsync(q => q.BankId == shared.Id)));

        using var program = await course.App.Program(person);
        using var sent = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Three)), "file", "three.gift" } };
        using (var answer = await program.PostAsync($"/api/v1/question-banks/{shared.Id}/import", sent)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(4, await course.App.InDb(db => db.Questions.CountAsync(q => q.BankId == shared.Id)));
        Assert.Contains("The heart has four chambers.", await program.GetStringAsync($"/api/v1/question-banks/{shared.Id}/export?format=gift"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await keeper.Open($"{ExchangePlace.ExportAt(shared)}/file?format=moodle-xml")).Status);

        // Whoever only may use its questions sees them, and neither puts any in nor carries all of them away; and an address can't name two places.
        var author = await course.SignedInInstructor();
        Assert.Equal(HttpStatusCode.OK, (await author.Open($"/question-banks/{shared.Id}")).Status);
        foreach (var address in new[] { ExchangePlace.ImportAt(shared), ExchangePlace.ExportAt(shared), $"{ExchangePlace.ExportAt(shared)}/file?format=gift", ExchangePlace.ImportAt(shared, course.Quiz) })
            Assert.Equal(HttpStatusCode.NotFound, (await author.Open(address)).Status);
        Assert.DoesNotContain("four chambers", (await author.Open($"/courses/{course.Course.Id}/questions/export/file?format=gift&bankId={shared.Id}")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task makes_the_bank_of_a_course_that_has_none_yet(Database database)
    {
        var app = await apps.On(database);
        var institution = await app.Institution();
        var course = new Course(institution.Id, "No quiz yet", $"no-quiz-{Id<Course>.New()}", app.Clock.GetUtcNow());
        await app.InDb(async db =>
        {
            db.Add(course);
            db.Add(institution.AddCourse(course.Id.Value, course.Title));
            await db.SaveChangesAsync();
        });
        using var program = await app.Program(await app.Person(Role.Instructor));
        using var sent = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Three)), "file", "three.gift" } };
        using var answer = await program.PostAsync($"/api/v1/courses/{course.Id}/questions/import", sent);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, await app.InDb(db => db.Questions.CountAsync(q => q.BankId == QuestionBank.Of(course.Id))));
    }

    private static Task<Seen> Upload(Browser browser, AQuizCourse course, string name, string content) => Upload(browser, ExchangePlace.ImportAt(new(course.Course.Id), course.Quiz), name, content);

    private static async Task<Seen> Upload(Browser browser, string address, string name, string content)
    {
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenOf(await browser.Open(address))), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name } };
        return await browser.Send(new HttpRequestMessage(HttpMethod.Post, address) { Content = form });
    }
}
