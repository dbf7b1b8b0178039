using Lectern.Scorm;
using Lectern.Scorm.RunTime;
using Lectern.Scorm.Sequencing;

namespace Lectern.Journeys;

/// <summary>The data models of SCORM are known twice: by the server, and by the run-time in the browser, whose calls don't wait. Whatever content
/// calls, both answer the same.</summary>
public sealed class A_call_of_content(Examination examination) : IClassFixture<Examination>
{
    private const int Calls = 4_000;

    private static readonly string[] Values =
    [
        "", " ", "0", "1", "-1", "0.5", "-0.5", "1e1", "+7", ".", "5.", "101", "passed", "completed", "failed", "incomplete", "browsed", "not attempted", "unknown", "time-out", "suspend", "logout", "normal",
        "00:01:00", "1:00:00", "10000:00:00", "23:59:59.99", "24:00:00", "PT1H", "P1DT", "PT1.255S", "2025-02-28T10:00:00.5Z", "2025-02-29", "1969", "true", "false",
        "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other", "correct", "incorrect", "wrong", "neutral",
        "a", "b", "a b", "urn:", "urn:a", "ü", "a[,]b", "a[,]a", "a[.]b", "a[.]", "[.]1[:]2", "1[:]2", "2[:]1", "{lang=de}a", "{lang=xx}a", "{case_matters=true}{order_matters=false}a", "{order_matters=maybe}a[.]b",
        "de", "de-AT", "de-XX", "no-bok", "qaa", "x-ours", "{target=i}choice", "{target=i}jump", "continue", "_none_", new string('x', 256), new string('x', 4097), new string('x', 70_000),
    ];

    // Every call with what it was answered, and the error that followed.
    private const string Make = """
        ([calls, names]) => {
          let w = window; while (!w[names.api] && w.parent !== w) w = w.parent;
          const api = w[names.api], before = names.api === "API" ? "LMS" : "";
          api[before + "Initialize"]("");
          return calls.map(([element, value]) => [String(value === null ? api[before + "GetValue"](element) : api[before + "SetValue"](element, value)), String(api[before + "GetLastError"]())]);
        }
        """;

    [Theory, InlineData(false), InlineData(true)]
    public async Task is_answered_in_a_browser_as_the_library_answers_it(bool is2004)
    {
        var (instructor, learner) = await examination.People;
        var folder = Directory.CreateTempSubdirectory("lectern-calls-");
        var (course, activity) = await ByRequest.Publish(instructor, PackageMaking.OfOnePart(folder.FullName, "Calls", is2004));
        folder.Delete(recursive: true);
        await ByRequest.Enrol(learner, course);
        var random = new Random(2004);
        var calls = Enumerable.Range(0, Calls).Select(_ => new[] { Element(is2004 ? random.Next(6) == 0 ? Elements2004.Adl : Elements2004.Cmi : Elements12.Cmi, random), random.Next(3) == 0 ? null : random.GetItems(Values, 1)[0] }).ToArray();
        var expected = is2004 ? Answers2004(calls) : Answers12(calls);

        await learner.Open($"/packages/{activity}");
        var content = await Packages.ContentLoads(learner);
        var answers = await content.EvaluateAsync<string[][]>(Make, new object[] { calls, new { api = is2004 ? "API_1484_11" : "API" } });

        foreach (var (call, told, right) in calls.Zip(answers, expected))
            if (call[1] is not null || call[0] is not ("cmi.learner_id" or "cmi.learner_name" or "cmi.core.student_id" or "cmi.core.student_name"))
                Assert.True(right == (told[0], told[1]), $"{call[0]} {call[1]}: {right} here, {string.Join(", ", told)} in the browser");
        Assert.Contains(expected, answer => answer is ("true", "0"));
    }

    private static List<(string, string)> Answers2004(string?[][] calls)
    {
        var sequencer = new Sequencer(new Organization { Identifier = "o", Title = "Calls", Items = [new() { Identifier = "i", Title = "Part", Kind = ResourceKind.Sco, Launch = new("index.html", "") }] });
        sequencer.Navigate(NavigationRequest.Start);
        var session = sequencer.Open(new("", ""));
        session.Initialize("");
        return [.. calls.Select(call => (call[1] is { } value ? session.SetValue(call[0]!, value) : session.GetValue(call[0]!), session.GetLastError()))];
    }

    private static List<(string, string)> Answers12(string?[][] calls)
    {
        var session = new Scorm12Session(new CmiState { Version = ScormVersion.Scorm12 }.Open(), new() { Identifier = "i", Title = "Part" }, new("", ""));
        session.Initialize("");
        return [.. calls.Select(call => (call[1] is { } value ? session.SetValue(call[0]!, value) : session.GetValue(call[0]!), session.GetLastError()))];
    }

    /// <summary>The name of an element, mostly of one that there is.</summary>
    private static string Element(ElementNode node, Random random)
    {
        var name = node.Name;
        while (true)
        {
            var odd = random.Next(30);
            if (odd == 0) return name + random.GetItems(["._count", "._children", "._version", ".nothing", ".constructor", "", ".0"], 1)[0];
            if (node.IsValue) return name;
            if (node.IsCollection) name += $".{random.Next(3)}";
            node = node.Children[random.Next(node.Children.Count)];
            name += $".{node.Name}";
        }
    }
}
