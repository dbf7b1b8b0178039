using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Lectern.Data;
using Lectern.Quizzes.QuestionTypes;
using Lectern.Tests.Web;
using Lectern.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Lectern.Tests.Quizzes;

/// <summary>
/// What holds for all kinds of question, those that are still to come included: nothing that is sent to one breaks it, data and responses
/// survive their forms and their JSON, and learners are not told what is right.
/// </summary>
public sealed class Every_kind_of_question
{
    private const int Seed = 11;
    private static readonly Texts Words = new(new ModelSources(Lectern.Host.Modules.Assemblies));
    private static readonly AnswerPlace Place = new("q-1", "prompt-1", Seed);

    public static TheoryData<string> Names => [.. Documents.Kinds.All.Where(kind => kind is not MarkedElsewhere).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Names))]
    public void has_a_sample_and_words_in_both_languages(string name)
    {
        var kind = Documents.Kinds[name];
        Assert.Contains(Samples.All, sample => sample.Kind == name);
        Assert.Matches("^[a-z]+(-[a-z]+)*$", kind.Name);
        foreach (var words in new[] { kind.Label, kind.Rule }) Assert.NotEqual(words, In("ar", () => Words[words]));
    }

    [Theory, MemberData(nameof(Names))]
    public void reads_its_own_data_again_without_changing_it(string name)
    {
        var (kind, sample) = Of(name);
        foreach (var written in new[] { sample.Data, sample.OtherKey })
        {
            var data = Read(kind, written);
            Assert.Null(kind.Missing(data));
            Assert.Equal(data, Read(kind, JsonDocument.Parse(data).RootElement));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task keeps_its_data_through_the_fields_of_its_edit_part(string name)
    {
        var (kind, sample) = Of(name);
        foreach (var data in new[] { Read(kind, sample.Data), Read(kind, sample.OtherKey), await Sent(kind, kind.Blank) }) Assert.Equal(data, await Sent(kind, data));   // a new question may come with suggestions
    }

    // What is kept when the edit part is sent as it came.
    private static async Task<string> Sent(IQuestionKind kind, string data)
    {
        var page = await Page(kind.EditPart(data, new Dictionary<string, string>()));
        Labelled(page);
        var read = kind.ReadData(Sent(page));
        Assert.True(read.Refusal is null, $"{kind.Name}: {read.Refusal?.Sentence}");
        return read.Value;
    }

    [Theory, MemberData(nameof(Names))]
    public async Task keeps_a_response_through_the_fields_of_its_answer_part(string name)
    {
        var (kind, sample) = Of(name);
        var data = kind.Vary(Read(kind, sample.Data), Seed);
        foreach (var response in Responses(kind, sample, data).Append(null))
        {
            var page = await Page(kind.AnswerPart(data, response, Place));
            Assert.Equal(response, kind.ReadResponse(data, Sent(page), Place.Field));
            Labelled(page);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void gives_all_for_what_is_right_and_less_for_what_is_not(string name)
    {
        var (kind, sample) = Of(name);
        if (kind.MarkedBy != MarkedBy.Server) return;
        var data = kind.Vary(Read(kind, sample.Data), Seed);
        if (Response(kind, data, sample.Right) is { } right)
        {
            Assert.Equal(1, kind.Grade(data, right));
            Assert.True(kind.RightParts(data, right) is not { } parts || parts.Right == parts.All);
            Assert.True(kind.WithoutWrong(data, right) is not { } rest || rest == right);
        }

        if (sample.Wrong is null) return;
        Assert.InRange(kind.Grade(data, Response(kind, data, sample.Wrong)!), 0, 0.999999m);
        Assert.NotEmpty(kind.DescribeRight(data, Words));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task does_not_tell_learners_what_is_right(string name)
    {
        var (kind, sample) = Of(name);
        if (kind.MarkedBy == MarkedBy.Nobody) return;
        var (one, other) = (kind.Vary(Read(kind, sample.Data), Seed), kind.Vary(Read(kind, sample.OtherKey), Seed));
        Assert.NotEqual(one, other);
        foreach (var seed in new int?[] { null, Seed, 3 })
        {
            Assert.Equal(kind.ForLearners(one, "q-1", seed).GetRawText(), kind.ForLearners(other, "q-1", seed).GetRawText());
            Assert.Equal(await Html(kind.AnswerPart(one, null, Place with { Seed = seed })), await Html(kind.AnswerPart(other, null, Place with { Seed = seed })));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task takes_any_JSON_for_a_response_and_does_not_break(string name)
    {
        var (kind, sample) = Of(name);
        var data = kind.Vary(Read(kind, sample.Data), Seed);
        var hostile = new WhateverIsSent(data);
        for (var round = 0; round < 400; round++)
        {
            var sent = hostile.Json(round);
            await Holds(kind, data, kind.ReadResponse(data, sent), render: round % 20 == 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task takes_any_fields_for_a_response_and_does_not_break(string name)
    {
        var (kind, sample) = Of(name);
        var data = kind.Vary(Read(kind, sample.Data), Seed);
        var names = Controls(await Page(kind.AnswerPart(data, null, Place))).Select(control => control.GetAttribute("name")!).Append("q-1").Append("q-1.x").Distinct().ToArray();
        var hostile = new WhateverIsSent(data);
        for (var round = 0; round < 200; round++) await Holds(kind, data, kind.ReadResponse(data, hostile.Form(round, names), Place.Field), render: round % 20 == 0);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task takes_any_JSON_for_data_and_does_not_break(string name)
    {
        var (kind, sample) = Of(name);
        var hostile = new WhateverIsSent(Read(kind, sample.Data));
        var good = JsonSerializer.SerializeToElement(sample.Data, JsonSerializerOptions.Web);
        for (var round = 0; round < 300; round++)
        {
            var read = kind.ReadData(round % 3 == 0 ? hostile.Json(round) : hostile.Broken(good, round));
            if (read.Refusal is null) await Works(kind, read.Value, hostile, round);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task takes_any_fields_for_data_and_does_not_break(string name)
    {
        var (kind, sample) = Of(name);
        var data = Read(kind, sample.Data);
        var names = Controls(await Page(kind.EditPart(data, new Dictionary<string, string>()))).Select(control => control.GetAttribute("name")!).Distinct().ToArray();
        var hostile = new WhateverIsSent(data);
        for (var round = 0; round < 120; round++)
        {
            var form = hostile.Form(round, names);
            await Page(kind.EditPart(kind.AsWritten(form), new Dictionary<string, string>()));
            var read = kind.ReadData(form);
            if (read.Refusal is null) await Works(kind, read.Value, hostile, round);
        }
    }

    // Data that was taken can be edited, shown and marked, finished or not.
    private static async Task Works(IQuestionKind kind, string data, WhateverIsSent hostile, int round)
    {
        Assert.Equal(data, Read(kind, JsonDocument.Parse(data).RootElement));
        Assert.True(data.Length < 2_000_000);
        if (round % 10 == 0) await Page(kind.EditPart(data, new Dictionary<string, string>()));
        if (kind.Missing(data) is not null) return;
        var varied = kind.Vary(data, round);
        Assert.Equal(varied, kind.Vary(data, round));
        kind.ForLearners(varied, "q-1", round);
        kind.DescribeRight(varied, Words);
        kind.VariedPrompt("<p>{a} [[1]]</p>", varied);
        await Holds(kind, varied, kind.ReadResponse(varied, hostile.Json(round)), render: round % 10 == 0);
    }

    // A response that was taken is kept, marked and told as it is.
    private static async Task Holds(IQuestionKind kind, string data, string? response, bool render)
    {
        if (render) await Page(kind.AnswerPart(data, response, Place));
        if (response is null) return;
        Assert.True(response.Length < 200_000, "Responses have a longest length.");
        Assert.Equal(response, kind.ReadResponse(data, JsonDocument.Parse(response).RootElement));
        Assert.NotEmpty(kind.Describe(data, response, Words));
        kind.Explain(data, response, Words);
        kind.Remarks(data, response);
        if (kind.MarkedBy != MarkedBy.Server) return;
        Assert.InRange(kind.Grade(data, response), 0, 1);
        if (kind.RightParts(data, response) is not { } parts) return;
        Assert.InRange(parts.Right, 0, parts.All);
        if (kind.WithoutWrong(data, response) is not { } rest) return;
        Assert.True(kind.Grade(data, rest) >= kind.Grade(data, response), "What is left of a response without its wrong parts earns no less.");
        Assert.Equal(rest, kind.WithoutWrong(data, rest));
    }

    private static IEnumerable<string?> Responses(IQuestionKind kind, Sample sample, string data)
    {
        foreach (var sent in sample.More.Append(sample.Right).Append(sample.Wrong).OfType<object>())
        {
            var response = Response(kind, data, sent);
            Assert.True(response is not null, $"{kind.Name}: {JsonSerializer.Serialize(sent)} is no response.");
            yield return response;
        }
    }

    private static (IQuestionKind Kind, Sample Sample) Of(string name) => (Documents.Kinds[name], Samples.All.SingleOrDefault(sample => sample.Kind == name) ?? throw new InvalidOperationException($"Write a finished question of the kind {name} into Samples."));

    private static string Read(IQuestionKind kind, object written)
    {
        var read = kind.ReadData(written as JsonElement? ?? JsonSerializer.SerializeToElement(written, JsonSerializerOptions.Web));
        Assert.True(read.Refusal is null, $"{kind.Name}: {read.Refusal?.Sentence}");
        return read.Value;
    }

    private static string? Response(IQuestionKind kind, string data, object? sent) => sent is null ? null : kind.ReadResponse(data, JsonSerializer.SerializeToElement(sent, JsonSerializerOptions.Web));

    private static Task<string> Html(Microsoft.AspNetCore.Components.RenderFragment part) => Rendered.Html(part);

    private static async Task<IHtmlDocument> Page(Microsoft.AspNetCore.Components.RenderFragment part) => new HtmlParser().ParseDocument(await Html(part));

    private static IEnumerable<IElement> Controls(IHtmlDocument page) => page.QuerySelectorAll("input[name], select[name], textarea[name]");

    // What a browser sends of a page (HTML, "constructing the entry list").
    private static FormCollection Sent(IHtmlDocument page) => new(Controls(page)
        .Select(control => (Name: control.GetAttribute("name")!, Value: control switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value,
            IHtmlTextAreaElement area => area.Value,
            _ => null,
        }))
        .Where(field => field.Value is not null)
        .GroupBy(field => field.Name)
        .ToDictionary(fields => fields.Key, fields => new StringValues([.. fields.Select(field => field.Value)])));

    private static void Labelled(IHtmlDocument page)
    {
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]), select, textarea, button"))
        {
            var isNamed = control.HasAttribute("aria-label") || control.HasAttribute("aria-labelledby") || control.Closest("label") is not null || control.TextContent.Trim().Length > 0 && control is IHtmlButtonElement
                || (control.Id is { } id && page.QuerySelector($"label[for='{id}']") is not null);
            Assert.True(isNamed, $"Has no name: {control.OuterHtml}");
        }

        var twice = page.QuerySelectorAll("[id]").GroupBy(element => element.Id).FirstOrDefault(same => same.Count() > 1);
        Assert.True(twice is null, $"Two elements have the id {twice?.Key}.");
    }

    private static T In<T>(string language, Func<T> what)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return what();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
