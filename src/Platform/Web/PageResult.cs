using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lectern.Web;

/// <summary>A component as an answer: rendered whole, then written at once, so that what fails while it is rendered can still be an error page.</summary>
/// <remarks>
/// The framework's own result also carries posted models, parts that follow later and the state of components that live on in the browser.
/// Lectern has none of these, and a third of a small page's time went there (docs/decisions/0019).
/// </remarks>
public sealed class PageResult(Type component, IDictionary<string, object?> parameters, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    /// <summary>The status of the answer.</summary>
    public int? StatusCode => status;
    public string ContentType => "text/html; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        using var html = new Html();
        await using (var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>()))
            await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters))).WriteHtmlTo(html));
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = ContentType;
        await html.WriteTo(httpContext.Response);
    }

    /// <summary>Takes the letters of a page in memory that pages share.</summary>
    private sealed class Html : TextWriter
    {
        private char[] _letters = ArrayPool<char>.Shared.Rent(16 << 10);
        private int _length;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (_length == _letters.Length) Grow(1);
            _letters[_length++] = value;
        }

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (buffer.Length > _letters.Length - _length) Grow(buffer.Length);
            buffer.CopyTo(_letters.AsSpan(_length));
            _length += buffer.Length;
        }

        internal async Task WriteTo(HttpResponse response)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(_length));
            try
            {
                var length = Encoding.UTF8.GetBytes(_letters.AsSpan(0, _length), bytes);
                await response.Body.WriteAsync(bytes.AsMemory(0, length), response.HttpContext.RequestAborted);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }

        private void Grow(int more)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(_letters.Length * 2, _length + more));
            _letters.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_letters);
            _letters = larger;
        }

        protected override void Dispose(bool disposing)
        {
            ArrayPool<char>.Shared.Return(_letters);
            _letters = [];
            _length = 0;
            base.Dispose(disposing);
        }
    }
}

/// <summary>What components take from the request that they are rendered for.</summary>
internal static class RenderingSetup
{
    internal static IServiceCollection AddRendering(this IServiceCollection services)
    {
        services.AddCascadingValue(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext);
        return services.AddScoped<AntiforgeryStateProvider, TokenOfRequest>();
    }

    /// <summary>The token that a form sends along; null where there is no request, or its answer has begun.</summary>
    private sealed class TokenOfRequest(IAntiforgery antiforgery, IHttpContextAccessor current) : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken()
        {
            if (current.HttpContext is not { Response.HasStarted: false } http) return null;
            var tokens = antiforgery.GetAndStoreTokens(http);
            return tokens.RequestToken is { } token ? new AntiforgeryRequestToken(token, tokens.FormFieldName) : null;
        }
    }
}
