using System.Globalization;
using System.Text.Json;
using Lectern.Data.Audit;
using Lectern.People.Directory;

namespace Lectern.People.Auditing;

/// <summary>A line of the audit log with names instead of ids. Thing is what people call it, in English. Actor and Subject are null when the system acted, or when what it was about has no name.</summary>
public sealed record AuditLine(Guid Id, DateTimeOffset At, string? Actor, string? From, string Action, string Thing, string? Subject, IReadOnlyDictionary<string, string?> Details);

/// <summary>Reads the audit log for people.</summary>
internal sealed class AuditLines(LecternDb db, IEnumerable<AuditedThing> things)
{
    private const int MostAboutOne = 50;
    private const string Id = "Id";

    /// <summary>What was done to an account, its roles and its tokens, newest first.</summary>
    public Task<IReadOnlyList<AuditLine>> About(Guid person, CancellationToken cancel) =>
        Named(db.Set<AuditEntry>().Where(e => e.SubjectId == person || e.AboutId == person).OrderByDescending(e => e.At).Take(MostAboutOne), cancel);

    /// <summary>With the names of all that they are about or mention: a statement for people, one for units and courses, and one for each kind of thing among them.</summary>
    public async Task<IReadOnlyList<AuditLine>> Named(IQueryable<AuditEntry> entries, CancellationToken cancel)
    {
        var found = await entries.AsNoTracking().ToListAsync(cancel);
        var details = found.ToDictionary(e => e.Id, e => JsonSerializer.Deserialize<Dictionary<string, string?>>(e.Details)!);
        var ids = found.SelectMany(e => details[e.Id].Values.Where(v => Guid.TryParse(v, out _)).Select(v => Guid.Parse(v!)).Append(e.SubjectId).Append(e.AboutId ?? Guid.Empty).Append(e.ActorId ?? Guid.Empty)).Distinct().ToList();
        var people = ids.ConvertAll(id => new Id<Person>(id));
        var scopes = ids.ConvertAll(id => new Id<Scope>(id));
        var names = (await db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(cancel)).ToDictionary(p => p.Id.Value, p => p.Name);
        foreach (var scope in await db.Scopes.Where(s => scopes.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancel)) names[scope.Id.Value] = scope.Name;
        foreach (var thing in things)
        {
            var mentioned = found.Where(e => e.Action.StartsWith(thing.Name + ".", StringComparison.Ordinal)).Select(e => e.SubjectId)
                .Concat(found.SelectMany(e => details[e.Id]).Where(d => d.Key.EndsWith(Id, StringComparison.Ordinal) && thing.IsMentionedBy(d.Key[..^Id.Length]) && Guid.TryParse(d.Value, out _)).Select(d => Guid.Parse(d.Value!)))
                .Where(id => !names.ContainsKey(id)).ToHashSet();
            if (mentioned.Count > 0) foreach (var (id, name) in await thing.Names(db, mentioned, cancel)) names[id] = name;
        }

        return [.. found.Select(e =>
        {
            var subject = names.GetValueOrDefault(e.SubjectId) ?? names.GetValueOrDefault(e.AboutId ?? Guid.Empty);
            return new AuditLine(e.Id.Value, e.At, e.ActorId is { } actor ? names.GetValueOrDefault(actor) : null, e.From, e.Action, AuditWords.Thing(e.Action, things), subject, Told(details[e.Id], names, subject));
        })];
    }

    /// <summary>Names instead of ids, and nothing that the subject's own name says already.</summary>
    private static Dictionary<string, string?> Told(Dictionary<string, string?> details, Dictionary<Guid, string> names, string? subject)
    {
        Dictionary<string, string?> told = [];
        foreach (var (key, value) in details)
        {
            var name = Guid.TryParse(value, out var id) ? names.GetValueOrDefault(id) : null;
            if (name is null) told[key] = value;
            else if (!IsSaidIn(subject, name)) told[key.EndsWith(Id, StringComparison.Ordinal) ? key[..^Id.Length] : key] = name;
        }

        return told;
    }

    /// <summary>Whether a subject is called so, alone or as one of two ("learner, course").</summary>
    private static bool IsSaidIn(string? subject, string name) =>
        subject is not null && (subject == name || subject.StartsWith(name + ", ", StringComparison.Ordinal) || subject.EndsWith(", " + name, StringComparison.Ordinal));
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

    /// <summary>Things of other modules are called as they say themselves.</summary>
    internal static string Of(AuditLine line, Texts texts) => Known.TryGetValue(line.Action, out var words) ? texts[words] : line.Action.Split('.')[^1] switch
    {
        "added" => texts["{0} added", texts[line.Thing]],
        "removed" => texts["{0} removed", texts[line.Thing]],
        _ => texts["{0} changed", texts[line.Thing]],
    };

    internal static string Thing(string action, IEnumerable<AuditedThing> things) => action.Split('.')[0] is var name && things.FirstOrDefault(thing => thing.Name == name) is { } known ? known.Words : Spaced(action.Split('.')[0]);

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
        ["Scope"] = "Where",
        ["Parent"] = "Below",
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
