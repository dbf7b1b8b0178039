using Microsoft.AspNetCore.Http;

namespace Lectern.Web;

/// <summary>The fields of a form that was posted. A missing field reads as empty: whoever asks decides whether that will do.</summary>
public sealed class PostedForm(IFormCollection fields)
{
    /// <summary>The field as one line: without blanks around it.</summary>
    public string this[string name] => Raw(name).Trim();

    /// <summary>The field exactly as typed, for passwords and long texts.</summary>
    public string Raw(string name) => fields.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] ?? "" : "";

    /// <summary>Every value of a field that may come several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. fields[name].Where(value => value is not null).Select(value => value!)];

    /// <summary>Whether a checkbox was ticked.</summary>
    public bool Ticked(string name) => fields.ContainsKey(name) && this[name] is not ("" or "false");

    /// <summary>The field as a value of <typeparamref name="T"/>; null when it is missing or isn't one.</summary>
    public T? Value<T>(string name) where T : struct, IParsable<T> => T.TryParse(this[name], null, out var value) ? value : null;

    /// <summary>The field as a named value of an enumeration; null when it is missing or isn't one.</summary>
    public T? Named<T>(string name) where T : struct, Enum => NamedValue.Of<T>(this[name]);

    public IFormFile? File(string name) => fields.Files.GetFile(name) is { Length: > 0 } file ? file : null;

    /// <summary>For endpoints that ask for it by parameter. A body that is no form reads as an empty one.</summary>
    public static async ValueTask<PostedForm> BindAsync(HttpContext http) => new(await Read(http));

    /// <exception cref="BadHttpRequestException">It says that it is a form and can't be read as one.</exception>
    internal static async Task<IFormCollection> Read(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return FormCollection.Empty;
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or InvalidOperationException)
        {
            // A field that is too long, or too many of them: FormOptions says it in no other way.
            var isTooLarge = unreadable.Message.Contains(" limit ", StringComparison.Ordinal);
            throw new BadHttpRequestException("The form can't be read.", isTooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, unreadable);
        }
    }
}
