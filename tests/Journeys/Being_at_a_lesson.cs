using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>
/// A scripted session in a browser whose clock the test moves: what its pages report of the time that somebody was at them. What the server makes
/// of reports, it says to a clock of its own (Spending_time in the other tests).
/// </summary>
public sealed partial class Being_at_a_lesson(Stage stage)
{
    private readonly Dictionary<string, List<(int From, int To)>> _told = [];
    private bool _isOffline;

    [Fact]
    public async Task is_measured_within_a_twentieth_of_what_was_done()
    {
        var course = await stage.Course;
        await using var learner = await stage.SignedIn("learner");
        await ByRequest.Enrol(learner, course.Id);
        var home = await (await learner.Context.APIRequest.GetAsync($"/courses/{course.Slug}/home")).TextAsync();
        await learner.Context.Clock.InstallAsync(new() { TimeDate = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc) });
        await learner.Context.RouteAsync("**/learning/time", Take);
        var first = learner.Page;
        await Open(first, Lesson("pages", home));
        await learner.Context.Clock.PauseAtAsync(new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc));
        await Open(first, Lesson("pages", home));
        _told.Clear();

        await Study(120);
        await Pass(90);   // reads
        await Sign(first);
        await Pass(600);  // is away
        await Sign(first);
        _isOffline = true;
        await Study(60);
        _isOffline = false;
        await Show(first, "hidden");
        await Study(60);  // not in front of anybody
        await Pass(240);
        await Show(first, "visible");
        await Study(40);

        var second = await learner.Context.NewPageAsync();
        await Open(second, Lesson("quizzes", home));
        await Study(60, second);
        await Pass(20);
        await Study(40);  // back at the first, where nothing but this counts
        await Pass(31);   // both tell

        const int atFirst = 120 + 90 + 60 + 40 + 40, atSecond = 60 + 20;
        var told = _told.Values.Select(parts => Union(parts)).Order().ToList();
        Assert.Equal(2, told.Count);
        Assert.InRange(told[1], atFirst * 0.95, atFirst * 1.05);
        Assert.InRange(told[0], atSecond * 0.95, atSecond * 1.05);

        async Task Study(int seconds, IPage? page = null)
        {
            await Sign(page ?? first);
            for (var passed = 0; passed < seconds; passed += 20)
            {
                await Pass(20);
                await Sign(page ?? first);
            }
        }

        Task Pass(int seconds) => learner.Context.Clock.RunForAsync(seconds * 1000L);
    }

    private async Task Take(IRoute route)
    {
        if (_isOffline)
        {
            await route.AbortAsync("internetdisconnected");
            return;
        }

        var body = route.Request.PostData!;
        var parts = _told.TryGetValue(Sitting.Match(body).Groups[1].Value, out var known) ? known : _told[Sitting.Match(body).Groups[1].Value] = [];
        foreach (var part in Spent.Match(body).Groups[1].Value.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('-')))
            parts.Add((int.Parse(part[0], CultureInfo.InvariantCulture), int.Parse(part[1], CultureInfo.InvariantCulture)));
        await route.FulfillAsync(new() { ContentType = "application/json", Body = """{"isNews":false,"sitting":null}""" });
    }

    private static async Task Open(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("form[data-study-time-stale-value=false]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static int _moves;

    private static Task Sign(IPage page) => page.Mouse.MoveAsync(100 + (++_moves % 50), 200);

    private static Task Show(IPage page, string state) => page.EvaluateAsync("""
        state => {
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """, state);

    /// <summary>Seconds.</summary>
    private static double Union(IEnumerable<(int From, int To)> parts)
    {
        var (sum, until) = (0, 0);
        foreach (var (from, to) in parts.Order())
        {
            sum += Math.Max(0, to - Math.Max(from, until));
            until = Math.Max(until, to);
        }

        return sum / 1000d;
    }

    private static string Lesson(string kind, string home) => Regex.Match(home, $"/{kind}/[0-9a-f-]{{36}}").Value;

    [GeneratedRegex("name=\"sitting\"\\s+(\\S+)")]
    private static partial Regex Sitting { get; }

    [GeneratedRegex("name=\"spent\"\\s+([0-9;-]*)")]
    private static partial Regex Spent { get; }
}
