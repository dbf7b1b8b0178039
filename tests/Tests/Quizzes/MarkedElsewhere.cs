using System.Text.Json;
using Lectern.Kernel;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Lectern.Tests.Quizzes;

/// <summary>A kind of question like another one, but that somebody else marks.</summary>
internal class MarkedElsewhere(IQuestionKind like, MarkedBy by) : IQuestionKind
{
    public string Name => $"{like.Name}-by-{by}";
    public MarkedBy MarkedBy => by;
    public string Label => like.Label;
    public string Icon => like.Icon;
    public string Rule => like.Rule;
    public string Blank => like.Blank;
    public Outcome<string> ReadData(IFormCollection form) => like.ReadData(form);
    public string AsWritten(IFormCollection form) => like.AsWritten(form);
    public Outcome<string> ReadData(JsonElement json) => like.ReadData(json);
    public Refusal? Missing(string data) => like.Missing(data);
    public RenderFragment EditPart(string data, IReadOnlyDictionary<string, string> errors) => like.EditPart(data, errors);
    public RenderFragment AnswerPart(string data, string? response, AnswerPlace place) => like.AnswerPart(data, response, place);
    public string? ReadResponse(string data, IFormCollection form, string field) => like.ReadResponse(data, form, field);
    public string? ReadResponse(string data, JsonElement json) => like.ReadResponse(data, json);
    public JsonElement ForLearners(string data, string field, int? seed) => like.ForLearners(data, field, seed);
    public decimal Grade(string data, string response) => throw new InvalidOperationException("This kind marks nothing itself.");
    public IReadOnlyList<string> Describe(string data, string response, Texts texts) => like.Describe(data, response, texts);
    public IReadOnlyList<string> DescribeRight(string data, Texts texts) => like.DescribeRight(data, texts);
    public IReadOnlyList<string> Remarks(string data, string response) => like.Remarks(data, response);
}
