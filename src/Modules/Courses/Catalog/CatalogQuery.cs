using System.Text.Json.Serialization;

namespace Lectern.Courses;

/// <summary>How long a course lasts, roughly.</summary>
public enum CourseLength { Brief, Middling, Lengthy }
public enum CatalogOrder { Title, Newest, Shortest }

/// <summary>Where the lengths begin, in minutes.</summary>
internal static class CourseLengths
{
    internal const int Middling = 15;
    internal const int Lengthy = 120;
}

/// <summary>What is asked of the catalog, as it stands in the address.</summary>
public sealed record CatalogQuery
{
    [FromQuery(Name = "q")] public string? Q { get; init; }
    [FromQuery(Name = "topic")] public string[]? Topic { get; init; }
    [FromQuery(Name = "length")] public string[]? Length { get; init; }
    [FromQuery(Name = "sort")] public string? Sort { get; init; }
    [FromQuery(Name = "after")] public string? After { get; init; }
    public IReadOnlyList<string> Topics => [.. (Topic ?? []).Where(t => t.Length > 0).Distinct().Take(20)];
    public IReadOnlyList<CourseLength> Lengths => [.. (Length ?? []).Select(l => Enum.TryParse<CourseLength>(l, true, out var length) && Enum.IsDefined(length) ? length : (CourseLength?)null).OfType<CourseLength>().Distinct()];
    public CatalogOrder Order => Enum.TryParse<CatalogOrder>(Sort, true, out var order) && Enum.IsDefined(order) ? order : CatalogOrder.Title;
    public bool IsFiltered => Topics.Count > 0 || Lengths.Count > 0 || !string.IsNullOrWhiteSpace(Q);

    /// <summary>The address of the catalog with these filters.</summary>
    public string Address(IEnumerable<string>? topics = null, IEnumerable<CourseLength>? lengths = null, string? after = null)
    {
        var parts = new List<string>();
        if (!string.IsNullOrWhiteSpace(Q)) parts.Add("q=" + Uri.EscapeDataString(Q.Trim()));
        parts.AddRange((topics ?? Topics).Select(t => "topic=" + Uri.EscapeDataString(t)));
        parts.AddRange((lengths ?? Lengths).Select(l => "length=" + l.ToString().ToLowerInvariant()));
        if (Order != CatalogOrder.Title) parts.Add("sort=" + Order.ToString().ToLowerInvariant());
        if (after is not null) parts.Add("after=" + after);
        return parts.Count == 0 ? "/catalog" : "/catalog?" + string.Join('&', parts);
    }
}

/// <summary>A published course on its card.</summary>
public sealed record CatalogCourse(Id<Course> Id, string Slug, string Title, string Summary, string Topic, string Cover, EnrolmentPolicy Policy, int Minutes, int Activities, DateTimeOffset PublishedAt, [property: JsonIgnore] string? ScheduleJson)
{
    /// <summary>When the course begins and ends for everybody; null for no such time.</summary>
    public DateTimeOffset? OpensAt { get; } = CourseSchedule.Read(ScheduleJson)?.OpensAt;
    public DateTimeOffset? ClosesAt { get; } = CourseSchedule.Read(ScheduleJson)?.ClosesAt;
}

/// <summary>How many courses have this topic and this length.</summary>
public sealed record CatalogFacet(string Topic, CourseLength Length, int Count);

/// <summary>Counts for the filters: each filter counts what choosing it would show beside the other filters.</summary>
public sealed record CatalogFacets(IReadOnlyList<CatalogFacet> All)
{
    public IEnumerable<(string Topic, int Count)> Topics(CatalogQuery query) => All
        .GroupBy(f => f.Topic).Where(g => g.Key.Length > 0)
        .Select(g => (g.Key, g.Where(f => query.Lengths.Count == 0 || query.Lengths.Contains(f.Length)).Sum(f => f.Count)))
        .OrderBy(t => t.Key, StringComparer.CurrentCulture);

    public int Of(CourseLength length, CatalogQuery query) =>
        All.Where(f => f.Length == length && (query.Topics.Count == 0 || query.Topics.Contains(f.Topic))).Sum(f => f.Count);

    public int Found(CatalogQuery query) =>
        All.Where(f => (query.Topics.Count == 0 || query.Topics.Contains(f.Topic)) && (query.Lengths.Count == 0 || query.Lengths.Contains(f.Length))).Sum(f => f.Count);
}

public sealed record CatalogModel(CatalogQuery Query, CatalogFacets Facets, IReadOnlyList<CatalogCourse> Courses, string? Next, IReadOnlySet<Id<Course>> Entered);
