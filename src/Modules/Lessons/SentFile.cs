using Lectern.Files;
using Lectern.Files.Uploads;
using Lectern.People;
using Lectern.Web.Api;

namespace Lectern.Lessons;

/// <summary>A file that an instructor gives to a lesson: sent with the form, or finished before as a resumable upload whose id the form carries.</summary>
internal sealed record SentFile(string FileName, string MediaType, StoredFile Stored)
{
    /// <summary>The file and the form that it came with; a refusal names the field "file".</summary>
    internal static async Task<Outcome<(SentFile File, StreamedForm Form)>> Read(HttpContext http, Me me, UploadPurpose purpose, UploadFolder uploads, CancellationToken cancel)
    {
        var read = await StreamedForm.Read(http, new FormRules(purpose.Kind, purpose.Limit) { ChecksForgery = !http.Request.IsForPrograms }, cancel);
        if (read.Refusal is { } refusal) return refusal with { Field = "file" };
        var form = read.Value;
        var sent = form.File is { } file ? new SentFile(file.FileName, file.MediaType, file.Stored) : await Taken(uploads, me, purpose, form["upload"], cancel);
        return sent is null ? FileRefusals.Missing() with { Field = "file" } : (sent, form);
    }

    /// <summary>The finished upload of this id, if it is this person's and for this purpose.</summary>
    internal static async Task<SentFile?> Taken(UploadFolder uploads, Me me, UploadPurpose purpose, string? id, CancellationToken cancel) =>
        await uploads.Take(me.Id.ToString(), purpose.Name, id, cancel) is { Stored: { } stored, MediaType: { } type } upload ? new(upload.FileName, type, stored) : null;
}
