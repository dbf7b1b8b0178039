using System.Net;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Decks;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Turning_cards(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_done_when_every_card_was_seen_in_any_order_and_needs_no_scripts(Database database)
    {
        var course = await Published(await apps.On(database));
        using var learner = await course.Learner();
        var page = await learner.Open($"/decks/{course.First}");
        Assert.Equal("First idea", page.Words("#card-heading"));
        page = await learner.Open(page.Html.QuerySelector("[data-deck-target=next]")!.GetAttribute("href")!);
        Assert.Equal("Second idea", page.Words("#card-heading"));
        Assert.Equal("Second idea", (await learner.Open($"/decks/{course.First}")).Words("#card-heading"));   // where they left it
        page = await learner.Open($"/decks/{course.First}?card=4");
        Assert.Equal(ActivityStatus.Started, await Status(course));
        page = await learner.Open(page.Html.QuerySelector("#deck nav a.btn-primary")!.GetAttribute("href")!);
        Assert.Contains("Which one?", page.Words("legend"), StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Completed, await Status(course));
    }

    [Theory, EveryDatabase]
    public async Task explains_an_answer_at_once_and_records_none(Database database)
    {
        var course = await Published(await apps.On(database));
        using var learner = await course.Learner();
        var page = await learner.Open($"/decks/{course.First}?card=3");
        Assert.False(page.Has("#deck .notice"));
        var wrong = await learner.Open($"/decks/{course.First}?card=3&answer=0");
        Assert.Contains("Not yet", wrong.Words("#deck .notice"), StringComparison.Ordinal);
        Assert.Contains("Because it is the second.", wrong.Words("#deck .notice"), StringComparison.Ordinal);
        Assert.Contains("Right", (await learner.Open($"/decks/{course.First}?card=3&answer=1")).Words("#deck .notice"), StringComparison.Ordinal);
        foreach (var nonsense in new[] { "card=3&answer=9", "card=999", "card=-1", "card=x", "card=1&answer=0" })
            Assert.Equal(HttpStatusCode.OK, (await learner.Open($"/decks/{course.First}?{nonsense}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await course.App.SignedIn(Role.Learner)).Browser.Open($"/decks/{course.First}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task keeps_what_was_seen_when_cards_are_moved_added_and_deleted(Database database)
    {
        var course = await Published(await apps.On(database));
        using var learner = await course.Learner();
        await learner.Open($"/decks/{course.First}?card=2");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/decks/{course.First}/edit?card=2");
        editor = await instructor.Submit(editor, "form[action$='/cards/2/move']:has(button[value='0'])", ("place", "0"));
        await instructor.Submit(editor, "#card-form", ("heading", "Second idea, better"));
        await course.Publish();
        Assert.Equal(2, (await learner.Open($"/decks/{course.First}?card=2")).Html.QuerySelectorAll(".deck-ticks .done, .deck-ticks .now").Length);
        Assert.Equal("Second idea, better", (await learner.Open($"/decks/{course.First}?card=1")).Words("#card-heading"));
    }

    [Theory, EveryDatabase]
    public async Task is_written_card_by_card(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "deck");
        Assert.Equal("deck-empty", (await course.SealingRefusal("deck"))?.Code);
        using var instructor = await course.Instructor();
        var editor = await instructor.Submit(await instructor.Open($"/decks/{course.First}/edit"), "form[action$='/cards']");
        Assert.Equal("card-empty", (await course.SealingRefusal("deck"))?.Code);
        var refused = await instructor.Submit(editor, "#card-form", ("question", "Which?"), ("answers", "One\nTwo"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("star", refused.Words(".field-error"), StringComparison.Ordinal);
        Assert.Equal("One\nTwo", refused.Html.QuerySelector("textarea[name=answers]")!.TextContent);
        await instructor.Submit(refused, "#card-form", ("body", "<p>Text <script>alert(1)</script></p>"), ("answers", "One\n* Two"), ("explanation", "So."));
        var card = Assert.Single((await Draft(course)).Cards);
        Assert.Equal(("<p>Text </p>", 1, "So."), (card.Body, card.Check!.Right, card.Check.Explanation));
        editor = await instructor.Open($"/decks/{course.First}/edit?card=1");
        await instructor.Send(new HttpRequestMessage(HttpMethod.Post, $"/decks/{course.First}/cards/1/delete") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Browser.TokenOf(editor))]) });
        Assert.Empty((await Draft(course)).Cards);
    }

    [Fact]
    public void moving_keeps_every_card()
    {
        var deck = DeckSetup.Empty;
        for (var i = 0; i < 5; i++) deck = deck.WithNew(out _);
        foreach (var (number, place) in new[] { (1, 4), (5, 0), (3, -7), (2, 99) }) deck = deck.Moved(number, place);
        Assert.Equal([3, 5, 4, 1, 2], deck.Cards.Select(card => card.Number));
        deck.Without(5).WithNew(out var added);
        Assert.Equal(5, added.Number);
    }

    private static Task<DeckSetup> Draft(ACourse course) => course.App.InDb(async db => (await db.LessonDrafts.SingleAsync(d => d.ActivityId == course.First)).Setup<DeckSetup>());

    private static Task<ActivityStatus> Status(ACourse course) => course.App.InDb(db => db.ActivityProgresses.Where(p => p.ActivityId == course.First).Select(p => p.Status).SingleAsync());

    private static async Task<ACourse> Published(TheApp app)
    {
        var course = await ACourse.With(app, "deck");
        await app.InDb(async db =>
        {
            var draft = await db.LessonDrafts.SingleAsync(d => d.ActivityId == course.First);
            draft.Change(new DeckSetup([new(1, "First idea", "<p>One.</p>", null), new(2, "Second idea", "", null), new(3, "", "", new QuickCheck("Which one?", ["This", "That"], 1, "Because it is the second.")), new(4, "Last idea", "", null)]), app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await course.Publish();
        return course;
    }
}
