using Lectern.Files;
using Lectern.Lessons.Documents;

namespace Lectern.Lessons;

/// <summary>The files of lessons: pictures, documents, and videos with their captions, in drafts and in every version that was published.</summary>
internal sealed class FilesOfLessons(LecternDb db) : INeedsFiles
{
    private HashSet<string>? _named;

    public async Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel)
    {
        var pictures = await db.Set<PageImage>().Where(i => hashes.Contains(i.FileHash)).Select(i => i.FileHash).Distinct().ToListAsync(cancel);
        _named ??= await Named(cancel);
        return [.. pictures, .. hashes.Where(_named.Contains)];
    }

    // They stand inside JSON, where no index finds them; there are about as many as videos and documents.
    private async Task<HashSet<string>> Named(CancellationToken cancel)
    {
        var setups = await db.Set<VideoDraft>().Select(d => d.SetupJson).Union(db.Set<VideoContent>().Select(c => c.SetupJson)).ToListAsync(cancel);
        var others = await db.Set<LessonDraft>().Select(d => d.SetupJson).Union(db.Set<LessonContent>().Select(c => c.SetupJson)).Where(json => json.Contains("\"Hash\"")).ToListAsync(cancel);
        return [.. others.Select(LessonSetups.Read<NamesFile>).Select(other => other.File?.Hash).OfType<string>(), .. setups.Select(VideoSetup.Read).SelectMany(setup => setup.Captions.Select(c => c.Hash).Concat(setup.File is { } file ? [file.Hash] : []))];
    }

    private sealed record NamesFile(DocumentFile? File);
}
