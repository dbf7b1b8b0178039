using System.Text.Json;
using Spectre.Console;

namespace Lectern.Host.Commands;

/// <summary>What a command says: sentences and progress bars to a person, one JSON document to a program (<c>--json</c>).</summary>
internal sealed class Screen(bool json)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal bool IsForPrograms => json;

    /// <summary>A line on the way; programs don't get it.</summary>
    internal void Say(string sentence)
    {
        if (!json) AnsiConsole.MarkupLine(Markup.Escape(sentence));
    }

    internal void Heading(string sentence)
    {
        if (!json) AnsiConsole.MarkupLine($"[bold]{Markup.Escape(sentence)}[/]");
    }

    /// <summary>Rows under headings, of which those in <paramref name="whole"/> have words that don't break; programs don't get them.</summary>
    internal void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, params IReadOnlyList<string> whole)
    {
        if (json) return;
        var table = new Table().SimpleBorder();
        foreach (var heading in headings) table.AddColumn(Markup.Escape(heading), column => column.NoWrap = whole.Contains(heading));
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    /// <summary>The result: <paramref name="sentences"/> for people, <paramref name="result"/> for programs.</summary>
    internal int Done(object result, params string[] sentences)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(result, Readable));
        else foreach (var sentence in sentences) AnsiConsole.MarkupLine(Markup.Escape(sentence));
        return 0;
    }

    /// <summary>It did not work: what happened and what to do. Exit code 1.</summary>
    internal int Failed(string code, string sentence)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new { error = code, message = sentence }, Readable));
        else AnsiConsole.MarkupLine($"[red]{Markup.Escape(sentence)}[/]");
        return 1;
    }

    /// <summary>Shows how far long work is: <paramref name="work"/> reports from 0 to 1.</summary>
    internal Task Working(string title, Func<Action<double>, Task> work) => json || !AnsiConsole.Profile.Capabilities.Interactive
        ? work(_ => { })
        : AnsiConsole.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(title), maxValue: 1);
            await work(done => task.Value = done);
            task.Value = 1;
        });
}
