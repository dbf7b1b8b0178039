using System.IO.Compression;
using System.Text;
using Lectern.H5p;

namespace Lectern.Tests.Standards.H5p;

public sealed class Reading_an_H5P_package
{
    /// <summary>The facts of ../shared/data/MANIFEST.md: title, main library, libraries.</summary>
    [Theory]
    [InlineData("basic_essay.h5p", "Essay", "H5P.Essay", 9)]
    [InlineData("filltheblanks.h5p", "Geography", "H5P.Blanks", 9)]
    [InlineData("greeting-card.h5p", "Greeting card", "H5P.GreetingCard", 1)]
    [InlineData("ipsums.h5p", "Ipsums", "H5P.Accordion", 3)]
    public void finds_what_real_ones_are_known_to_hold(string file, string title, string main, int libraries)
    {
        if (SharedData.Folder("h5p") is not { } folder) return;
        using var zip = ZipFile.OpenRead(Path.Combine(folder, file));
        var files = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
        var reading = H5pReader.Read([.. files.Select(entry => entry.FullName)], files.Where(entry => H5pReader.IsDescription(entry.FullName)).ToDictionary(entry => entry.FullName, Bytes));
        Assert.Null(reading.Refusal);
        var package = reading.Package!;
        Assert.Equal((title, main, libraries), (package.Title, package.Main.Machine, package.Libraries.Count));
        Assert.Equal(main, package.Libraries.Select(library => library.Name.Machine).Single(machine => machine == main));

        static byte[] Bytes(ZipArchiveEntry entry)
        {
            using var bytes = new MemoryStream();
            using var content = entry.Open();
            content.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    [Fact]
    public void loads_a_library_after_those_it_needs_and_each_once()
    {
        var package = Read(Definition("A", "A", "C"), Content(), [("A", ["B", "C"]), ("B", ["C"]), ("C", []), ("Unused", [])]).Package!;
        Assert.Equal(["C 1.0", "B 1.0", "A 1.0"], package.Libraries.Select(library => library.Name.ToString()));
        Assert.Equal(["A-1.0/main.js"], package.MainLibrary.Scripts);
    }

    [Fact]
    public void takes_libraries_that_need_each_other_in_a_circle() =>
        Assert.Equal(["B 1.0", "A 1.0"], Read(Definition("A", "A"), Content(), [("A", ["B"]), ("B", ["A"])]).Package!.Libraries.Select(library => library.Name.ToString()));

    [Fact]
    public void loads_what_only_the_content_names() =>
        Assert.Equal(["A 1.0", "B 1.0"], Read(Definition("A", "A"), """{"panels":[{"content":{"library":"B 1.0","params":{}}}]}""", [("A", []), ("B", [])]).Package!.Libraries.Select(library => library.Name.ToString()));

    [Fact]
    public void reads_versions_that_are_written_as_text() =>
        Assert.Null(Read("""{"title":"T","mainLibrary":"A","preloadedDependencies":[{"machineName":"A","majorVersion":"1","minorVersion":"0"}]}""", Content(), [("A", [])]).Refusal);

    [Fact]
    public void says_which_libraries_are_missing()
    {
        var refusal = Read(Definition("A", "A"), """{"x":{"library":"H5P.Image 1.1","params":{}}}""", [("A", ["B", "C"]), ("B", [])]).Refusal!;
        Assert.Equal("h5p-libraries-missing", refusal.Code);
        Assert.Equal("C 1.0, H5P.Image 1.1", refusal.Arguments.Single());
    }

    [Theory]
    [InlineData("https://elsewhere.example/a.js")]
    [InlineData("//elsewhere.example/a.js")]
    [InlineData("../B-1.0/main.js")]
    [InlineData("/A-1.0/main.js")]
    [InlineData("js\\\\main.js")]
    [InlineData("main.html")]
    [InlineData("")]
    public void loads_scripts_only_from_a_library_s_own_folder(string script) =>
        Assert.Equal("h5p-foreign-script", Read(Definition("A", "A"), Content(), [("A", [])], script).Refusal!.Code);

    [Fact]
    public void says_which_script_is_missing() =>
        Assert.Equal(["A-1.0", "other.js"], Read(Definition("A", "A"), Content(), [("A", [])], "other.js").Refusal!.Arguments);

    [Theory]
    [InlineData("content/evil.js")]
    [InlineData("content/page.html")]
    [InlineData("content/picture.svg")]
    [InlineData("A-1.0/setup.php")]
    [InlineData("A-1.0/page.HTML")]
    [InlineData("run.exe")]
    public void takes_no_file_where_H5P_allows_none_of_its_kind(string path)
    {
        var refusal = H5pReader.Read(["h5p.json", "content/content.json", path], Descriptions(Definition("A", "A"), Content(), [("A", [])])).Refusal!;
        Assert.Equal(("h5p-file-not-allowed", path), (refusal.Code, refusal.Arguments.Single()));
    }

    [Theory]
    [InlineData("{", "h5p-json-broken")]
    [InlineData("[]", "h5p-json-broken")]
    [InlineData("{}", "h5p-main-library-missing")]
    [InlineData("""{"mainLibrary":7}""", "h5p-main-library-missing")]
    [InlineData("""{"mainLibrary":"A"}""", "h5p-main-library-unlisted")]
    [InlineData("""{"mainLibrary":"A","preloadedDependencies":{"machineName":"A"}}""", "h5p-main-library-unlisted")]
    [InlineData("""{"mainLibrary":"A","preloadedDependencies":[{"machineName":"A","majorVersion":-1,"minorVersion":0}]}""", "h5p-library-unclear")]
    [InlineData("""{"mainLibrary":"A","preloadedDependencies":[7]}""", "h5p-library-unclear")]
    public void refuses_a_definition_that_says_too_little(string definition, string code) => Assert.Equal(code, Read(definition, Content(), [("A", [])]).Refusal!.Code);

    [Fact]
    public void refuses_a_file_without_its_definition_or_its_content()
    {
        Assert.Equal("h5p-json-missing", H5pReader.Read(["content/content.json"], new Dictionary<string, byte[]>()).Refusal!.Code);
        Assert.Equal("h5p-in-folder", H5pReader.Read(["my/h5p.json"], new Dictionary<string, byte[]>()).Refusal!.Code);
        Assert.Equal("h5p-content-missing", H5pReader.Read(["h5p.json"], new Dictionary<string, byte[]> { ["h5p.json"] = "{}"u8.ToArray() }).Refusal!.Code);
    }

    [Fact]
    public void survives_content_nested_without_end() =>
        Assert.Equal("h5p-json-broken", Read(Definition("A", "A"), string.Concat(Enumerable.Repeat("""{"a":""", 100_000)), [("A", [])]).Refusal!.Code);

    private static string Definition(string main, params string[] needs) =>
        $$"""{"title":"A &amp; B","mainLibrary":"{{main}}","preloadedDependencies":[{{Dependencies(needs)}}]}""";

    private static string Content() => "{}";

    private static string Dependencies(IEnumerable<string> names) => string.Join(",", names.Select(name => $$"""{"machineName":"{{name}}","majorVersion":1,"minorVersion":0}"""));

    private static H5pReading Read(string definition, string content, (string Name, string[] Needs)[] libraries, string script = "main.js")
    {
        var descriptions = Descriptions(definition, content, libraries, script);
        return H5pReader.Read([.. descriptions.Keys, .. libraries.Select(library => $"{library.Name}-1.0/main.js")], descriptions);
    }

    private static Dictionary<string, byte[]> Descriptions(string definition, string content, (string Name, string[] Needs)[] libraries, string script = "main.js")
    {
        var descriptions = new Dictionary<string, byte[]> { ["h5p.json"] = Encoding.UTF8.GetBytes(definition), ["content/content.json"] = Encoding.UTF8.GetBytes(content) };
        foreach (var (name, needs) in libraries)
            descriptions[$"{name}-1.0/library.json"] = Encoding.UTF8.GetBytes($$"""{"title":"{{name}}","machineName":"{{name}}","majorVersion":1,"minorVersion":0,"patchVersion":3,"preloadedJs":[{"path":"{{script}}"}],"preloadedDependencies":[{{Dependencies(needs)}}]}""");
        return descriptions;
    }
}
