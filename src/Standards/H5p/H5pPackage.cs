using System.Text.Json.Serialization;

namespace Lectern.H5p;

/// <summary>What an H5P file holds: the h5p.json of the package and the libraries that its content needs (H5P documentation, "File definitions").</summary>
/// <param name="Title">As its author wrote it; plain text.</param>
/// <param name="Main">The library that plays the content.</param>
/// <param name="Libraries">All that are loaded, each after those that it depends on.</param>
public sealed record H5pPackage(string Title, LibraryName Main, IReadOnlyList<H5pLibrary> Libraries)
{
    /// <summary>The library that plays the content.</summary>
    [JsonIgnore]
    public H5pLibrary MainLibrary => Libraries.First(library => library.Name == Main);
}

/// <summary>A library in a version: two of different minor versions are two libraries.</summary>
public readonly record struct LibraryName(string Machine, int Major, int Minor)
{
    /// <summary>As content names it: "H5P.Blanks 1.12".</summary>
    public override string ToString() => $"{Machine} {Major}.{Minor}";
}

/// <summary>A library of the package: what is loaded of it, in its order.</summary>
/// <param name="Title">What people call it: "Fill in the Blanks".</param>
/// <param name="Folder">Where it is in the file.</param>
/// <param name="Scripts">Paths in the file.</param>
/// <param name="Styles">Paths in the file.</param>
public sealed record H5pLibrary(LibraryName Name, int Patch, string Title, string Folder, IReadOnlyList<string> Scripts, IReadOnlyList<string> Styles);

/// <summary>Either the package or why it can't be used.</summary>
public sealed record H5pReading(H5pPackage? Package, H5pRefusal? Refusal);

/// <summary>What is wrong with a file, for the person who made or chose it.</summary>
/// <param name="Code">For programs: kebab-case, stable.</param>
/// <param name="Sentence">English, with {0} for each argument.</param>
public sealed record H5pRefusal(string Code, string Sentence, params IReadOnlyList<object> Arguments);
