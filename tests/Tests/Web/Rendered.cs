using System.Reflection;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Lectern.Data;
using Lectern.Web;
using Lectern.Web.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Web;

/// <summary>A component rendered as the server renders it, read back as a browser reads it.</summary>
internal static class Rendered
{
    internal static readonly ClientAssets Client = new();

    internal static async Task<IHtmlDocument> Document<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : PlainComponent =>
        new HtmlParser().ParseDocument(await Html<TComponent>(parameters));

    internal static Task<string> Html<TComponent>(params (string Name, object? Value)[] parameters) where TComponent : PlainComponent => Html(Fragments.Of<TComponent>(parameters));

    internal static async Task<string> Html(RenderFragment content, params object?[] given)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(Client)
            .AddSingleton(new Texts(new ModelSources(Array.Empty<Assembly>())))
            .AddSingleton<AntiforgeryStateProvider, NoForgery>()
            .BuildServiceProvider();
        using var text = new PageText();
        new PlainRenderer(services, text, given).Render(content);
        return text.ToString();
    }

    internal static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private sealed class NoForgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
