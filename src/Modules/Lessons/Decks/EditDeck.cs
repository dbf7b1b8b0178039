using System.Globalization;
using Lectern.Courses;
using Lectern.Web.Api;

namespace Lectern.Lessons.Decks;

/// <summary>An instructor makes the cards of a deck: adds, writes, moves and deletes them.</summary>
internal static class EditDeck
{
    internal static async Task<IResult> Show(Id<Activity> id, string? card, Visitor visitor, LecternDb db, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DeckKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        var setup = open.Draft.Setup<DeckSetup>();
        var chosen = int.TryParse(card, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? setup.Find(number) : null;
        return Form(open, chosen ?? (setup.Cards is [var first, ..] ? first : null), null, null);
    }

    internal static async Task<IResult> Add(Id<Activity> id, Visitor visitor, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DeckKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        var setup = open.Draft.Setup<DeckSetup>();
        if (setup.Cards.Count >= DeckSetup.Most) return Form(open, setup.Cards[^1], null, TooMany);
        var added = setup.WithNew(out var card);
        open.Draft.Change(added, clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return Page.SeeOther(Address(id, card.Number));
    }

    internal static async Task<IResult> Write(Id<Activity> id, int number, PostedForm form, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DeckKind.Kind, visitor, cancel) is not { } open || open.Draft.Setup<DeckSetup>() is var setup && setup.Find(number) is null) return TypedResults.NotFound();
        var read = Read(number, form["heading"], form.Raw("body"), form["question"], form.Raw("answers"), form["explanation"]);
        if (read.Refusal is { } refusal) return Form(open, setup.Find(number), form, refusal);
        open.Draft.Change(setup.With(read.Value), clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return Page.SeeOther(Address(id, number), texts["The card is saved. Learners see it when you publish the course."]);
    }

    internal static async Task<IResult> Move(Id<Activity> id, int number, PostedForm form, Visitor visitor, LecternDb db, TimeProvider clock, CancellationToken cancel) =>
        await Change(id, setup => setup.Moved(number, form.Value<int>("place") ?? 0), visitor, db, clock, cancel) ? Page.SeeOther(Address(id, number)) : TypedResults.NotFound();

    internal static async Task<IResult> Delete(Id<Activity> id, int number, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel) =>
        await Change(id, setup => setup.Without(number), visitor, db, clock, cancel) ? Page.SeeOther($"/decks/{id}/edit", texts["The card is deleted."]) : TypedResults.NotFound();

    /// <summary>A program gives all cards at once, in order.</summary>
    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Replace(Id<Activity> id, NewDeck deck, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DeckKind.Kind, visitor, cancel) is not { } open) return TypedResults.NotFound();
        if (deck.Cards.Count > DeckSetup.Most) return TooMany.ToProblem(texts);
        var cards = new List<Card>();
        foreach (var (index, given) in deck.Cards.Index())
        {
            var read = Read(index + 1, given.Heading ?? "", given.Body ?? "", given.Question ?? "", string.Join('\n', given.Answers ?? []), given.Explanation ?? "");
            if (read.Refusal is { } refusal) return refusal.ToProblem(texts);
            cards.Add(read.Value);
        }

        open.Draft.Change(new DeckSetup(cards), clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return TypedResults.NoContent();
    }

    internal static string Address(Id<Activity> id, int number) => $"/decks/{id}/edit?card={number}";

    private static Refusal TooMany => new("too-many-cards", "A deck can have at most {0} cards. Make another one of the rest.", null, DeckSetup.Most);

    private static Outcome<Card> Read(int number, string heading, string body, string question, string answers, string explanation)
    {
        if (heading.Length > 120) return new Refusal("card-heading-too-long", "A heading can have at most {0} characters.", "heading", 120);
        var words = RichText.Read(body);
        if (words.Refusal is { } tooLong) return tooLong with { Field = "body" };
        var check = QuickCheck.Read(question, answers, explanation);
        return check.Refusal is { } wrong ? wrong : new Card(number, heading, words.Value, check.Value);
    }

    private static async Task<bool> Change(Id<Activity> id, Func<DeckSetup, DeckSetup> change, Visitor visitor, LecternDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (await EditingLesson.Begin(db, id, DeckKind.Kind, visitor, cancel) is not { } open) return false;
        open.Draft.Change(change(open.Draft.Setup<DeckSetup>()), clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return true;
    }

    private static PageResult Form(EditingLesson open, Card? card, PostedForm? entered, Refusal? mistake) => Page.Of<EditDeckPage>(
        open.Editing.Title,
        new EditDeckPage.About(open.Editing, open.Draft.Setup<DeckSetup>(), card, mistake)
        {
            Heading = entered?["heading"] ?? card?.Heading ?? "",
            Body = entered?.Raw("body") ?? card?.Body ?? "",
            Question = entered?["question"] ?? card?.Check?.Question ?? "",
            Answers = entered?.Raw("answers") ?? card?.Check?.Lines ?? "",
            Explanation = entered?["explanation"] ?? card?.Check?.Explanation ?? "",
        },
        new PageOptions(Crumbs: open.Editing.Crumbs),
        mistake is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>All cards of a deck's draft, in order.</summary>
public sealed record NewDeck(IReadOnlyList<NewCard> Cards);

/// <param name="Body">HTML or plain text; it is sanitised.</param>
/// <param name="Question">With answers: the card asks.</param>
/// <param name="Answers">The right one begins with a star.</param>
public sealed record NewCard(string? Heading = null, string? Body = null, string? Question = null, IReadOnlyList<string>? Answers = null, string? Explanation = null);
