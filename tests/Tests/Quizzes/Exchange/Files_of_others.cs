using Lectern.QuestionFiles;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Real files of other systems: how many of their questions come in, and why the others don't.</summary>
public sealed class Files_of_others
{
    private static readonly string[] Folders = ["gift", "moodle-xml", "aiken", "cloze", "missingword", "qti-packages", "qti-tao"];

    [Fact]
    public async Task come_in_or_are_refused_with_the_reason()
    {
        List<string> lines = [];
        foreach (var kind in Folders)
        {
            if (SharedData.Folder(kind) is not { } folder) return;
            foreach (var path in Directory.EnumerateFiles(folder).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                var file = await Questions_through_files.Reader.Read(File.OpenRead(path), Path.GetFileName(path), TestContext.Current.CancellationToken);
                var refused = file.Rows.Where(row => row.Question is null).SelectMany(row => row.Of(ProblemLevel.Refused).Take(1)).Select(problem => problem.Code).CountBy(code => code).Select(pair => $"{pair.Value} {pair.Key}");
                var kinds = file.Questions.CountBy(question => question.Kind).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}");
                lines.Add($"{kind}/{Path.GetFileName(path)}: {file.Format ?? file.Refusal?.Code}: {string.Join(", ", kinds)}; refused: {string.Join(", ", refused)}");
                Assert.All(file.Rows.Where(row => row.Question is null), row => Assert.NotEmpty(row.Of(ProblemLevel.Refused)));
                Assert.All(file.Rows.SelectMany(row => row.Problems).Concat(file.Problems), problem => Assert.DoesNotContain("{", Filled(problem), StringComparison.Ordinal));
                Assert.True(file.Rows.Count > 0 || file.Refusal is not null, path);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', lines));
    }

    // Braces belong to some sentences on formats; those of arguments must be gone.
    private static string Filled(Problem problem) => System.Text.RegularExpressions.Regex.IsMatch(problem.ToString(), @"\{[0-9]\}") ? "{" : "";
}
