using System.Text.RegularExpressions;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Lectern.Tests.House;

/// <summary>What a stranger may rely on in every folder.</summary>
public sealed partial class Conventions(Apps apps)
{
    private const int LongestFile = 400;

    // Long for a reason: what it is.
    private static readonly string[] MayBeLonger =
    [
        "src/Platform/Web/Design/DesignSystemPage.razor",   // shows every component
        "src/Platform/Web/Client/theme/components.css",     // the design system's parts
    ];

    private static readonly string[] NamesOfNothing = ["Services", "Helpers", "Managers", "Utils", "Utilities", "Dtos", "DTOs", "Common", "Misc", "Interfaces", "Models", "Extensions"];

    [Fact]
    public void No_file_is_too_long_to_read() =>
        Repository.None(Repository.Files("src", ".cs", ".razor", ".ts", ".css").Except(MayBeLonger).Select(file => (File: file, Lines: Repository.Read(file).Split('\n').Length - 1)).Where(f => f.Lines > LongestFile).Select(f => $"{f.File}: {f.Lines} lines"));

    [Fact]
    public void Folders_are_named_for_what_people_do() =>
        Repository.None(Repository.Files("src", ".cs", ".razor", ".ts").Where(file => file.Split('/').SkipLast(1).Any(NamesOfNothing.Contains)));

    [Fact]
    public void Types_are_named_for_what_they_are() =>
        Repository.None(from file in Repository.Files("src", ".cs")
                     from Match type in NameOfType().Matches(Repository.Read(file))
                     where NamesNothing().IsMatch(type.Groups[1].Value) && !type.Groups[1].Value.EndsWith("JavaScriptService", StringComparison.Ordinal)
                     select $"{file}: {type.Groups[1].Value}");

    [Fact]
    public void Nothing_is_left_to_be_done_later() =>
        Repository.None(from file in Repository.Files("src", ".cs", ".razor", ".ts", ".css").Concat(Repository.Files("tests", ".cs").Where(f => !f.EndsWith("/Conventions.cs", StringComparison.Ordinal)))
                     from line in Repository.Read(file).Split('\n')
                     where Unfinished().IsMatch(line)
                     select $"{file}: {line.Trim()}");

    /// <summary>What a page asks a script to do, as <c>event->controller#method</c>, that script can do; otherwise the browser complains and nothing happens.</summary>
    [Fact]
    public void Scripts_can_do_what_pages_ask_of_them()
    {
        var controllers = Repository.Files("src", ".ts").Where(file => file.EndsWith(".controller.ts", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file)[..^".controller.ts".Length], Repository.Read);
        var asked = (from file in Repository.Files("src", ".razor", ".cs") from Match action in AskedOfScript().Matches(Repository.Read(file)) select (File: file, Controller: action.Groups[1].Value, Method: action.Groups[2].Value)).ToList();
        Assert.NotEmpty(asked);
        Repository.None(from action in asked
                        where !controllers.TryGetValue(action.Controller, out var script) || !Regex.IsMatch(script, $@"\b{action.Method}\s*[(=:]")
                        select $"{action.File}: {action.Controller}#{action.Method}");
    }

    [Fact]
    public void Banned_symbols_are_not_used()
    {
        var banned = Repository.Read("BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var names = line[2..line.IndexOf(';', StringComparison.Ordinal)].Split('(')[0].Split('.');
            var (type, member) = (names[^2].Split('`')[0], names[^1]);
            // What an awaited task gives is a member of an instance: the source shows it after a call.
            return (Line: line, Pattern: new Regex(type == "Task" ? $@"\)\.{member}\b" : $@"\b{type}\.{member}\b"));
        }).ToList();
        Assert.NotEmpty(banned);
        Repository.None(from file in Repository.Files("src", ".cs", ".razor")
                        from line in Repository.Read(file).Split('\n')
                        from symbol in banned
                        where symbol.Pattern.IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                        select $"{file}: {line.Trim()} ({symbol.Line})");
    }

    [Fact]
    public async Task Our_methods_do_not_end_in_Async()
    {
        await apps.On(Database.Sqlite);   // what a running program uses of the framework is loaded
        var fromTheFramework = FromTheFramework();
        Repository.None(from file in Repository.Files("src", ".cs")
                     from Match method in AsyncMethod().Matches(Repository.Read(file))
                     where !method.Value.Contains(" override ", StringComparison.Ordinal) && !fromTheFramework.Contains(method.Groups[1].Value)
                     select $"{file}: {method.Groups[1].Value}");
    }

    [Fact]
    public async Task Every_list_of_the_API_comes_in_pages()
    {
        var wrong = Every_route.All(await apps.On(Database.Sqlite))
            .Where(route => Every_route.Address(route).StartsWith("/api/v1", StringComparison.Ordinal) && Every_route.Methods(route) == "GET")
            .Where(route => route.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => IsBareList(answer.Type)) || HandlerAnswersABareList(route))
            .Select(route => $"GET {Every_route.Address(route)}");
        Repository.None(wrong);
    }

    private static bool IsBareList(Type? type) => type is not null && type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private static bool HandlerAnswersABareList(RouteEndpoint route)
    {
        var answer = route.Metadata.GetMetadata<System.Reflection.MethodInfo>()?.ReturnType;
        return answer is not null && Parts(answer).Any(part => IsBareList(part) && part.IsGenericType && part.GetGenericTypeDefinition() != typeof(Paged<>));

        static IEnumerable<Type> Parts(Type type) =>
            type.IsGenericType && (type.Namespace == "Microsoft.AspNetCore.Http.HttpResults" || type.GetGenericTypeDefinition() == typeof(Task<>)) ? type.GetGenericArguments().SelectMany(Parts) : [type];
    }

    // Implementations of the framework's interfaces bear its names.
    private static HashSet<string> FromTheFramework() => [.. AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name?.StartsWith("Microsoft.", StringComparison.Ordinal) == true || assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) == true)
        .SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.IsInterface).SelectMany(type => type.GetMethods()).Select(method => method.Name)];

    [GeneratedRegex(@"\b(?:class|record|struct|interface)\s+(\w+)")]
    private static partial Regex NameOfType();

    [GeneratedRegex("(Service|Helper|Manager|Utils?|Dto|DTO|Repository|Base|Impl)$")]
    private static partial Regex NamesNothing();

    [GeneratedRegex(@"->([a-z0-9-]+)#(\w+)")]
    private static partial Regex AskedOfScript();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|coming soon", RegexOptions.IgnoreCase)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*(?:public|internal|private|protected)[^=;\n(]*\s(\w+Async)\s*(?:<\w+>)?\(", RegexOptions.Multiline)]
    private static partial Regex AsyncMethod();
}
