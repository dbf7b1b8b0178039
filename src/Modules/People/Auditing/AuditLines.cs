using System.Globalization;
using System.Text.Json;
using Lectern.Data.Audit;
using Lectern.People.Directory;

namespace Lectern.People.Auditing;

/// <summary>A line of the audit log with names instead of ids. Actor and Subject are null when the system acted, or when what it was about has no name.</summary>
public sealed record AuditLine(Guid Id, DateTimeOffset At, string? Actor, string? From, string Action, string? Subject, IReadOnlyDictionary<string, string?> Details);

/// <summary>Reads the audit log for people.</summary>
internal static class AuditLines
{
    private const int MostAboutOne = 50;

    /// <summary>What was done to an account, its roles and its tokens, newest first.</summary>
    public static Task<IReadOnlyList<AuditLine>> About(LecternDb db, Guid person, CancellationToken cancel) =>
        Named(db, db.Set<AuditEntry>().Where(e => e.SubjectId == person || e.AboutId == person).OrderByDescending(e => e.At).Take(MostAboutOne), cancel);

    public static async Task<IReadOnlyList<AuditLine>> Named(LecternDb db, IQueryable<AuditEntry> entries, CancellationToken cancel)
    {
        var found = await entries.AsNoTracking().ToListAsync(cancel);
        var details = found.ToDictionary(e => e.Id, e => JsonSerializer.Deserialize<Dictionary<string, string?>>(e.Details)!);
        var ids = found.SelectMany(e => details[e.Id].Values.Where(v => Guid.TryParse(v, out _)).Select(v => Guid.Parse(v!)).Append(e.SubjectId).Append(e.AboutId ?? Guid.Empty).Append(e.ActorId ?? Guid.Empty)).Distinct().ToList();
        var people = ids.ConvertAll(id => new Id<Person>(id));
        var scopes = ids.ConvertAll(id => new Id<Scope>(id));
        var names = (await db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(cancel)).ToDictionary(p => p.Id.Value, p => p.Name);
        foreach (var scope in await db.Scopes.Where(s => scopes.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancel)) names[scope.Id.Value] = scope.Name;
        return [.. found.Select(e => new AuditLine(e.Id.Value, e.At, e.ActorId is { } actor ? names.GetValueOrDefault(actor) : null, e.From, e.Action,
            names.GetValueOrDefault(e.SubjectId) ?? names.GetValueOrDefault(e.AboutId ?? Guid.Empty),
            details[e.Id].ToDictionary(d => d.Key, d => Guid.TryParse(d.Value, out var id) ? names.GetValueOrDefault(id, d.Value!) : d.Value)))];
    }
}

/// <summary>What happened, in words: English keys.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["Person.added"] = "Account made",
        ["Person.changed"] = "Account changed",
        ["Person.locked"] = "Account locked after wrong passwords",
        ["RoleAssignment.added"] = "Role given",
        ["RoleAssignment.removed"] = "Role taken away",
        ["Scope.added"] = "Unit or course added",
        ["Scope.changed"] = "Unit or course changed",
        ["Institution.added"] = "Institution founded",
        ["Institution.changed"] = "Brand changed",
        ["PersonalAccessToken.added"] = "Access token made",
        ["PersonalAccessToken.changed"] = "Access token changed",
    };

    /// <summary>The words that the filter offers, by action.</summary>
    internal static IReadOnlyDictionary<string, string> All => Known;

    /// <summary>Things of other modules have no words here: their name and what happened to it will do.</summary>
    internal static string Of(string action, Texts texts) => Known.TryGetValue(action, out var words) ? texts[words] : action.Split('.') switch
    {
        [var thing, "added"] => texts["{0} added", texts[Spaced(thing)]],
        [var thing, "removed"] => texts["{0} removed", texts[Spaced(thing)]],
        [var thing, ..] => texts["{0} changed", texts[Spaced(thing)]],
        _ => action,
    };

    /// <summary>
    /// What was set, in a line. Of something new the empty values say nothing; of a change a name without a value says that
    /// something personal was changed.
    /// </summary>
    internal static string Details(AuditLine line, Visitor visitor, Texts texts)
    {
        var isChange = line.Action.EndsWith(".changed", StringComparison.Ordinal);
        return string.Join(" · ", line.Details.Where(d => d.Key is not ("PersonId" or "Kind") && (isChange || d.Value is not null)).Select(d => Detail(d.Key, d.Value, visitor, texts)));
    }

    private static string Detail(string name, string? value, Visitor visitor, Texts texts)
    {
        var words = texts[Names.GetValueOrDefault(name) ?? Spaced(name)];
        if (value is null) return words;
        if (name == "Role" && Enum.TryParse<Role>(value, out var role)) return texts[RoleWords.Of(role)];
        if (bool.TryParse(value, out var yes)) value = texts[yes ? "yes" : "no"];
        else if (DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) value = visitor.Local(at).ToString("g", CultureInfo.CurrentCulture);
        return $"{words}: {value}";
    }

    private static readonly Dictionary<string, string> Names = new()
    {
        ["ScopeId"] = "Where",
        ["ParentId"] = "Below",
        ["PasswordHash"] = "Password",
        ["LogoHash"] = "Logo",
        ["Radius"] = "Corners",
        ["ScheduleJson"] = "Dates",
        ["Email"] = "E-mail address",
        ["EmailConfirmed"] = "Address confirmed",
    };

    /// <summary>"TimeZone" as "Time zone".</summary>
    private static string Spaced(string name) => string.Concat(name.Select((c, at) => at > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
