using System.Text.Json;
using Lectern.QuestionFiles;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.Exchange.Bridge;

/// <summary>
/// The slot: how questions of one kind come out of files of others and go into them. The kind's own folder brings it, and
/// <see cref="QuestionTypes.KnownKinds"/> lists it beside the kind. Pure: no database, no network. Singletons without state.
/// </summary>
public interface IPortsQuestions
{
    /// <summary>Of the <see cref="QuestionTypes.IQuestionKind"/>.</summary>
    string Kind { get; }
    /// <summary>What its content keeps or speaks of itself when it is lost (<see cref="IncomingTexts.Lose"/>); the bridge says the rest.</summary>
    Facets Keeps { get; }

    /// <summary>The question as this kind has it; null when it is of another kind.</summary>
    TakenIn? TakeIn(PortableQuestion question, IncomingTexts texts);
    /// <summary>The content for files; null when none of them can hold it.</summary>
    GivenOut? GiveOut(string data, OutgoingTexts texts);
}

/// <summary>What a kind made of a question.</summary>
/// <param name="Data">As a program would send it; the kind itself checks and tidies it (<see cref="QuestionTypes.IQuestionKind.ReadData(JsonElement)"/>).</param>
/// <param name="Prompt">What is asked, sanitised HTML, where that isn't the whole text of the question.</param>
public sealed record TakenIn(object Data, string? Prompt = null);

/// <summary>What a kind says for files.</summary>
/// <param name="Content">What only this kind has.</param>
/// <param name="Text">What stands in the text after the prompt: that of gap texts.</param>
public sealed record GivenOut(Portable.QuestionContent Content, string Text = "")
{
    public static implicit operator GivenOut(Portable.QuestionContent content) => new(content);
}

/// <summary>A port whose data and content have types.</summary>
internal abstract class QuestionPort<TData, TContent>(string kind) : IPortsQuestions where TData : class where TContent : Portable.QuestionContent
{
    public string Kind => kind;
    public abstract Facets Keeps { get; }

    protected abstract TakenIn? TakeIn(TContent content, PortableQuestion question, IncomingTexts texts);
    protected abstract GivenOut? GiveOut(TData data, OutgoingTexts texts);

    public TakenIn? TakeIn(PortableQuestion question, IncomingTexts texts) => question.Content is TContent content ? TakeIn(content, question, texts) : null;
    public GivenOut? GiveOut(string data, OutgoingTexts texts) => GiveOut(JsonSerializer.Deserialize<TData>(data, JsonSerializerOptions.Web)!, texts);

    /// <summary>A fraction as percent of the points, never below 0; what is below is said to be lost.</summary>
    protected static decimal Percent(decimal fraction, IncomingTexts texts)
    {
        if (fraction < 0) texts.Lose("negative-grade", "An answer that takes points away will take none.");
        // Thirds and their like: Moodle keeps seven decimals of a fraction.
        return Grades.Trimmed(Math.Clamp(Math.Round(fraction * 100, 5), 0, 100));
    }

    /// <summary>The grade that Moodle knows and that is nearest: it takes no others.</summary>
    protected static decimal Known(decimal fraction) => Grades.Nearest(fraction);
}
