using System.Text.Json.Serialization;

namespace Lectern.Lessons.Decks;

/// <summary>A card: one idea, as words with a picture, or as a question that explains itself at once.</summary>
/// <param name="Number">Its name inside the deck, from 1; it stays when cards are moved, so what was seen stays seen.</param>
/// <param name="Body">Sanitised HTML.</param>
/// <param name="Check">Null on a card that only tells.</param>
public sealed record Card(int Number, string Heading, string Body, QuickCheck? Check)
{
    [JsonIgnore] public bool IsEmpty => Heading.Length == 0 && RichText.IsEmpty(Body) && Check is null;
}

/// <summary>One question with an answer to choose. It is not marked; whoever answers is told at once why.</summary>
/// <param name="Answers">From 2 to 6.</param>
/// <param name="Right">The index of the right one, from 0.</param>
/// <param name="Explanation">Said after any answer.</param>
public sealed record QuickCheck(string Question, IReadOnlyList<string> Answers, int Right, string Explanation)
{
    public const int LeastAnswers = 2, MostAnswers = 6, Longest = 500;

    /// <summary>What was entered as a check: null when nothing was; a refusal when it is no whole one.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="lines">An answer a line; the right one begins with a star.</param>
    /// <param name="explanation">Said after any answer.</param>
    internal static Outcome<QuickCheck?> Read(string question, string lines, string explanation)
    {
        var answers = lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (question.Length == 0 && answers.Length == 0) return Outcome<QuickCheck?>.Of(null);
        if (question.Length is 0 or > Longest) return new Refusal("check-without-question", "Write the question, in at most {0} characters.", "question", Longest);
        if (answers.Length is < LeastAnswers or > MostAnswers) return new Refusal("check-answers-count", "Give from {0} to {1} answers, one on each line.", "answers", LeastAnswers, MostAnswers);
        var right = Array.FindIndex(answers, answer => answer[0] == '*');
        if (right < 0 || answers.Count(answer => answer[0] == '*') > 1) return new Refusal("check-right-answer", "Put a star before the one right answer: “* Wash your hands”.", "answers");
        var plain = answers.Select(answer => answer.TrimStart('*').Trim()).ToList();
        if (plain.Any(answer => answer.Length is 0 or > Longest) || explanation.Length > 2 * Longest) return new Refusal("check-too-long", "An answer can have at most {0} characters, the explanation {1}.", "answers", Longest, 2 * Longest);
        return new QuickCheck(question, plain, right, explanation);
    }

    internal string Lines => string.Join('\n', Answers.Select((answer, index) => (index == Right ? "* " : "") + answer));
}

/// <summary>What a deck holds; the same in the draft and in a sealed version.</summary>
/// <param name="Cards">In the order in which they are turned.</param>
public sealed record DeckSetup(IReadOnlyList<Card> Cards)
{
    /// <summary>More would be no micro-lesson.</summary>
    public const int Most = 60;

    public static DeckSetup Empty { get; } = new([]);

    internal Card? Find(int number) => Cards.FirstOrDefault(card => card.Number == number);

    /// <summary>With a card more at the end.</summary>
    internal DeckSetup WithNew(out Card card)
    {
        card = new Card(Cards.Select(c => c.Number).DefaultIfEmpty().Max() + 1, "", "", null);
        return new DeckSetup([.. Cards, card]);
    }

    internal DeckSetup With(Card changed) => new([.. Cards.Select(card => card.Number == changed.Number ? changed : card)]);

    internal DeckSetup Without(int number) => new([.. Cards.Where(card => card.Number != number)]);

    /// <summary>With a card at another place, from 0; a place outside is the nearest inside.</summary>
    internal DeckSetup Moved(int number, int place)
    {
        if (Find(number) is not { } card) return this;
        var others = Cards.Where(c => c.Number != number).ToList();
        others.Insert(Math.Clamp(place, 0, others.Count), card);
        return new DeckSetup(others);
    }

    /// <summary>Minutes that it takes: words at a reader's pace, and a moment for each card and each question.</summary>
    [JsonIgnore] public int Minutes => Cards.Count == 0 ? 0 : (int)Math.Max(1, Math.Round(
        Cards.Sum(c => (ReadingTime.Words(c.Body) / ReadingTime.WordsPerMinute) + (c.Check is null ? 0.1 : 0.5)), MidpointRounding.AwayFromZero));
}
