using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Lectern.Lessons.Videos;

/// <summary>A video that lies elsewhere: on a video site, shown in its own frame, or a file of some server.</summary>
/// <param name="Address">What the page frames or plays; https.</param>
/// <param name="Typed">What the instructor entered, or the address of the same video for people.</param>
/// <param name="Site">"YouTube" or "Vimeo"; null for a file.</param>
public sealed partial record VideoLink(string Address, string Typed, string? Site)
{
    /// <summary>Whether the site's own player shows it. What is watched there can't be measured: its player tells us nothing.</summary>
    [JsonIgnore] public bool IsEmbed => Site is not null;

    /// <summary>For the content security policy of the page that shows it; null where its host can't be one.</summary>
    [JsonIgnore] public string? Origin => WebOrigin.Of(new Uri(Address));

    /// <summary>Reads an address as people copy it from a browser.</summary>
    internal static Outcome<VideoLink> Read(string typed)
    {
        if (typed.Length > 500 || !Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme != "https" || address.UserInfo.Length > 0 || WebOrigin.Of(address) is null) return NotOne;
        var whole = address.Host + address.PathAndQuery;
        // The privacy-enhanced address keeps no cookies before somebody plays (YouTube Help, "Embed videos"); dnt does the same at Vimeo.
        if (YouTube().Match(whole) is { Success: true } youTube) return new VideoLink($"https://www.youtube-nocookie.com/embed/{youTube.Groups[1].Value}?rel=0", typed, "YouTube");
        if (Vimeo().Match(whole) is { Success: true } vimeo)
            return new VideoLink($"https://player.vimeo.com/video/{vimeo.Groups[1].Value}?dnt=1{(vimeo.Groups[2].Value is { Length: > 0 } hash ? "&h=" + hash : "")}", typed, "Vimeo");
        return File().IsMatch(address.AbsolutePath) && address.IsDefaultPort ? new VideoLink(address.AbsoluteUri, typed, null) : NotOne;
    }

    private static Refusal NotOne => new("video-link-unknown", "This is not the address of a video. Copy the address of a video page on YouTube or Vimeo, or that of an MP4, WebM or Ogg file; it begins with https.", "link");

    [GeneratedRegex(@"^(?:(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])")]
    private static partial Regex YouTube();

    [GeneratedRegex(@"^(?:(?:www\.)?vimeo\.com/(?:channels/[\w-]+/|groups/[\w-]+/videos/)?|player\.vimeo\.com/video/)([0-9]{5,12})(?:(?:/|\?(?:[^#]*&)?h=)([0-9a-f]{6,20}))?(?![\w])")]
    private static partial Regex Vimeo();

    [GeneratedRegex(@"\.(?:mp4|m4v|webm|ogv|mov)$", RegexOptions.IgnoreCase)]
    private static partial Regex File();
}
