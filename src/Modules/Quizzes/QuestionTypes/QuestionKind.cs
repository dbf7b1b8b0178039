using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.QuestionTypes;

/// <summary>A kind whose data and responses have types: reads and writes the JSON, so that a filling is only rules and parts.</summary>
public abstract class QuestionKind<TData, TResponse> : IQuestionKind where TData : class where TResponse : class
{
    public abstract string Name { get; }
    public abstract string Label { get; }
    public abstract string Icon { get; }
    public abstract string Rule { get; }
    public virtual MarkedBy MarkedBy => MarkedBy.Server;

    protected abstract TData New { get; }
    /// <summary>What the edit part's fields say.</summary>
    protected abstract TData Read(IFormCollection form);
    /// <summary>Trims, drops what is empty, and checks lengths, whoever sent it.</summary>
    protected abstract Outcome<TData> Tidy(TData data);
    protected abstract Refusal? Missing(TData data);
    protected virtual Task<string?> Caution(TData data, Texts texts) => Task.FromResult<string?>(null);
    protected abstract RenderFragment EditPart(TData data, IReadOnlyDictionary<string, string> errors);
    protected abstract RenderFragment AnswerPart(TData data, TResponse? response, AnswerPlace place);
    /// <summary>What the answer part's fields say.</summary>
    protected abstract TResponse? Read(IFormCollection form, string field);
    /// <summary>Leaves out what isn't part of the question; null when nothing is left.</summary>
    protected abstract TResponse? Tidy(TData data, TResponse response);
    protected abstract object Shown(TData data, string field, int? seed);
    protected abstract decimal Grade(TData data, TResponse response);
    /// <summary>Whether attempts differ (<see cref="Vary(TData, int)"/>): the data of other kinds isn't read for it.</summary>
    protected virtual bool Varies => false;
    /// <inheritdoc cref="IQuestionKind.Vary"/>
    protected virtual TData Vary(TData data, int seed) => data;
    /// <inheritdoc cref="IQuestionKind.VariedPrompt"/>
    protected virtual string VariedPrompt(string prompt, TData variedData) => prompt;
    /// <inheritdoc cref="IQuestionKind.RightParts"/>
    protected virtual (int Right, int All)? RightParts(TData data, TResponse response) => null;
    /// <inheritdoc cref="IQuestionKind.WithoutWrong"/>
    protected virtual TResponse? WithoutWrong(TData data, TResponse response) => null;
    /// <inheritdoc cref="IQuestionKind.Explain"/>
    protected virtual IReadOnlyList<string> Explain(TData data, TResponse response, Texts texts) =>
        RightParts(data, response) is { } parts ? [texts["{0} of {1} parts are right.", parts.Right, parts.All]] : [];
    protected abstract IReadOnlyList<string> Describe(TData data, TResponse response, Texts texts);
    protected abstract IReadOnlyList<string> DescribeRight(TData data, Texts texts);
    /// <inheritdoc cref="IQuestionKind.ResponsePart"/>
    protected virtual RenderFragment? ResponsePart(TData data, TResponse response, ResponsePlace place) => null;
    /// <inheritdoc cref="IQuestionKind.RightPart"/>
    protected virtual RenderFragment? RightPart(TData data) => null;
    /// <inheritdoc cref="IQuestionKind.MarkScheme"/>
    protected virtual string MarkScheme(TData data) => "";
    protected virtual IReadOnlyList<string> Remarks(TData data, TResponse response) => [];

    public string Blank => Write(New);
    public Outcome<string> ReadData(IFormCollection form) => Written(Tidy(Read(form)));
    public string AsWritten(IFormCollection form) => Write(Read(form));
    public Outcome<string> ReadData(JsonElement json) => Parse<TData>(json) is { } data ? Written(Tidy(data))
        : new Refusal("question-data-unreadable", "The data of this question can't be read. See the API's documentation for its shape.", "Data");
    public Refusal? Missing(string data) => Missing(Data(data));
    public Task<string?> Caution(string data, Texts texts) => Caution(Data(data), texts);
    public RenderFragment EditPart(string data, IReadOnlyDictionary<string, string> errors) => EditPart(Data(data), errors);
    public RenderFragment AnswerPart(string data, string? response, AnswerPlace place) => AnswerPart(Data(data), response is null ? null : Response(response), place);
    public string? ReadResponse(string data, IFormCollection form, string field) => Written(Data(data), Read(form, field));
    public string? ReadResponse(string data, JsonElement json) => Written(Data(data), Parse<TResponse>(json));
    public JsonElement ForLearners(string data, string field, int? seed) => JsonSerializer.SerializeToElement(Shown(Data(data), field, seed), JsonSerializerOptions.Web);
    public decimal Grade(string data, string response) => Grade(Data(data), Response(response));
    public string Vary(string data, int seed) => Varies ? Write(Vary(Data(data), seed)) : data;
    public string VariedPrompt(string prompt, string variedData) => Varies ? VariedPrompt(prompt, Data(variedData)) : prompt;
    public (int Right, int All)? RightParts(string data, string response) => RightParts(Data(data), Response(response));
    public string? WithoutWrong(string data, string response) => Data(data) is var read && WithoutWrong(read, Response(response)) is { } rest ? Written(read, rest) : null;
    public IReadOnlyList<string> Explain(string data, string response, Texts texts) => Explain(Data(data), Response(response), texts);
    public IReadOnlyList<string> Describe(string data, string response, Texts texts) => Describe(Data(data), Response(response), texts);
    public IReadOnlyList<string> DescribeRight(string data, Texts texts) => DescribeRight(Data(data), texts);
    public RenderFragment? ResponsePart(string data, string response, ResponsePlace place) => ResponsePart(Data(data), Response(response), place);
    public RenderFragment? RightPart(string data) => RightPart(Data(data));
    public string MarkScheme(string data) => MarkScheme(Data(data));
    public IReadOnlyList<string> Remarks(string data, string response) => Remarks(Data(data), Response(response));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
    protected static TData Data(string json) => JsonSerializer.Deserialize<TData>(json, JsonSerializerOptions.Web)!;
    protected static TResponse Response(string json) => JsonSerializer.Deserialize<TResponse>(json, JsonSerializerOptions.Web)!;
    private static Outcome<string> Written(Outcome<TData> data) => data.Refusal is { } refusal ? refusal : Write(data.Value);
    /// <summary>A tidied response as it is stored; null for none.</summary>
    protected string? Written(TData data, TResponse? response) => response is null || Tidy(data, response) is not { } tidy ? null : Write(tidy);

    private static T? Parse<T>(JsonElement json) where T : class
    {
        try
        {
            return json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : json.Deserialize<T>(JsonSerializerOptions.Web);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or NotSupportedException)
        {
            return null;   // not of this shape; the caller says so
        }
    }
}
