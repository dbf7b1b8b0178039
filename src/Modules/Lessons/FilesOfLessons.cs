using Lectern.Files;

namespace Lectern.Lessons;

/// <summary>The files of lessons: pictures, and videos with their captions, in drafts and in every version that was published.</summary>
internal sealed class FilesOfLessons(LecternDb db) : INeedsFiles
{
    private HashSet<string>? _ofVideos;

    public async Task<IReadOnlyCollection<string>> Among(IReadOnlyList<string> hashes, CancellationToken cancel)
    {
        var pictures = await db.Set<PageImage>().Where(i => hashes.Contains(i.FileHash)).Select(i => i.FileHash).Distinct().ToListAsync(cancel);
        _ofVideos ??= await OfVideos(cancel);
        return [.. pictures, .. hashes.Where(_ofVideos.Contains)];
    }

    // They stand inside JSON, where no index finds them; there are about as many as videos.
    private async Task<HashSet<string>> OfVideos(CancellationToken cancel)
    {
        var setups = await db.Set<VideoDraft>().Select(d => d.SetupJson).Union(db.Set<VideoContent>().Select(c => c.SetupJson)).ToListAsync(cancel);
        return [.. setups.Select(VideoSetup.Read).SelectMany(setup => setup.Captions.Select(c => c.Hash).Concat(setup.File is { } file ? [file.Hash] : []))];
    }
}
