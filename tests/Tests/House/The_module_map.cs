using System.Text;
using System.Xml.Linq;

namespace Lectern.Tests.House;

/// <summary>Whom each project may know is in its project file; docs/modules.md shows it, drawn from there.</summary>
public sealed class The_module_map
{
    private static readonly string[] Groups = ["Tools", "Host", "Modules", "Platform", "Standards"];

    [Fact]
    public void is_drawn_from_the_project_files()
    {
        var projects = Projects();
        var text = new StringBuilder();
        text.Append("# Who may know whom\n\nDrawn from the project files by the test `The_module_map`; don't edit it by hand.\nAn arrow means \"may use\". What follows from other arrows is left out of the picture and stands in the table.\n\n```mermaid\nflowchart TD\n");
        foreach (var group in Groups)
        {
            text.Append($"  subgraph {group}\n");
            foreach (var project in projects.Where(p => p.Group == group)) text.Append($"    {Node(project.Name)}[{project.Name}]\n");
            text.Append("  end\n");
        }

        foreach (var project in projects)
            foreach (var known in WithoutWhatFollows(project, projects)) text.Append($"  {Node(project.Name)} --> {Node(known)}\n");
        text.Append("```\n\n| project | may use |\n| --- | --- |\n");
        foreach (var project in projects) text.Append($"| {project.Name} | {(project.Knows.Count == 0 ? "nothing of ours" : string.Join(", ", project.Knows))} |\n");
        Repository.Keep("docs/modules.md", text.ToString());
    }

    [Fact]
    public void has_no_circle()
    {
        var projects = Projects().ToDictionary(p => p.Name);
        foreach (var project in projects.Values) Assert.DoesNotContain(project.Name, Reached(project.Name, projects));
    }

    [Theory]
    [InlineData("Platform", "Platform", "Standards")]
    [InlineData("Standards", "Standards")]
    [InlineData("Modules", "Modules", "Platform", "Standards")]
    public void points_down_only(string from, params string[] to)
    {
        var projects = Projects();
        var groups = projects.ToDictionary(p => p.Name, p => p.Group);
        Assert.All(projects.Where(p => p.Group == from), project => Assert.All(project.Knows, known => Assert.Contains(groups[known], to)));
    }

    [Fact]
    public void keeps_activities_strangers_to_each_other()
    {
        string[] activities = ["Lessons", "Packages", "Quizzes"];
        Assert.All(Projects().Where(p => activities.Contains(p.Name)), project => Assert.Empty(project.Knows.Intersect(activities)));
    }

    private static IEnumerable<string> WithoutWhatFollows(Project project, IReadOnlyList<Project> all)
    {
        var byName = all.ToDictionary(p => p.Name);
        return project.Knows.Where(known => !project.Knows.Any(other => other != known && Reached(other, byName).Contains(known)));
    }

    private static HashSet<string> Reached(string from, Dictionary<string, Project> projects)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(projects[from].Knows);
        while (open.TryDequeue(out var next))
            if (reached.Add(next)) foreach (var further in projects[next].Knows) open.Enqueue(further);
        return reached;
    }

    private static List<Project> Projects() =>
        [.. Repository.Files("src", ".csproj").Select(file => new Project(
                Path.GetFileNameWithoutExtension(file),
                file.Split('/')[1],
                [.. References(file).Concat(file.StartsWith("src/Modules/", StringComparison.Ordinal) ? References("src/Modules/Directory.Build.props") : []).Distinct().Order(StringComparer.Ordinal)]))
            .OrderBy(p => Array.IndexOf(Groups, p.Group)).ThenBy(p => p.Name, StringComparer.Ordinal)];

    private static IEnumerable<string> References(string file) =>
        XDocument.Load(Repository.Path(file)).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    // "end", "graph" and the like are words of mermaid.
    private static string Node(string name) => $"p{name}";

    private sealed record Project(string Name, string Group, IReadOnlyList<string> Knows);
}
