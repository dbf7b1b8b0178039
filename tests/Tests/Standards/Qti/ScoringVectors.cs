using Lectern.Qti.Cases;
using Lectern.Qti.Reading;

namespace Lectern.Tests.Standards.Qti;

/// <summary>Items with answers and the outcomes that they must have, from an open player of QTI.</summary>
public sealed class A_scoring_vector
{
    private const string Kind = "qti-scoring-vectors";

    public static TheoryData<string> Vectors() => SharedData.Rows(Kind, folder => Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void comes_out_as_it_must(string vector)
    {
        if (SharedData.Folder(Kind) is not { } folder) return;

        using var xml = File.OpenRead(Path.Combine(folder, vector, "item.xml"));
        using var json = File.OpenRead(Path.Combine(folder, vector, "cases.json"));
        var item = ItemReader.Read(xml).Item!;
        var results = CaseRunner.Run(item, ScoringCases.Read(json));

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Agrees, $"{result.Case.Name}: {string.Join("; ", result.Differences)}"));
    }
}
