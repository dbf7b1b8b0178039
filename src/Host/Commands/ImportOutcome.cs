using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.QuestionTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Host.Commands;

/// <summary>What an import would take of a file and what it would leave out, as the import itself finds it.</summary>
/// <remarks>Exit codes: 1 when the file or something in it is broken, otherwise 0, also where something is left out because its kind isn't known here: that is named and counted.</remarks>
internal sealed class ImportOutcome(IncomingFile file)
{
    private const int MostShown = 100;

    internal int ExitCode => file.IsBroken ? 1 : 0;
    /// <summary>Whether nothing is broken and nothing left out.</summary>
    internal bool TakesAll => !file.IsBroken && !LeftOut.Any();
    internal int Taken => file.Questions.Count();
    internal int Broken => file.Rows.Count(row => row.IsBroken);
    internal IEnumerable<IncomingRow> LeftOut => file.Rows.Where(row => row.Question is null);

    /// <summary>For a program, which may read the same file as text as well.</summary>
    internal IEnumerable<LeftOutQuestion> Described => LeftOut.Select(row => new LeftOutQuestion(row.Number, row.Place, row.Name, row.KindInFile, row.IsBroken, Why(row).Code, $"{Why(row)}"));

    /// <summary>The row of a question or an item, from 0; null beyond what is taken from one file.</summary>
    internal IncomingRow? this[int at] => at < file.Rows.Count ? file.Rows[at] : null;

    internal static async Task<ImportOutcome> Of(string path, ReadingOptions? options, IQuestionFormat? format, CancellationToken cancel)
    {
        await using var services = new ServiceCollection().AddQuestionKinds().AddQuestionPorts().BuildServiceProvider();
        return new(await services.GetRequiredService<QuestionFileReader>().Read(File.OpenRead(path), Path.GetFileName(path), cancel, options, format));
    }

    internal void Show(Screen screen)
    {
        var count = file.Rows.Count;
        screen.Say(count == Taken ? $"An import takes {(count == 1 ? "the one question" : $"all {count} questions")}." : $"An import takes {Taken} of {count} questions and leaves out:");
        foreach (var row in LeftOut.Take(MostShown)) screen.Say($"  {row.Number}. “{row.Name}” ({(int.TryParse(row.Place, out _) ? $"line {row.Place}" : row.Place)}): {Why(row)}");
        if (count - Taken > MostShown) screen.Say($"  … and {count - Taken - MostShown} more; --json lists them all.");
        if (file.IsBroken && LeftOut.All(row => !row.IsBroken)) screen.Say("Something in the file isn't as its format asks: see above.");
    }

    private static Problem Why(IncomingRow row) => row.Of(ProblemLevel.Refused).Last();
}

/// <param name="Broken">Whether it breaks its format's rules, or only is of a kind that isn't known here.</param>
/// <param name="Message">The reason.</param>
internal sealed record LeftOutQuestion(int Number, string Place, string Name, string Kind, bool Broken, string Code, string Message);
