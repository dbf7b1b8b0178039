using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>
/// The question slot: a kind of question. Each filling is a folder here; nothing else names it. Its data and its responses
/// are JSON that no one else reads. Singletons without state; registered in <see cref="KnownKinds"/>.
/// </summary>
public interface IQuestionKind
{
    /// <summary>Stable, lower case, kept in the database: "multiple-choice".</summary>
    string Name { get; }
    /// <summary>English key of what people call it: "Multiple choice".</summary>
    string Label { get; }
    /// <summary>Lucide icon name.</summary>
    string Icon { get; }
    /// <summary>English key of how it is marked, in one sentence that authors read.</summary>
    string Rule { get; }

    /// <summary>The data of a new question.</summary>
    string Blank { get; }
    /// <summary>The data that an author wrote into the edit part; a refusal names its field.</summary>
    Outcome<string> ReadData(IFormCollection form);
    /// <summary>What stands in the edit part's fields, mistakes and all, to be shown there again.</summary>
    string AsWritten(IFormCollection form);
    /// <summary>The data that a program sent.</summary>
    Outcome<string> ReadData(JsonElement json);
    /// <summary>What must still be done before learners can meet it: a right answer is missing, say. Null when nothing.</summary>
    Refusal? Missing(string data);
    /// <summary>What authors should know before they write, in their language; null for nothing.</summary>
    Task<string?> Caution(string data, Texts texts) => Task.FromResult<string?>(null);
    /// <summary>The fields that authors fill in. Errors by field name.</summary>
    RenderFragment EditPart(string data, IReadOnlyDictionary<string, string> errors);

    /// <summary>What learners answer with.</summary>
    RenderFragment AnswerPart(string data, string? response, AnswerPlace place);
    /// <summary>The response that a learner gave in the answer part; null for none. What isn't part of the question is left out.</summary>
    string? ReadResponse(string data, IFormCollection form, string field);
    /// <summary>The response that a program sent; null for none, or when it is not one.</summary>
    string? ReadResponse(string data, JsonElement json);
    /// <summary>The data without what would give the answer away, in the order in which the answer part shows it (<see cref="AnswerPlace"/>), for programs.</summary>
    JsonElement ForLearners(string data, string field, int? seed);

    /// <summary>Who says what a response earns.</summary>
    MarkedBy MarkedBy => MarkedBy.Server;
    /// <summary>
    /// The data with what differs from attempt to attempt chosen by the seed: the values of variables, say. The same seed gives the
    /// same data for ever. Everything below this line and the answer part get the varied data.
    /// </summary>
    string Vary(string data, int seed) => data;
    /// <summary>The prompt with what <see cref="Vary"/> chose put into it; sanitised HTML.</summary>
    string VariedPrompt(string prompt, string variedData) => prompt;

    /// <summary>The fraction of the points that a response earns, 0 to 1, by <see cref="Rule"/>; only asked when the server marks. Never throws for a response of its own.</summary>
    decimal Grade(string data, string response);
    /// <summary>How many parts of a response are right, and of how many: gaps filled, pairs joined. Null for kinds that are of one piece.</summary>
    (int Right, int All)? RightParts(string data, string response) => null;
    /// <summary>The response without its wrong parts, for another try; null when nothing is left, and for kinds that are of one piece.</summary>
    string? WithoutWrong(string data, string response) => null;
    /// <summary>How the fraction of a response came about, in words that learners understand, one line each; nothing where right and wrong say it all.</summary>
    IReadOnlyList<string> Explain(string data, string response, Texts texts) => [];
    /// <summary>A response in words, one line each.</summary>
    IReadOnlyList<string> Describe(string data, string response, Texts texts);
    /// <summary>The right answer in words, one line each.</summary>
    IReadOnlyList<string> DescribeRight(string data, Texts texts);
    /// <summary>
    /// A response as a page shows it where <see cref="Describe"/>'s words don't say it all: with formulas and pictures, files to
    /// fetch, a player. Null when they do.
    /// </summary>
    RenderFragment? ResponsePart(string data, string response, ResponsePlace place) => null;
    /// <summary>The same for the right answer.</summary>
    RenderFragment? RightPart(string data) => null;
    /// <summary>What whoever marks it goes by, as sanitised HTML; "" for none. Never shown to learners.</summary>
    string MarkScheme(string data) => "";
    /// <summary>What the author has to say to just this response, as sanitised HTML; mostly nothing.</summary>
    IReadOnlyList<string> Remarks(string data, string response);
}

/// <summary>Who says what a response earns.</summary>
public enum MarkedBy
{
    /// <summary>The kind itself, at once (<see cref="IQuestionKind.Grade"/>).</summary>
    Server,
    /// <summary>A program that runs for a while, such as the tests of a piece of code: a job does it soon (<see cref="IMarkLater"/>).</summary>
    Job,
    /// <summary>Somebody who teaches the course; until then it waits in the marking queue.</summary>
    Person,
    /// <summary>Nobody: it earns nothing and counts for nothing, such as an opinion that is asked for.</summary>
    Nobody,
}

/// <summary>Beside <see cref="IQuestionKind"/>, for kinds that a job marks.</summary>
public interface IMarkLater
{
    /// <summary>The fraction of the points, 0 to 1, and what there is to say about it in sanitised HTML; null when it can't be marked here and a person must do it.</summary>
    /// <exception cref="Code.NotJustNowException">It can't be marked at this moment, and waits.</exception>
    Task<(decimal Fraction, string Remark)?> Mark(string data, string response, CancellationToken cancel);

    /// <summary>Whether an answer to the one can be marked by the other.</summary>
    bool StillRuns(string met, string now) => true;
}

/// <summary>Where an answer part stands.</summary>
/// <param name="Field">The name of its form field; more fields may begin with it and a dot.</param>
/// <param name="PromptId">The element with the question's text, to be named by.</param>
/// <param name="Seed">When the choices are shuffled: by this.</param>
/// <param name="Attempt">The open attempt and the question; null in a preview, where nothing is kept.</param>
public sealed record AnswerPlace(string Field, string PromptId, int? Seed, bool Disabled = false, QuestionOfAttempt? Attempt = null);

/// <summary>Where a response is shown.</summary>
/// <param name="Attempt">Whose it is; null in a preview.</param>
/// <param name="IsOwn">To the person who gave it.</param>
public sealed record ResponsePlace(QuestionOfAttempt? Attempt, bool IsOwn);

/// <summary>A question of an attempt.</summary>
public sealed record QuestionOfAttempt(Id<Attempt> AttemptId, Id<Question> QuestionId)
{
    /// <summary>Where files that belong to the answer are sent to, and shown under.</summary>
    public string Files => $"/quizzes/attempts/{AttemptId}/questions/{QuestionId}/files";
    /// <summary>Where a program that is the answer is sent to be tried.</summary>
    public string Run => $"/quizzes/attempts/{AttemptId}/questions/{QuestionId}/run";
}

public static class QuestionKindExtensions
{
    /// <summary>The question as an attempt with this seed meets it.</summary>
    public static QuizQuestion Varied(this IQuestionKind kind, QuizQuestion question, int seed)
    {
        var data = kind.Vary(question.Data, Shuffling.Seed(seed, question.Id.ToString()));
        return ReferenceEquals(data, question.Data) ? question : question with { Data = data, Prompt = kind.VariedPrompt(question.Prompt, data) };
    }
}

/// <summary>All kinds of question, by name.</summary>
public sealed class QuestionKinds(IEnumerable<IQuestionKind> kinds)
{
    private readonly Dictionary<string, IQuestionKind> _byName = kinds.ToDictionary(kind => kind.Name);

    public IReadOnlyCollection<IQuestionKind> All => _byName.Values;
    public IQuestionKind this[string name] => _byName[name];
    public IQuestionKind? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);
}
