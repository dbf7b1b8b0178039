namespace Lectern.Files.Archives;

/// <summary>What makes an archive harmless.</summary>
internal static class ArchiveRules
{
    /// <summary>The entries that people mean, with clean paths.</summary>
    /// <exception cref="RefusedException">One of them could harm.</exception>
    internal static List<ArchiveEntry> Check(IReadOnlyList<ListedEntry> listed, ArchiveLimits limits)
    {
        var entries = new List<ArchiveEntry>(listed.Count);
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var total = 0L;
        foreach (var entry in listed)
        {
            var path = SafePath(entry.Name, limits);
            Refuse(entry);
            total += entry.Length;
            if (total > limits.Total) throw new RefusedException(ArchiveRefusals.TooLarge(limits.Total));
            if (entry.Length > limits.RatioFrom && entry.Length / Math.Max(1, entry.Packed) > limits.Ratio) throw new RefusedException(ArchiveRefusals.Ratio(entry.Name));
            if (path.Length == 0 || IsNoise(path)) continue;

            var isFolder = entry.Name.EndsWith('/') || entry.Name.EndsWith('\\');
            AddFolders(folders, isFolder ? path + "/" : path);
            if (isFolder) continue;
            // Windows and macOS disks see one name where Linux sees two: which file a course meant would depend on the machine.
            if (!files.Add(path)) throw new RefusedException(ArchiveRefusals.Twice(path));
            entries.Add(new ArchiveEntry(path, entry.Length) { Packed = entry.Packed, Crc = entry.Crc, IsDeflated = entry.Method == 8, HeaderAt = entry.HeaderAt });
        }

        if (files.FirstOrDefault(folders.Contains) is { } both) throw new RefusedException(ArchiveRefusals.FileAndFolder(both));
        RefuseOverlap(listed);
        return entries;
    }

    private static void Refuse(ListedEntry entry)
    {
        // Bits 0 (traditional), 6 (strong) and 13 (masked headers): section 4.4.4. Method 99 is WinZip's AES.
        if ((entry.Flags & 0x2041) != 0 || entry.Method == 99) throw new RefusedException(ArchiveRefusals.Encrypted(entry.Name));
        if (entry.Method is not (0 or 8)) throw new RefusedException(ArchiveRefusals.Compression(entry.Name));
        // Unix keeps st_mode in the upper half of the attributes; some writers set it under another host number, so the host doesn't count.
        var kind = (entry.Attributes >> 16) & 0xF000;
        if (kind is not (0 or 0x4000 or 0x8000)) throw new RefusedException(ArchiveRefusals.Link(entry.Name));
        if (entry.Method == 0 && entry.Packed != entry.Length) throw new RefusedException(ArchiveRefusals.Damaged());
    }

    private static string SafePath(string name, ArchiveLimits limits)
    {
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/')) throw new RefusedException(ArchiveRefusals.Absolute(name));
        if (path.Length >= 2 && path[1] == ':' && char.IsAsciiLetter(path[0])) throw new RefusedException(ArchiveRefusals.Absolute(name));
        if (name.Length > 1024 || name.Any(c => char.IsControl(c))) throw new RefusedException(ArchiveRefusals.BadName(string.Concat(name.Take(80).Where(c => !char.IsControl(c)))));
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").ToList();
        if (parts.Any(p => p.Trim() == "..")) throw new RefusedException(ArchiveRefusals.Escapes(name));
        if (parts.Count > limits.Depth) throw new RefusedException(ArchiveRefusals.TooDeep(limits.Depth));
        return string.Join('/', parts);
    }

    private static bool IsNoise(string path) =>
        path == "__MACOSX" || path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path == ".DS_Store" || path.EndsWith("/.DS_Store", StringComparison.Ordinal);

    private static void AddFolders(HashSet<string> folders, string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (!folders.Add(path[..slash])) return;
    }

    // A better zip bomb (Fifield 2019) lets many entries share one packed kernel; honest writers never do.
    private static void RefuseOverlap(IReadOnlyList<ListedEntry> listed)
    {
        var end = 0L;
        foreach (var entry in listed.OrderBy(e => e.HeaderAt))
        {
            if (entry.HeaderAt < end) throw new RefusedException(ArchiveRefusals.Overlap());
            end = entry.HeaderAt + 30 + entry.Packed;
        }
    }
}
