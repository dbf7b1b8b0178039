using System.Text;
using Lectern.Kernel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Lectern.Files.Uploads;

/// <summary>What a form with a file field accepts.</summary>
/// <param name="Kind">What the first bytes of every file must say.</param>
/// <param name="Limit">Bytes per file.</param>
public sealed record FormRules(ContentKind Kind, long Limit)
{
    /// <summary>How many files.</summary>
    public int Files { get; init; } = 1;

    /// <summary>Fields that are not files.</summary>
    public int FieldsMost { get; init; } = 200;

    /// <summary>Where one kind is not enough: the media type of a file with this name and these first bytes, or why it isn't taken.</summary>
    public Func<string, byte[], Outcome<string>>? Judge { get; init; }

    /// <summary>False only for requests that don't ride on a cookie.</summary>
    public bool ChecksForgery { get; init; } = true;
}

/// <summary>A file that came with a form, now in the store.</summary>
public sealed record ReceivedFile(string Field, string FileName, string MediaType, StoredFile Stored);

/// <summary>
/// A form with files, read as it arrives: files go straight to the store and are never whole in memory or in a buffer of the framework.
/// Put the antiforgery field before the file field: what comes before it is not trusted yet and no file is accepted.
/// </summary>
public sealed record StreamedForm(IReadOnlyDictionary<string, StringValues> Fields, IReadOnlyList<ReceivedFile> Files)
{
    // Of everything that is not a file together: it is held in memory.
    private const int TextMost = 2 << 20;

    /// <summary>The file of a form that has one; null when none was chosen.</summary>
    public ReceivedFile? File => Files.Count > 0 ? Files[0] : null;

    /// <summary>The field's value, or an empty string.</summary>
    public string this[string field] => Fields.TryGetValue(field, out var value) ? value.ToString() : "";

    /// <summary>Reads the whole request. A refusal names the file field it is about; then nothing of that file is kept.</summary>
    public static async Task<Outcome<StreamedForm>> Read(HttpContext http, FormRules rules, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = (rules.Limit * rules.Files) + (2L * TextMost);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return FileRefusals.Missing();

        var field = "";
        var tooLarge = FileRefusals.TooLarge(rules.Limit);
        try
        {
            var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
            var files = new List<ReceivedFile>();
            var trusted = !rules.ChecksForgery;
            var (texts, length) = (0, 0);
            var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 16 };
            while (await ArrivingBody.Arrives(() => reader.ReadNextSectionAsync(cancel), tooLarge, cancel) is { } section)
            {
                await using var body = new ArrivingBody(section.Body, tooLarge);
                if (section.GetContentDispositionHeader() is not { } disposition) continue;
                field = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (!disposition.IsFileDisposition())
                {
                    if (++texts > rules.FieldsMost) return FileRefusals.Because("too-many-fields", "This form has more fields than can be sent.");
                    var text = await Text(body, TextMost - length, cancel);
                    length += text.Length;
                    fields[field] = StringValues.Concat(fields.GetValueOrDefault(field), text);
                    continue;
                }

                trusted = trusted || await IsTrusted(http, fields);
                if (!trusted) return Stale();
                var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                var received = await Receive(http, field, name ?? "", body, rules, files.Count, cancel);
                if (received.Refusal is { } refusal) return refusal with { Field = field };
                if (received.Value is { } file) files.Add(file);
            }

            return trusted || await IsTrusted(http, fields) ? new StreamedForm(fields, files) : Stale();
        }
        catch (RefusedException refused)
        {
            return refused.Refusal with { Field = field };
        }
    }

    private static async Task<Outcome<ReceivedFile?>> Receive(HttpContext http, string field, string name, Stream body, FormRules rules, int already, CancellationToken cancel)
    {
        var head = await ContentSniffer.Head(body, cancel);
        // A file field in which nothing was chosen arrives with no name and no content.
        if (head.Length == 0 && name.Length == 0) return (ReceivedFile?)null;
        if (already == rules.Files) return FileRefusals.Because("too-many-files", "Choose at most {0} files.", rules.Files);
        var plainName = UploadFolder.PlainName(name);
        var type = rules.Judge is { } judge ? judge(plainName, head) : ContentSniffer.Expect(rules.Kind, head);
        if (type.Refusal is { } wrong) return wrong;
        var store = http.RequestServices.GetRequiredService<IFileStore>();
        await using var whole = new StreamWithHead(head, body);
        return new ReceivedFile(field, plainName, type.Value, await store.Write(whole, rules.Limit, cancel));
    }

    private static async Task<bool> IsTrusted(HttpContext http, Dictionary<string, StringValues> fields)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;
        // The framework reads the header before it would read the form, and so leaves our stream alone.
        if (options.HeaderName is { } header && !http.Request.Headers.ContainsKey(header))
        {
            if (!fields.TryGetValue(options.FormFieldName, out var token) || StringValues.IsNullOrEmpty(token)) return false;
            http.Request.Headers[header] = token;
        }

        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
    }

    private static Refusal Stale() =>
        FileRefusals.Because("stale-form", "This page was open for too long, or was not opened from here. Go back, reload it and try again. Nothing was changed.");

    private static async Task<string> Text(Stream body, int most, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
        {
            if (text.Length + read > most) throw new RefusedException(FileRefusals.TooLarge(TextMost));
            text.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length).Replace("\0", "", StringComparison.Ordinal);   // PostgreSQL keeps no NUL
    }
}
