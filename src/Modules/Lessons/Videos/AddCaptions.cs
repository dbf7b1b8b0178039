using System.Globalization;
using Lectern.Courses;
using Lectern.Files;
using Lectern.Files.Uploads;

namespace Lectern.Lessons.Videos;

/// <summary>An instructor adds the spoken words of a video in a language, as a WebVTT file, or takes them away.</summary>
internal static class AddCaptions
{
    private const long Limit = 2 << 20;

    /// <summary>The languages to choose from, by code; named in themselves.</summary>
    internal static readonly IReadOnlyList<string> Languages = ["en", "ar", "bn", "de", "es", "fa", "fr", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ro", "ru", "sv", "sw", "tr", "uk", "ur", "vi", "zh"];

    internal static async Task<IResult> Handle(Id<Activity> id, HttpContext http, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditVideo.Begin(id, visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        var read = await StreamedForm.Read(http, new FormRules(ContentKind.Captions, Limit), cancel);
        if (read.Refusal is { } refusal) return EditVideo.Form(open.Editing, open.Draft.Setup, refusal with { Field = "captions" });
        if (read.Value.Files is not [var file]) return EditVideo.Form(open.Editing, open.Draft.Setup, FileRefusals.Missing() with { Field = "captions" });
        if (!Languages.Contains(read.Value["language"])) return EditVideo.Form(open.Editing, open.Draft.Setup, new Refusal("language-unknown", "Choose one of the languages in the list.", "language"));
        if (open.Draft.UseCaptions(new CaptionTrack(read.Value["language"], file.Stored.Hash, file.FileName), clock.GetUtcNow()) is { } tooMany) return EditVideo.Form(open.Editing, open.Draft.Setup, tooMany);
        await open.Save(db, clock.GetUtcNow(), cancel);
        return Page.SeeOther($"/videos/{id}/edit", texts["Captions added: {0}", NameOf(read.Value["language"])]);
    }

    internal static async Task<IResult> Remove(Id<Activity> id, string language, Visitor visitor, LecternDb db, TimeProvider clock, Texts texts, CancellationToken cancel)
    {
        if (await EditVideo.Begin(id, visitor, db, cancel) is not { } open) return TypedResults.NotFound();
        open.Draft.RemoveCaptions(language, clock.GetUtcNow());
        await open.Save(db, clock.GetUtcNow(), cancel);
        return Page.SeeOther($"/videos/{id}/edit", texts["Captions removed."]);
    }

    /// <summary>A language in its own words: "Deutsch".</summary>
    internal static string NameOf(string language)
    {
        var name = CultureInfo.GetCultureInfo(language).NativeName;
        return char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
    }
}
