using Lectern.Kernel;

namespace Lectern.Files.Archives;

/// <summary>Why an archive is not opened, in words for the person who chose it.</summary>
internal static class ArchiveRefusals
{
    internal static Refusal NotAZip() => Because("not-a-zip", "This is not a zip file.");

    internal static Refusal Damaged() => Because("damaged", "The zip file is damaged or incomplete. Make it again, or upload it again.");

    internal static Refusal Split() => Because("split", "The zip file is one part of several. Make one zip file of everything.");

    internal static Refusal Escapes(string name) => Because("path-escapes", "The zip file has an entry that points outside of it: {0}. Nothing was unpacked.", name);

    internal static Refusal Absolute(string name) => Because("absolute-path", "The zip file has an entry with an absolute path: {0}. Nothing was unpacked.", name);

    internal static Refusal BadName(string name) => Because("bad-name", "The zip file has an entry with an impossible name: {0}. Rename it and make the zip again.", name);

    internal static Refusal Link(string name) => Because("link", "The zip file has a link instead of a file: {0}. Put the file itself into the zip.", name);

    internal static Refusal Encrypted(string name) => Because("encrypted", "The zip file is protected by a password ({0}). Make it again without one.", name);

    internal static Refusal Compression(string name) => Because("compression", "The zip file uses a compression that can't be read here ({0}). Make it again with ordinary (Deflate) compression.", name);

    internal static Refusal Twice(string name) => Because("duplicate-name", "The zip file has two entries of the same name: {0}. Remove one of them.", name);

    internal static Refusal FileAndFolder(string name) => Because("file-and-folder", "The zip file has a file and a folder of the same name: {0}. Rename one of them.", name);

    internal static Refusal TooMany(int limit) => Because("too-many-entries", "The zip file has more than {0} entries.", limit);

    internal static Refusal TooLarge(long limit) => Because("too-large", "Unpacked, the zip file is larger than {0}.", FileRefusals.Size(limit));

    internal static Refusal Ratio(string name) => Because("ratio", "The zip file unpacks to far more than it could hold ({0}). It looks like a zip bomb.", name);

    internal static Refusal Overlap() => Because("overlap", "Entries of the zip file share the same bytes. It looks like a zip bomb.");

    internal static Refusal TooDeep(int limit) => Because("too-deep", "The zip file has folders inside folders more than {0} deep.", limit);

    private static Refusal Because(string code, string sentence, params object[] arguments) => FileRefusals.Because("archive-" + code, sentence, arguments);
}
