using System.IO.Compression;
using Lectern.Scorm;
using Lectern.Scorm.Replay;
using Lectern.Scorm.Sequencing;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>ADL's LMS conformance test for SCORM 2004 4th Edition, as far as its cases are there.</summary>
public sealed class A_case_of_the_conformance_test
{
    private const string Kind = "adl-2004-4e-lms";

    /// <summary>The tests by their numbers: the parts a, b, c of one are played in order, because they share global objectives.</summary>
    public static TheoryData<string> Tests() => SharedData.Rows(Kind, folder => Directory.EnumerateFiles(folder, "*.json").Select(TestOf).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tests))]
    public void is_played_without_a_difference(string test)
    {
        if (SharedData.Folder(Kind) is not { } folder) return;

        SharedState? shared = null;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Where(file => TestOf(file) == test).Order(StringComparer.Ordinal))
        {
            using var json = File.OpenRead(file);
            var conformance = ConformanceCase.Read(json);
            using var zip = ZipFile.OpenRead(Path.Combine(folder, $"LMSTestPackage_{conformance.Id}.zip"));
            var entries = zip.Entries.ToDictionary(entry => entry.FullName);
            var manifest = ManifestReader.Read(entries.Keys, path => entries[path].Open()).Manifest!;

            var result = Replayer.Play(conformance, manifest.Default(), path => Text(entries.GetValueOrDefault(path)), shared);
            Assert.True(result.Difference is null, result.Difference?.ToString());
            Assert.Equal(conformance.Launches.Count, result.Launches);
            shared = result.Shared;
        }
    }

    [Fact]
    public void says_where_it_first_differs()
    {
        if (SharedData.Folder(Kind) is not { } folder) return;
        using var json = File.OpenRead(Path.Combine(folder, "CM-01.json"));
        var conformance = ConformanceCase.Read(json);
        var wrong = conformance with { Launches = [conformance.Launches[0], conformance.Launches[1] with { Calls = [new() { Call = "Initialize", Expect = "false", Error = "0" }] }] };

        var difference = Replayer.Play(wrong, Packages.ReadReal(Kind, "LMSTestPackage_CM-01.zip")!.Manifest!.Default(), _ => null).Difference;

        Assert.Equal(("CM-01", "2", "1", 1), (difference!.Case, difference.Activity, difference.Visit, difference.Call));
        Assert.Equal(("“false”", "“true”"), (difference.Expected, difference.Actual));
    }

    private static string TestOf(string file) => new([.. Path.GetFileNameWithoutExtension(file).TakeWhile(letter => !char.IsAsciiLetterLower(letter))]);

    private static string? Text(ZipArchiveEntry? entry)
    {
        if (entry is null) return null;
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
