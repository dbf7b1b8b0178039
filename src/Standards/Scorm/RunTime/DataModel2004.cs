using System.Globalization;
using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm.RunTime;

/// <summary>An answer of the data model.</summary>
internal readonly record struct Answer(string Value, ApiError Error = ApiError.None)
{
    public static implicit operator Answer(ApiError error) => new("", error);
}

/// <summary>The values of one content's data model and the rules by which they are read and set (SCORM 2004 4th Ed. RTE 4; the errors by RTE 3.1.7).</summary>
internal sealed class DataModel2004
{
    // More than content uses of the standard's smallest permitted maximums (250 comments of 4000 characters among them), and a bound on
    // what it can make the server keep.
    private const int MostCharacters = 5_000_000;
    private const int LongestValue = 1_000_000;
    private const int MostMembers = 5_000;
    private const string ValidPrefix = "adl.nav.request_valid.";

    private readonly Dictionary<string, string> values;
    private readonly Dictionary<string, string> given = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly HashSet<string> setByContent;
    private readonly LaunchedContent content;
    private long characters;

    internal DataModel2004(LaunchedContent content)
    {
        this.content = content;
        values = new(content.Data.Values);
        setByContent = [.. content.Data.SetByContent];
        characters = values.Sum(pair => (long)pair.Key.Length + pair.Value.Length);
        Valid = content.Valid;
        foreach (var element in values.Keys) Count(element);
        foreach (var (element, value) in Given(content))
        {
            if (value is not null) given[element] = value;
            Count(element);
        }
        foreach (var (map, index) in content.DataMaps.Select((map, index) => (map, index)))
            if (content.SharedData.TryGetValue(map.TargetId, out var stored)) values[$"adl.data.{index}.store"] = stored;
    }

    /// <summary>What adl.nav.request_valid answers.</summary>
    internal ValidRequests? Valid { get; set; }

    private static IEnumerable<(string Element, string? Value)> Given(LaunchedContent content) =>
    [
        ("cmi.learner_id", content.Learner.Id),
        ("cmi.learner_name", content.Learner.Name),
        ("cmi.credit", content.IsForCredit ? "credit" : "no-credit"),
        ("cmi.entry", content.Entry),
        ("cmi.launch_data", content.LaunchData),
        ("cmi.completion_threshold", Plain(content.CompletionThreshold)),
        ("cmi.scaled_passing_score", Plain(content.ScaledPassingScore)),
        ("cmi.max_time_allowed", content.MaxTimeAllowed),
        ("cmi.time_limit_action", content.TimeLimitAction),
        ("cmi.total_time", CmiTime.Format(ScormVersion.Scorm2004FourthEdition, content.Data.TotalTime)),
        .. content.Comments.Select((comment, index) => ($"cmi.comments_from_lms.{index}.comment", (string?)comment)),
        .. content.DataMaps.Select((map, index) => ($"adl.data.{index}.id", (string?)map.TargetId)),
    ];

    internal static string? Plain(decimal? number) => number?.ToString("0.#######", CultureInfo.InvariantCulture);

    /// <summary>Every value that the content or its history gave, as it is to be kept; not navigation and shared data.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Kept => values.Where(pair => pair.Key.StartsWith("cmi.", StringComparison.Ordinal));

    /// <summary>Every value there is, whoever gave it.</summary>
    internal IReadOnlyDictionary<string, string> All => given.Concat(values.Where(pair => !given.ContainsKey(pair.Key))).ToDictionary();

    internal IReadOnlySet<string> SetByContent => setByContent;

    /// <summary>What the content may change in shared stores, by their targets.</summary>
    internal IEnumerable<(string Target, string? Value)> SharedData =>
        content.DataMaps.Select((map, index) => (map, index)).Where(entry => entry.map.IsWritable).Select(entry => (entry.map.TargetId, values.GetValueOrDefault($"adl.data.{entry.index}.store")));

    /// <summary>A value as it stands, without the manners of the API; null when there is none.</summary>
    internal string? Peek(string element) => values.GetValueOrDefault(element) ?? given.GetValueOrDefault(element);

    internal void Remove(string element) => values.Remove(element);

    internal int CountOf(string collection) => counts.GetValueOrDefault(collection);

    internal Answer Get(string element)
    {
        if (element.Length == 0) return ApiError.GeneralGetFailure;
        if (element.StartsWith(ValidPrefix, StringComparison.Ordinal)) return IsValid(element[ValidPrefix.Length..]);
        var place = Find(element, isSetting: false);
        if (place.Error != ApiError.None) return place.Error;
        switch (place.Keyword)
        {
            case "_count": return place.Node!.IsCollection ? new Answer(CountOf(element[..^"_count".Length]).ToString(CultureInfo.InvariantCulture)) : ApiError.GeneralGetFailure;
            case "_children": return place.Node!.Children.Count > 0 && place.Node.NamesChildren ? new Answer(string.Join(',', place.Node.Children.Select(child => child.Name))) : ApiError.GeneralGetFailure;
            case "_version": return ApiError.GeneralGetFailure;
        }
        var node = place.Node!;
        if (!node.IsValue) return ApiError.UndefinedElement;
        if (node.Access == Access.WriteOnly || Store(element) is { IsReadable: false }) return ApiError.WriteOnly;
        var value = Measured(element) ?? Peek(element) ?? node.Default;
        return value is null ? ApiError.ValueNotInitialized : new Answer(value);
    }

    internal ApiError Set(string element, string value)
    {
        if (element.Length == 0 || value.Length > LongestValue || value.Contains('\0', StringComparison.Ordinal)) return ApiError.GeneralSetFailure;
        if (element.StartsWith(ValidPrefix, StringComparison.Ordinal))
            return IsValid(element[ValidPrefix.Length..]).Error == ApiError.UndefinedElement ? ApiError.UndefinedElement : ApiError.ReadOnly;
        var place = Find(element, isSetting: true);
        if (place.Error != ApiError.None) return place.Error;
        if (place.Keyword is not null) return ApiError.ReadOnly;
        var node = place.Node!;
        if (!node.IsValue) return ApiError.UndefinedElement;
        if (node.Access == Access.ReadOnly || Store(element) is { IsWritable: false }) return ApiError.ReadOnly;
        var former = values.GetValueOrDefault(element);
        if (former is not null && former != value && node.IsWrittenOnce) return ApiError.GeneralSetFailure;
        var misfit = Fit(element, node, value);
        if (misfit != ApiError.None) return misfit;
        if (IsTaken(element, node, value)) return ApiError.GeneralSetFailure;
        var added = value.Length - (former?.Length ?? -element.Length);
        if (characters + added > MostCharacters) return ApiError.GeneralSetFailure;
        // An empty store is one that was never written.
        if (value.Length == 0 && Store(element) is not null)
        {
            values.Remove(element);
            setByContent.Add(element);
            return ApiError.None;
        }
        if (node.Name == "type" && former is not null && former != value) ForgetAnswers(element[..^"type".Length]);
        values[element] = value;
        characters += added;
        setByContent.Add(element);
        Count(element);
        return ApiError.None;
    }

    private readonly record struct Place(ElementNode? Node, string? Keyword = null, ApiError Error = ApiError.None);

    /// <summary>Walks the name, segment by segment.</summary>
    private Place Find(string element, bool isSetting)
    {
        var segments = element.Split('.');
        ElementNode? node = segments[0] switch { "cmi" => Elements2004.Cmi, "adl" => Elements2004.Adl, _ => null };
        if (node is null || segments.Length < 2) return new(null, Error: ApiError.UndefinedElement);
        var path = segments[0] + ".";
        var isInside = true;
        for (var at = 1; at < segments.Length; at++)
        {
            var segment = segments[at];
            var isLast = at == segments.Length - 1;
            // A member of a collection has children to name, but is not itself counted.
            if (isLast && segment == "_count" && node.IsCollection && !isInside) return new(null, Error: ApiError.GeneralGetFailure);
            if (isLast && segment is "_count" or "_children" || isLast && segment == "_version" && node != Elements2004.Cmi)
                return node == Elements2004.Cmi || node == Elements2004.Adl ? new(null, Error: ApiError.UndefinedElement) : new(node, segment);
            if (node.IsCollection && isInside)
            {
                if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return new(null, Error: ApiError.UndefinedElement);
                var count = CountOf(path);
                if (!isSetting && index >= count) return new(null, Error: ApiError.GeneralGetFailure);
                var refusal = isSetting && index >= count ? MayBegin(node, path, index, count, isLast ? null : segments[at + 1]) : ApiError.None;
                if (refusal != ApiError.None) return new(null, Error: refusal);
                isInside = false;
            }
            else
            {
                if (node.Child(segment) is not { } child) return new(null, Error: ApiError.UndefinedElement);
                if (isSetting && child.DependsOn is { } other && !values.ContainsKey(path + other)) return new(null, Error: ApiError.DependencyNotEstablished);
                node = child;
                isInside = true;
            }
            path += segment + ".";
        }
        // A whole member of a collection is not a value.
        return node.IsCollection && !isInside ? new(null, Error: ApiError.UndefinedElement) : new(node);
    }

    /// <summary>Whether a new member of a collection may begin with this element: in order, and with what others depend on.</summary>
    private ApiError MayBegin(ElementNode collection, string path, int index, int count, string? first)
    {
        if (index > count || index >= MostMembers || collection.Name == "data") return ApiError.GeneralSetFailure;
        if (collection.Name == "correct_responses" && values.TryGetValue(path[..^"correct_responses.".Length] + "type", out var type) && index >= Interactions.MostPatterns(type))
            return ApiError.GeneralSetFailure;
        return first is null || collection.Child(first) is not { } child ? ApiError.UndefinedElement
            : child.DependsOn is not null ? ApiError.DependencyNotEstablished
            : child.Access == Access.ReadOnly ? ApiError.ReadOnly
            : ApiError.None;
    }

    private ApiError Fit(string element, ElementNode node, string value)
    {
        var check = node.Name switch
        {
            "learner_response" => Interactions.Response(values[element[..^"learner_response".Length] + "type"], value),
            "pattern" => Interactions.Pattern(values[element[..element.IndexOf("correct_responses", StringComparison.Ordinal)] + "type"], value),
            _ => node.Type?.Invoke(value) ?? TypeCheck.Fits,
        };
        return check switch { TypeCheck.Mismatch => ApiError.TypeMismatch, TypeCheck.OutOfRange => ApiError.ValueOutOfRange, _ => ApiError.None };
    }

    /// <summary>Whether another member of the collection has the value already, where that may not be.</summary>
    private bool IsTaken(string element, ElementNode node, string value)
    {
        var isPattern = node.Name == "pattern";
        if (isPattern && !Interactions.ArePatternsUnique(values[element[..element.IndexOf("correct_responses", StringComparison.Ordinal)] + "type"])) return false;
        if (!isPattern && !node.IsUnique) return false;
        var name = element[(element.LastIndexOf('.') + 1)..];
        var collection = element[..(element.LastIndexOf('.', element.Length - name.Length - 2) + 1)];
        var isSet = isPattern && values[element[..element.IndexOf("correct_responses", StringComparison.Ordinal)] + "type"] == "choice";
        for (var index = 0; index < CountOf(collection); index++)
        {
            var other = $"{collection}{index.ToString(CultureInfo.InvariantCulture)}.{name}";
            if (other != element && values.TryGetValue(other, out var taken) && (taken == value || isSet && taken.Split("[,]").ToHashSet().SetEquals(value.Split("[,]")))) return true;
        }
        return false;
    }

    // RTE 4.2.9.2: with another type, the responses of the former one make no sense.
    private void ForgetAnswers(string interaction)
    {
        foreach (var element in values.Keys.Where(key => key.StartsWith(interaction + "correct_responses.", StringComparison.Ordinal) || key == interaction + "learner_response").ToList())
            values.Remove(element);
        counts.Remove(interaction + "correct_responses.");
    }

    private DataMap? Store(string element)
    {
        const string prefix = "adl.data.", suffix = ".store";
        return element.StartsWith(prefix, StringComparison.Ordinal) && element.EndsWith(suffix, StringComparison.Ordinal)
            && int.TryParse(element.AsSpan(prefix.Length, element.Length - prefix.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < content.DataMaps.Count
            ? content.DataMaps[index]
            : null;
    }

    /// <summary>The two statuses that a threshold in the manifest decides, whatever the content says (RTE 4.2.4.1 and 4.2.22.1).</summary>
    private string? Measured(string element)
    {
        switch (element)
        {
            case "cmi.completion_status" when content.CompletionThreshold is { } threshold:
                return Real("cmi.progress_measure") is { } progress ? progress >= threshold ? "completed" : "incomplete" : "unknown";
            case "cmi.success_status" when content.ScaledPassingScore is { } passing:
                return Real("cmi.score.scaled") is { } scaled ? scaled >= passing ? "passed" : "failed" : "unknown";
            default: return null;
        }
    }

    internal decimal? Real(string element) => values.TryGetValue(element, out var text) ? DataTypes.ReadReal(text) : null;

    private Answer IsValid(string request)
    {
        const string target = "{target=";
        switch (request)
        {
            case "continue": return new(Word(Valid?.Continue));
            case "previous": return new(Word(Valid?.Previous));
            case "choice" or "jump": return ApiError.GeneralGetFailure;
            case "_children" or "_count": return ApiError.GeneralGetFailure;
        }
        var isChoice = request.StartsWith("choice.", StringComparison.Ordinal);
        if (!isChoice && !request.StartsWith("jump.", StringComparison.Ordinal)) return ApiError.UndefinedElement;
        var argument = request[(request.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!argument.StartsWith(target, StringComparison.Ordinal) || !argument.EndsWith('}')) return ApiError.GeneralGetFailure;
        var id = argument[target.Length..^1];
        return id.Length == 0 ? ApiError.GeneralGetFailure : new Answer(Word(isChoice ? Valid?.Choices.Contains(id) : Valid?.Jumps.Contains(id)));

        static string Word(bool? isValid) => isValid switch { true => "true", false => "false", null => "unknown" };
    }

    private void Count(string element)
    {
        foreach (var (collection, index) in CmiElements.Indices(element)) counts[collection] = Math.Max(CountOf(collection), index + 1);
    }
}
