using System.Globalization;
using Lectern.Courses;
using Lectern.Data;
using Lectern.Kernel;
using Lectern.QuestionFiles;
using Lectern.Quizzes;
using Lectern.Quizzes.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Commands;

/// <summary>Which bank is meant: one of the two.</summary>
/// <param name="Course">The course that has it, by id or by the name in its address.</param>
/// <param name="Shared">Of a bank that a unit shares, its id.</param>
internal sealed record MeantBank(string? Course, string? Shared);

/// <summary>questions import and questions export: through the same code as the pages.</summary>
internal static class ExchangeQuestions
{
    private const int MostProblemsShown = 100;

    /// <summary>Exit code 0 when every question in the file came in.</summary>
    internal static async Task<int> Import(WebApplication app, Screen screen, string path, MeantBank meant, bool dryRun, CancellationToken cancel)
    {
        if (!File.Exists(path)) return screen.Failed("file-missing", $"There is no file {path}.");
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Actor>().From = "command line";
        var db = services.GetRequiredService<LecternDb>();
        var exchange = services.GetRequiredService<QuestionExchange>();
        if (await Find(db, exchange, meant, cancel) is not { } bank) return Unknown(screen, meant);
        var file = await services.GetRequiredService<QuestionFileReader>().Read(File.OpenRead(path), Path.GetFileName(path), cancel);
        if (file.Refusal is { } refusal) return screen.Failed(refusal.Code, refusal.ToString());
        var imported = 0;
        List<(int Number, string Sentence)> refused = [];
        if (!dryRun)
        {
            var done = await exchange.Import(file.Rows, bank, quiz: null, by: null, cancel);
            if (done.Refusal is { } full) return screen.Failed(full.Code, Sentence(full));
            await db.SaveChangesAsync(cancel);
            imported = done.Value.Questions.Count;
            refused = [.. done.Value.Refused.Select(one => (one.Number, Sentence(one.Refusal)))];
        }

        screen.Heading($"{file.Format}: {file.Questions.Count()} of {file.Rows.Count} questions {(dryRun ? "can be imported" : "are imported")}.");
        foreach (var row in file.Rows.Where(row => row.Problems.Count > 0).Take(MostProblemsShown))
            foreach (var problem in row.Problems) screen.Say($"{row.Number}. {row.Name} ({row.Place}): {Word(problem.Level)}: {problem}");
        var isWhole = refused.Count == 0 && file.Rows.All(row => row.Question is not null);
        screen.Done(new
        {
            ok = isWhole,
            format = file.Format,
            imported,
            questions = file.Rows.Select(row => new { row.Number, row.Place, row.Name, row.KindInFile, kind = row.Question?.Kind, row.Category, problems = row.Problems.Select(Described), refused = refused.Where(one => one.Number == row.Number).Select(one => one.Sentence) }),
            problems = file.Problems.Select(Described),
        }, isWhole ? "All of them." : "The others are listed above.");
        return isWhole ? 0 : 1;
    }

    /// <summary>Exit code 0 when every question of the bank is in the file.</summary>
    internal static async Task<int> Export(WebApplication app, Screen screen, string path, MeantBank meant, string? formatName, CancellationToken cancel)
    {
        var format = formatName is not null ? QuestionFileWriter.Find(formatName) : QuestionFileWriter.Formats.FirstOrDefault(known => path.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase));
        if (format is null) return screen.Failed("format-unknown", "Say the format: --format moodle-xml, for example.");
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var exchange = services.GetRequiredService<QuestionExchange>();
        if (await Find(services.GetRequiredService<LecternDb>(), exchange, meant, cancel) is not { } bank) return Unknown(screen, meant);
        var questions = await exchange.Outgoing(bank.Id, quiz: null, category: null, cancel);
        var written = services.GetRequiredService<QuestionFileWriter>().Write(bank.IsShared ? bank.Name : meant.Course!, questions, await exchange.Pictures(questions, cancel), format);
        foreach (var problem in written.Problems.Take(MostProblemsShown)) screen.Say($"{problem.Question}: {Word(problem.Level)}: {problem}");
        if (written.Content is not { } content) return screen.Failed("nothing-to-export", "There is nothing that could be exported.");
        await File.WriteAllBytesAsync(path, content, cancel);
        var isWhole = written.Count == questions.Count;
        screen.Done(new { ok = isWhole, format = format.Name, exported = written.Count, of = questions.Count, problems = written.Problems.Select(Described) }, $"{written.Count} of {questions.Count} questions are in {path}.");
        return isWhole ? 0 : 1;
    }

    private static async Task<QuestionBank?> Find(LecternDb db, QuestionExchange exchange, MeantBank meant, CancellationToken cancel)
    {
        if (meant.Shared is { } shared) return Id<QuestionBank>.TryParse(shared, null, out var bank) && await db.QuestionBanks.FirstOrDefaultAsync(b => b.Id == bank && b.ArchivedAt == null, cancel) is { IsShared: true } found ? found : null;
        var course = Id<Course>.TryParse(meant.Course, null, out var id) ? await db.Courses.FirstOrDefaultAsync(c => c.Id == id, cancel) : await db.Courses.FirstOrDefaultAsync(c => c.Slug == meant.Course, cancel);
        return course is null ? null : await exchange.BankOf(course.Id, cancel);
    }

    private static int Unknown(Screen screen, MeantBank meant) =>
        meant.Shared is { } shared ? screen.Failed("bank-unknown", $"There is no shared question bank {shared}.") : screen.Failed("course-unknown", $"There is no course {meant.Course}.");

    private static object Described(Problem problem) => new { level = problem.Level.ToString().ToLowerInvariant(), problem.Code, problem.Line, problem.Question, message = problem.ToString() };

    private static string Word(ProblemLevel level) => level switch { ProblemLevel.Refused => "Can't be imported", ProblemLevel.Lost => "Lost", _ => "Look" };

    private static string Sentence(Refusal refusal) => string.Format(CultureInfo.InvariantCulture, refusal.Sentence, refusal.Arguments);
}
