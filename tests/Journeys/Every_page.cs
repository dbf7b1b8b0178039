using System.Collections.Concurrent;
using System.Text;
using Deque.AxeCore.Commons;

namespace Lectern.Journeys;

/// <summary>
/// Every page that a link leads to, as each kind of person: nothing that axe-core finds, nothing wider than the screen, at each
/// width, in both themes, in English and Arabic. With LECTERN_SCREENS set it also keeps a picture of each in artifacts/screens.
/// </summary>
public abstract class Every_page(Stage stage, string role)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("LECTERN_SCREENS") is { Length: > 0 }
        ? Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screens")).FullName : null;

    // A script in a page is given no limit by the browser: one that never ends shall fail here, not hold up everything.
    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(2);

    private readonly ConcurrentBag<string> _wrong = [];

    [Fact]
    public async Task can_be_used_by_everyone_on_every_screen()
    {
        var course = await stage.Course;
        var email = role switch { "nobody" => null, "instructor" => course.Instructor, _ => await stage.Person(role) };
        IReadOnlyList<(string Name, string Path)> pages = [];
        foreach (var look in Looks)
        {
            await using var someone = await stage.Anyone(email is null ? look : look with { Language = "en" });   // with an account, it is the account's language that counts
            await someone.Context.AddInitScriptAsync(Axe);
            if (email is not null)
            {
                await someone.SignIn(email);
                if (look.Language != "en") await someone.Page.APIRequest.PostAsync("/language", new() { Form = someone.Context.APIRequest.CreateFormData().Set("language", look.Language) });
            }

            // The first look is also the walk that finds them.
            if (pages.Count == 0)
            {
                Assert.NotEmpty(pages = await Walk(someone, course, look));
            }
            else
            {
                foreach (var (name, path) in pages)
                {
                    await someone.Open(path);
                    await LookAt(someone, name, path, look);
                }
            }

            if (email is not null && look.Language != "en") await someone.Page.APIRequest.PostAsync("/language", new() { Form = someone.Context.APIRequest.CreateFormData().Set("language", "en") });
        }

        Assert.True(_wrong.IsEmpty, $"{_wrong.Count}:\n{string.Join('\n', _wrong.Order(StringComparer.Ordinal))}");
    }

    // What Arabic turns around shows first where there is least room; pictures want the wide page too.
    private static readonly Look[] Looks = [Look.Desktop, Look.Phone, Look.Phone with { Language = "ar" }, .. Pictures is null ? [] : new[] { Look.Desktop with { Language = "ar" } }];

    private async Task LookAt(Someone someone, string name, string path, Look look)
    {
        await someone.Page.EvaluateAsync("() => document.fonts.ready.then(() => true)");   // a font that comes late moves what is being measured
        foreach (var dark in Themes(look))
        {
            await someone.Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await someone.Page.EvaluateAsync(Settled).WaitAsync(Hangs);
            var shown = look with { Dark = dark };
            if (Pictures is not null) await someone.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{role}-{name}-{shown}.png"), FullPage = true });
            foreach (var found in await someone.Page.EvaluateAsync<string[]>(AskAxe, Asked(look, dark)).WaitAsync(Hangs)) _wrong.Add($"{role} {path} {shown}: {found}");
        }

        await Fits(someone, $"{role} {path} {look}");
        if (look.Width != Look.Phone.Width) return;
        await someone.Page.SetViewportSizeAsync(Look.Narrow.Width, Look.Narrow.Height);
        await Fits(someone, $"{role} {path} {Look.Narrow.Width} pixels {look.Language}");
        await someone.Page.SetViewportSizeAsync(look.Width, look.Height);
    }

    // What a package shows in its frame is its author's. The dark theme changes colours and nothing else, another language words and their
    // direction, and the width where things stand and what is folded; pictures are taken of everything, and then everything is asked.
    private static string[] Asked(Look look, bool dark) =>
        Pictures is not null ? []
        : dark && look.Width != Look.Phone.Width ? ["color-contrast", "link-in-text-block"]
        : look.Language != "en" ? [.. Words, "html-has-lang", "html-lang-valid", "valid-lang", "document-title", "image-alt", "duplicate-id-aria"]
        : look.Width == Look.Phone.Width ? [.. Words, "target-size", "heading-order", "landmark-unique", "region", "nested-interactive", "list", "listitem", "aria-required-children", "empty-heading"]
        : [];

    private static readonly string[] Words = ["color-contrast", "button-name", "link-name", "label", "select-name", "scrollable-region-focusable", "aria-hidden-focus"];

    // With the rules named, or all when none is. What is right needn't be told node by node: it is most of the work.
    private const string AskAxe = """
        async (rules) => {
          const options = { iframes: false, resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: { type: "rule", values: rules } }) };
          const said = (node) => `${node.html} [${[...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")}]`;
          return (await axe.run(options)).violations.map((found) => `${found.id} (${found.help}) at ${found.nodes.slice(0, 3).map(said).join(" | ")}`);
        }
        """;

    // Known to each page as it comes: sent once, not with each question.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Until the new theme's colours are painted: the old ones fade, and what is measured half-way is neither.
    private const string Settled = """
        async () => {
          // A page that isn't painted just now is as it is.
          const painted = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); setTimeout(done, 1000); });
          // Those that follow the scrolling never end, nor do those that go round for ever or stand still.
          const ends = (animation) => animation.timeline === document.timeline && animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity;
          await painted();
          // Ended, not waited for: in a part that is folded nothing goes on. What inherits a colour that fades begins to fade when that has ended, so it is asked again.
          for (let round = 0, running; round < 20 && (running = document.getAnimations().filter(ends)).length > 0; round++) {
            for (const animation of running) animation.finish();
            await painted();
          }
        }
        """;

    // The phone shows the light theme in English and the dark one in Arabic, the desktop both: each colour is met on each width. Pictures want all.
    private static bool[] Themes(Look look) => Pictures is not null || look.Width != Look.Phone.Width ? [false, true] : [look.Language != "en"];

    private async Task Fits(Someone someone, string where)
    {
        var tooWide = await someone.Page.EvaluateAsync<string[]>("""
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return ['scrolls to ' + document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > width + 1 || r.left < -1); }).slice(0, 3).map(e => e.outerHTML.slice(0, 160))];
            }
            """);
        if (tooWide.Length > 0) _wrong.Add($"{where}: wider than the screen: {string.Join(" | ", tooWide)}");
    }

    // Follows every link inside the program once per kind of page: addresses that differ only in ids, names and pages of a list are one kind.
    private async Task<IReadOnlyList<(string Name, string Path)>> Walk(Someone someone, MadeCourse course, Look look)
    {
        if (role == "learner") await LearnALittle(someone, course);
        var lessons = role is "learner" or "instructor" ? await stage.Lessons : null;
        if (role == "learner") await Learning.Enrol(someone, lessons!);
        var pages = new List<(string Name, string Path)>();
        var known = new HashSet<string>();
        string[] entrances = role == "administrator" ? ["/"] : role == "nobody" ? ["/catalog", "/sign-in", "/register", "/forgot-password", "/verify", "/no-such-page", $"/courses/{course.Slug}"] : ["/", "/catalog", "/account"];
        var open = new Queue<string>(entrances);
        // A second course has pages of the same kinds, and lessons of others.
        if (lessons is not null)
        {
            await someone.Open(role == "learner" ? $"/courses/{lessons.Slug}/home" : $"/courses/{lessons.Id}/edit");
            foreach (var link in (await Links(someone)).Where(OfALesson)) open.Enqueue(link);
        }

        while (open.TryDequeue(out var path))
        {
            if (!known.Add(KindOf(path))) continue;
            var answer = await someone.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            Assert.True(answer!.Status is 200 or 404, $"{role}: {path} answers {answer.Status}");
            Assert.True(answer.Status == 200 || path == "/no-such-page", $"{role}: a link leads to {path}, which is not there");
            if (answer.Headers.TryGetValue("content-type", out var type) && !type.StartsWith("text/html", StringComparison.Ordinal)) continue;
            pages.Add((NameOf(path), path));
            await LookAt(someone, NameOf(path), path, look);
            foreach (var link in (await Links(someone)).Where(link => !IsFile(link) && !LeadsOut(link) && (role != "administrator" || !SeenByOthers.Any(part => link.StartsWith(part, StringComparison.Ordinal))))) open.Enqueue(link);
        }

        return pages;
    }

    private static Task<string[]> Links(Someone someone) => someone.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.pathname + a.search)");

    private static bool OfALesson(string link) => new[] { "/videos/", "/documents/", "/decks/", "/links/" }.Any(kind => link.StartsWith(kind, StringComparison.Ordinal));

    // The browser shows them itself, or keeps them; the sample of a certificate is its PDF.
    private static bool IsFile(string link) => link.Split('?')[0] is var path && (path.EndsWith("/pdf", StringComparison.Ordinal) || path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith("/certificates/sample", StringComparison.Ordinal));

    // A lesson that is a link opens somebody else's page.
    private static bool LeadsOut(string link) => link.StartsWith("/links/", StringComparison.Ordinal) && link.Split('?')[0].EndsWith("/open", StringComparison.Ordinal);

    // An administrator works in courses as an instructor does, and learns as a learner: those pages are looked at as theirs.
    private static readonly string[] SeenByOthers = ["/catalog", "/learning", "/certificates", "/account", "/teach", "/courses", "/decks", "/documents", "/links", "/packages", "/pages", "/quizzes", "/videos", "/verify", "/notifications"];

    // So that there is something to see: a course in hand, an attempt with a result, a certificate.
    private static async Task LearnALittle(Someone learner, MadeCourse course)
    {
        await Learning.Enrol(learner, course);
        await Learning.Read(learner, course, "Why handover fails");
        await Learning.TakeQuiz(learner, course, "Check yourself");
        if (CourseMaking.PackageFile(CourseMaking.Package) is not null) await Packages.PlayAll(learner, course);
    }

    private static string KindOf(string path)
    {
        var (place, query) = path.Split('?') is [var p, var q] ? (p, q) : (path, "");
        var kind = new StringBuilder();
        foreach (var part in place.Split('/', StringSplitOptions.RemoveEmptyEntries)) kind.Append('/').Append(kind.Length > 0 && (IsName(part) || (kind.ToString() == "/courses" && part != "new")) ? "*" : part);
        var asked = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).Where(name => name is "preview" or "view" or "edit" or "activity" or "module").Distinct().Order(StringComparer.Ordinal));
        return $"{kind}?{asked}";
    }

    // An id, a number, a code, or the name of a course in its address.
    private static bool IsName(string part) => Guid.TryParse(part, out _) || part.Any(char.IsDigit) || part.Contains('-', StringComparison.Ordinal) || part.Length > 20;

    private static string NameOf(string path) => KindOf(path).Trim('/', '?') is { Length: > 0 } kind ? kind.Replace("*", "one", StringComparison.Ordinal).Replace('/', '-').Replace('?', '-').Replace('&', '-') : "home";
}

public sealed class Every_page_for_visitors(Stage stage) : Every_page(stage, "nobody");

public sealed class Every_page_for_learners(Stage stage) : Every_page(stage, "learner");

public sealed class Every_page_for_instructors(Stage stage) : Every_page(stage, "instructor");

public sealed class Every_page_for_administrators(Stage stage) : Every_page(stage, "administrator");
