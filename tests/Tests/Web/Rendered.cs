using System.Reflection;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Lectern.Data;
using Lectern.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Web;

/// <summary>A component rendered as the server renders it, read back as a browser reads it.</summary>
internal static class Rendered
{
    internal static readonly ClientAssets Client = new();

    internal static async Task<IHtmlDocument> Document<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent =>
        new HtmlParser().ParseDocument(await Html<TComponent>(parameters));

    internal static async Task<string> Html<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : IComponent
    {
        await using var services = new ServiceCollection()
            .AddSingleton(Client)
            .AddSingleton(new Texts(new ModelSources(Array.Empty<Assembly>())))
            .AddSingleton<AntiforgeryStateProvider, NoForgery>()
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(one => one.Name, one => one.Value)))).ToHtmlString());
    }

    internal static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private sealed class NoForgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
