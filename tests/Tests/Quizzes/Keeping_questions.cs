using System.Net;
using Lectern.Kernel;
using Lectern.Quizzes;
using Lectern.Quizzes.Banks;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Quizzes;

/// <summary>The pages of question banks: looked through, kept, shared, drawn from.</summary>
public sealed class Keeping_questions(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task finds_them_by_words_type_category_tag_and_difficulty(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var bank = $"/courses/{course.Course.Id}/questions";
        var base_ = $"/question-banks/{course.Course.Id}";

        var categories = await browser.Submit(await browser.Open($"{base_}/categories"), "form[action$='/categories']", ("name", "Rhythm"));
        var rhythm = categories.Html.QuerySelector("select[name=parent] option:not([value=''])")!.GetAttribute("value")!;
        await browser.Submit(categories, "form[action$='/categories']", ("name", "Slow"), ("parent", rhythm));
        var twice = await browser.Submit(await browser.Open($"{base_}/categories"), "form[action$='/categories']", ("name", "rhythm"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("There is a category of this name already", twice.Words("main"), StringComparison.Ordinal);

        // One question gets a place in the bank.
        var list = await browser.Open(bank);
        var question = await Question(course, "short-answer");
        var page = await browser.Open($"{base_}/questions/{question}");
        var saved = await browser.Submit(page, "main form", ("do", "save"), ("Name", "The one about rhythm"), ("CategoryId", rhythm), ("Difficulty", "Hard"), ("Tags", "Waves, waves،ECG"));
        Assert.StartsWith(bank, saved.Path, StringComparison.Ordinal);
        Assert.Contains("The one about rhythm", saved.Words("tbody"), StringComparison.Ordinal);
        Assert.Contains("ecg, waves", string.Join(", ", (await Stored(course, question)).Tags.Order()), StringComparison.Ordinal);

        Assert.Equal(4, Rows(list));
        Assert.Equal(1, Rows(await browser.Open($"{bank}?category={rhythm}")));
        Assert.Equal(1, Rows(await browser.Open($"{bank}?tag=WAVES")));
        Assert.Equal(1, Rows(await browser.Open($"{bank}?difficulty=Hard")));
        Assert.Equal(1, Rows(await browser.Open($"{bank}?kind=true-false")));
        Assert.Equal(1, Rows(await browser.Open($"{bank}?q=rhythm")));
        Assert.Equal(0, Rows(await browser.Open($"{bank}?tag=wave")));

        // A draw that goes by its category keeps it.
        var draw = await browser.Open($"/quizzes/{course.Quiz}/draws/new");
        var drawn = await browser.Submit(draw, "main form", ("do", "save"), ("Count", "1"), ("Categories", rhythm));
        Assert.Contains("1 random question from Rhythm", drawn.Words("main"), StringComparison.Ordinal);
        var kept = await browser.Send(Post($"{base_}/categories/{rhythm}/remove", categories));
        Assert.Contains("Random draws go by this category", kept.Words("main"), StringComparison.Ordinal);
        var place = drawn.Html.QuerySelectorAll("form[action$='/remove']").Select(f => f.GetAttribute("action")!).Last(a => a.Contains("/slots/", StringComparison.Ordinal));
        await browser.Submit(drawn, $"form[action='{place}']");

        // Removing its category keeps the question.
        var removed = await browser.Send(Post($"{base_}/categories/{rhythm}/remove", categories));
        Assert.Equal(HttpStatusCode.OK, removed.Status);
        Assert.Null((await Stored(course, question)).CategoryId);
        Assert.Contains("Slow", removed.Words("main ul"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task finds_those_that_were_there_before_there_were_banks(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        await course.App.InDb(db => db.Set<Question>().Where(q => q.BankId == QuestionBank.Of(course.Course.Id)).ExecuteUpdateAsync(q => q.SetProperty(one => one.SearchText, "")));
        Assert.Equal(0, Rows(await browser.Open($"/courses/{course.Course.Id}/questions?q=which")));
        await course.App.InDb(db => FoldQuestions.Handle(db, CancellationToken.None));
        Assert.Equal(2, Rows(await browser.Open($"/courses/{course.Course.Id}/questions?q=which")));
    }

    [Theory, EveryDatabase]
    public async Task does_one_thing_with_several(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var bank = $"/courses/{course.Course.Id}/questions";
        var ids = (await browser.Open(bank)).Html.QuerySelectorAll("tbody input[name=ids]").Select(i => i.GetAttribute("value")!).ToList();

        await browser.Submit(await browser.Open(bank), "form[action$='/selected']", ("do", "tag"), ("tags", "Exam"), ("ids", ids[0]), ("ids", ids[1]));
        Assert.Equal(2, Rows(await browser.Open($"{bank}?tag=exam")));
        await browser.Submit(await browser.Open(bank), "form[action$='/selected']", ("do", "archive"), ("ids", ids[0]));
        Assert.Equal(3, Rows(await browser.Open(bank)));
        Assert.Equal(1, Rows(await browser.Open($"{bank}?away=true")));
        // What is put away stays in the quiz that has it.
        Assert.Null(await course.Publish());
        await browser.Submit(await browser.Open($"{bank}?away=true"), "form[action$='/selected']", ("do", "restore"), ("ids", ids[0]));
        Assert.Equal(4, Rows(await browser.Open(bank)));
        var none = await browser.Submit(await browser.Open(bank), "form[action$='/selected']", ("do", "tag"), ("tags", "x"));
        Assert.Contains("Select the questions first", none.Everything, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task keeps_the_versions_that_quizzes_were_published_with(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database));
        var browser = await course.SignedInInstructor();
        var question = await Question(course, "short-answer");
        var address = $"/question-banks/{course.Course.Id}/questions/{question}";
        await browser.Submit(await browser.Open(address), "main form", ("do", "save"), ("Prompt", "What is it really?"));
        Assert.Equal(2, (await Stored(course, question)).Version);
        // The course has something to publish now.
        Assert.Contains("npublished change", (await browser.Open($"/courses/{course.Course.Id}/edit")).Words("main"), StringComparison.Ordinal);

        var history = await browser.Open($"{address}/history");
        Assert.Contains("What is it really?", history.Words("section[aria-labelledby=version-2]"), StringComparison.Ordinal);
        Assert.Contains("What is it?", history.Words("section[aria-labelledby=version-1]"), StringComparison.Ordinal);
        Assert.Contains("Check: rate and rhythm", history.Words("main aside"), StringComparison.Ordinal);
        await browser.Submit(history, "form[action$='/history/1']");
        var back = await Stored(course, question);
        Assert.Equal("<p>What is it?</p>", back.Prompt);
        Assert.Equal(2, back.Version);   // nothing was published with the second: it is only written anew
        await browser.Submit(await browser.Open(address), "main form", ("do", "save"), ("Prompt", "And what now?"));

        // A quiz can hold on to the first.
        var slot = await course.App.InDb(db => db.Set<SlotDraft>().Where(s => s.QuestionId == question).Select(s => s.Id).SingleAsync());
        var settings = await browser.Open($"/quizzes/{course.Quiz}/slots/{slot}");
        await browser.Submit(settings, "main form", ("Version", "1"), ("Points", "2.5"));
        Assert.Null(await course.Publish());
        var sealedQuiz = await course.App.InDb(db => db.Set<QuizContent>().AsNoTracking().Where(c => c.ActivityId == course.Quiz).OrderByDescending(c => c.SealedAt).FirstAsync());
        var held = sealedQuiz.Document.Questions.Single(q => q.Id == question);
        Assert.Equal(("<p>What is it?</p>", 2.5m, 1), (held.Prompt, held.Points, held.Version));
    }

    [Theory, EveryDatabase]
    public async Task draws_from_a_bank_in_sections(Database database)
    {
        var course = await AQuizCourse.On(await apps.On(database), copies: 2);
        var browser = await course.SignedInInstructor();
        var form = await browser.Open($"/quizzes/{course.Quiz}/draws/new");
        var looked = await browser.Submit(form, "main form", ("do", "look"), ("Difficulty", "Hard"));
        Assert.Contains("0 questions match now", looked.Words("#found"), StringComparison.Ordinal);
        var unfit = await browser.Submit(form, "main form", ("do", "save"), ("Count", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unfit.Status);

        // All eight always come, so there is nothing left to draw.
        var editor = await browser.Submit(form, "main form", ("do", "save"), ("Count", "2"), ("Points", "3"));
        Assert.Contains("2 random questions from the whole bank", editor.Words("main"), StringComparison.Ordinal);
        Assert.NotNull(await course.Publish());
        foreach (var slot in editor.Html.QuerySelectorAll("form[action$='/remove']").Select(f => f.GetAttribute("action")!).Where(a => a.Contains("/slots/", StringComparison.Ordinal)).Take(4))
            await browser.Submit(await browser.Open(course.Editor), $"form[action='{slot}']");
        Assert.Null(await course.Publish());

        // What somebody began, never wrote and took out again is not drawn, and stands in nobody's way.
        var begun = await browser.Submit(await browser.Open(course.Editor), "form[action$='/questions']", ("kind", "true-false"));
        var blank = Id<Question>.Parse(begun.Path.Split('/')[^1], null);
        var place = await course.App.InDb(db => db.Set<SlotDraft>().Where(s => s.QuestionId == blank).Select(s => s.Id).SingleAsync());
        var taken = await browser.Submit(await browser.Open(course.Editor), $"form[action$='/slots/{place}/remove']");
        Assert.NotNull((await Stored(course, blank)).ArchivedAt);
        await browser.Submit(taken, $"form[action$='/slots/{place}/restore']");
        Assert.Null((await Stored(course, blank)).ArchivedAt);
        await browser.Submit(await browser.Open(course.Editor), $"form[action$='/slots/{place}/remove']");
        Assert.Null(await course.Publish());

        // A second section, and a question moves into it past the end of the first.
        var sections = await browser.Submit(await browser.Open(course.Editor), "form[action$='/sections']", ("title", "The harder part"), ("shuffled", "true"));
        Assert.Contains("The harder part", sections.Words("main"), StringComparison.Ordinal);
        var last = sections.Html.QuerySelectorAll("[data-kind=row]")[^1].GetAttribute("data-id")!;
        await browser.Submit(sections, $"form[action$='/slots/{last}/move']", ("by", "1"));
        var quiz = await course.App.InDb(db => db.Set<Quiz>().AsNoTracking().Include(q => q.Sections).Include(q => q.Slots).AsSplitQuery().SingleAsync(q => q.ActivityId == course.Quiz));
        Assert.Equal(last, Assert.Single(quiz.SlotsOf(quiz.SectionsInOrder.Last())).Id.ToString());
        Assert.Null(await course.Publish());
        var document = (await course.App.InDb(db => db.Set<QuizContent>().AsNoTracking().Where(c => c.ActivityId == course.Quiz).OrderByDescending(c => c.SealedAt).FirstAsync())).Document;
        Assert.True(document.Sections[1] is { IsShuffled: true, Title: "The harder part", Slots: [{ Draw: 2 }] });

        await browser.Submit(await browser.Open(course.Editor), $"form[action$='/sections/{quiz.SectionsInOrder.Last().Id}/remove']");
        Assert.DoesNotContain("The harder part", (await browser.Open(course.Editor)).Words("main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task is_shared_by_a_unit_with_the_courses_below_it(Database database)
    {
        var app = await apps.On(database);
        var course = await AQuizCourse.On(app);
        var institution = await app.Institution();
        var (keeper, _) = await app.SignedIn(Role.Instructor);
        var begun = await keeper.Submit(await keeper.Open("/question-banks"), "main form", ("name", "Emergency care"), ("unit", institution.Id.ToString()));
        Assert.Contains("Emergency care", begun.Words("h1"), StringComparison.Ordinal);
        var address = begun.Path;
        var written = await keeper.Submit(await keeper.Open($"{address}/questions/new"), "main form", ("kind", "true-false"));
        await keeper.Submit(written, "main form", ("do", "save"), ("Prompt", "Is asystole shockable?"), ("is-true", "false"));

        // Who teaches a course below may use it, and not change it.
        var teacher = await course.SignedInInstructor();
        var seen = await teacher.Open($"{address}?for={course.Quiz}");
        Assert.Contains("Is asystole shockable?", seen.Words("tbody"), StringComparison.Ordinal);
        Assert.False(seen.Has("a[href$='/questions/new']"));
        Assert.Contains("Emergency care", (await teacher.Open($"/courses/{course.Course.Id}/questions")).Words("nav[aria-label=Categories]"), StringComparison.Ordinal);
        var id = seen.Html.QuerySelector("tbody input[name=ids]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Open($"{address}/questions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Submit(seen, "form[action$='/selected']", ("do", "archive"), ("ids", id))).Status);
        var added = await teacher.Submit(seen, "form[action$='/selected']", ("do", "add"), ("quiz", course.Quiz.ToString()), ("ids", id));
        Assert.Equal(course.Editor, added.Path);
        Assert.Contains("Is asystole shockable?", added.Words("main"), StringComparison.Ordinal);
        Assert.Null(await course.Publish());

        // The keeper puts a word right: the course that uses it has something to publish.
        await keeper.Submit(await keeper.Open($"{address}/questions/{id}"), "main form", ("do", "save"), ("Prompt", "Is asystole a shockable rhythm?"));
        Assert.Contains("npublished change", (await teacher.Open($"/courses/{course.Course.Id}/edit")).Words("main"), StringComparison.Ordinal);

        // Nobody else finds it.
        var (other, _) = await app.SignedIn(Role.Learner);
        Assert.NotEqual(HttpStatusCode.OK, (await other.Open(address)).Status);
        await keeper.Submit(await keeper.Open(address), "form[action$='/settings']", ("do", "archive"));
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Open(address)).Status);
        Assert.Null(await course.Publish());
    }

    private static HttpRequestMessage Post(string address, Seen page) => new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Browser.TokenOf(page))]) };

    private static int Rows(Seen page) => page.Html.QuerySelectorAll("tbody tr").Length;

    private static Task<Id<Question>> Question(AQuizCourse course, string kind) => course.App.InDb(db => db.Set<Question>().Where(q => q.BankId == QuestionBank.Of(course.Course.Id) && q.Kind == kind).Select(q => q.Id).FirstAsync());

    private static Task<Question> Stored(AQuizCourse course, Id<Question> id) => course.App.InDb(db => db.Set<Question>().AsNoTracking().SingleAsync(q => q.Id == id));
}
