using Lectern.Courses;
using Lectern.Progress;

namespace Lectern.Lessons.Decks;

/// <summary>The activity kind "deck": a micro-lesson of cards to turn, one idea a card, made for a phone. Done when every card was seen.</summary>
internal sealed class DeckKind(LecternDb db, TimeProvider clock) : LessonKind<DeckSetup>(db, clock)
{
    internal const string Kind = "deck";

    public override string Name => Kind;
    public override string Label => "Cards";
    public override string Icon => "gallery-horizontal-end";
    public override IReadOnlyCollection<LearningVerb> Reports { get; } = [LearningVerb.Covered, LearningVerb.Completed];
    public override int UsualMinutes => 5;

    protected override DeckSetup Empty => DeckSetup.Empty;

    protected override Refusal? Missing(DeckSetup setup, string title) =>
        setup.Cards.Count == 0 ? new("deck-empty", "“{0}” has no cards yet. Add one, or remove it.", null, title)
        : setup.Cards.Any(card => card.IsEmpty) ? new("card-empty", "“{0}” has an empty card. Write it, or delete it.", null, title)
        : null;

    protected override async Task<DeckSetup> Carry(DeckSetup setup, Id<Course> from, Id<Course> to, DateTimeOffset at, CancellationToken cancel)
    {
        var cards = new List<Card>();
        foreach (var card in setup.Cards) cards.Add(card with { Body = await Db.CarryPictures(card.Body, from, to, at, cancel) });
        return new DeckSetup(cards);
    }

    /// <summary>The deck in front of this seat; null when the activity is of another kind.</summary>
    internal static Task<DeckSetup?> Setup(Seat seat, LecternDb db, CancellationToken cancel) => LessonSetups.Of<DeckSetup>(seat, Kind, db, cancel);
}
