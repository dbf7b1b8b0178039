using System.Collections.Frozen;

namespace Lectern.Web;

/// <summary>What a text may hold.</summary>
public sealed record RichTextRules
{
    /// <summary>Elements inside elements; deeper markup keeps only its words.</summary>
    internal const int Depth = 60;

    /// <summary>For pages, questions, posts: everything but pictures from other sites, which would tell them who reads.</summary>
    public static RichTextRules Default { get; } = new();

    /// <summary>Whether pictures from any https address stay.</summary>
    public bool RemoteImages { get; init; }

    /// <summary>Whether what only lessons have stays: callouts, formulas (MathML) and questions to check oneself.</summary>
    public bool Lessons { get; init; }

    /// <summary>Whether formulas stay; lessons have them anyway.</summary>
    public bool Formulas { get => field || Lessons; init; }

    /// <summary>Whether it is one line: emphasis, code, pictures and formulas stay, and of everything else the words.</summary>
    public bool Line { get; init; }

    /// <summary>The address at which a framed video is shown, for one that was read; null when it may not be. Without it no frame stays.</summary>
    public Func<string, string?>? Videos { get; init; }

    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(
    [
        "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption",
        "strong", "em", "u", "s", "sub", "sup", "mark", "small", "code", "kbd", "samp", "var", "abbr", "cite", "q", "dfn", "ins", "span", "bdi",
        "a", "img", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary",
    ]);

    private static readonly FrozenSet<string> InLine = FrozenSet.ToFrozenSet(["strong", "em", "u", "s", "sub", "sup", "mark", "small", "code", "kbd", "samp", "var", "bdi", "img"]);

    // Pages have their title as the one h1.
    private static readonly FrozenDictionary<string, string> Renamed = new Dictionary<string, string>
    {
        ["h1"] = "h2", ["b"] = "strong", ["i"] = "em", ["strike"] = "s", ["del"] = "s", ["tt"] = "code", ["dir"] = "ul", ["menu"] = "ul",
    }.ToFrozenDictionary();

    // Gone with everything inside; other unknown elements lose only their tags.
    private static readonly FrozenSet<string> Dropped = FrozenSet.ToFrozenSet(
    [
        "script", "style", "iframe", "frame", "frameset", "noframes", "object", "embed", "applet", "noembed", "noscript", "template", "svg", "math",
        "head", "title", "base", "link", "meta", "input", "button", "select", "option", "optgroup", "textarea", "datalist", "output", "audio", "video",
        "source", "track", "canvas", "map", "area", "xmp", "plaintext", "listing", "portal", "dialog", "slot", "col", "colgroup", "param", "picture",
        "fencedframe", "model", "keygen", "isindex", "bgsound", "marquee",
    ]);

    private static readonly FrozenSet<string> Blocks = FrozenSet.ToFrozenSet(
    [
        "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "div",
        "section", "article", "table", "caption", "tr", "th", "td", "details", "summary",
    ]);

    // Of lessons: a box with one of these classes, and the answers inside a question.
    private static readonly FrozenSet<string> Boxes = FrozenSet.ToFrozenSet(["callout-note", "callout-tip", "callout-warning", "check"]);
    private static readonly FrozenSet<string> Answers = FrozenSet.ToFrozenSet(["right", "wrong"]);

    /// <summary>The class of a box or an answer that stays; null for everything else.</summary>
    internal string? ClassOf(string name, string? classes) => !Lessons || classes is null ? null
        : name == "div" && Boxes.Contains(classes) ? classes
        : name == "details" && Answers.Contains(classes) ? classes
        : null;

    /// <summary>The element to write for one that was read; null to write only what is inside.</summary>
    internal static string? Name(string read) => Renamed.TryGetValue(read, out var name) ? name : Kept.Contains(read) ? read : null;

    /// <summary>Whether an element of this name may be written here.</summary>
    internal bool Has(string name) => !Line || InLine.Contains(name);

    internal static bool IsDropped(string read) => Dropped.Contains(read);

    internal static bool IsBlock(string read) => Blocks.Contains(read);

    /// <summary>The address a link may have: http, https, mailto, or a path on this site; null for any other.</summary>
    internal static (string Address, bool IsOurs)? Link(string? address) => Clean(address) switch
    {
        null => null,
        var path when IsPath(path) => (path, true),
        var other => Uri.TryCreate(other, UriKind.Absolute, out var uri) && IsSafe(uri) ? (uri.AbsoluteUri, false) : null,
    };

    /// <summary>The address a picture may have: of a stored file, or https when the rules say so; null for any other.</summary>
    internal string? Image(string? address) => Clean(address) switch
    {
        null => null,
        var path when IsPath(path) => path.StartsWith("/files/", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) ? path : null,
        var other => RemoteImages && Uri.TryCreate(other, UriKind.Absolute, out var uri) && uri.Scheme == "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0 ? uri.AbsoluteUri : null,
    };

    // A name before the host (http://bank@evil.example) is a trick of phishing.
    private static bool IsSafe(Uri uri) => uri.Scheme == "mailto" || (uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0);

    // Browsers skip tabs and line ends inside addresses, and control characters and blanks around them (WHATWG URL, section 4.4).
    private static string? Clean(string? address)
    {
        if (address is null) return null;
        var clean = string.Concat(address.Where(c => !char.IsControl(c))).Trim();
        return clean.Length is 0 or > 2000 ? null : clean;
    }

    // One slash, then neither a slash nor a backslash: those would name another site.
    private static bool IsPath(string address) => address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Contains('\\', StringComparison.Ordinal);
}
