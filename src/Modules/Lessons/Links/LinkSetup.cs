using System.Text.Json.Serialization;

namespace Lectern.Lessons.Links;

/// <summary>What a link activity holds; the same in the draft and in a sealed version.</summary>
/// <param name="Address">http or https; embedded only https. Empty until one was entered.</param>
/// <param name="Overview">Sanitised HTML: what to do there.</param>
/// <param name="IsEmbedded">Shown in a frame of the page, instead of only in a tab of its own.</param>
/// <param name="IsConfirmed">Done when learners say so; otherwise when they open it.</param>
public sealed record LinkSetup(string Address, string Overview, bool IsEmbedded, bool IsConfirmed)
{
    public static LinkSetup Empty { get; } = new("", "", IsEmbedded: false, IsConfirmed: false);

    /// <summary>For the content security policy of the page that frames it; null where there is nothing to frame.</summary>
    [JsonIgnore] public string? Origin => Address.Length > 0 ? WebOrigin.Of(new Uri(Address)) : null;

    [JsonIgnore] public string Host => new Uri(Address).Host;

    /// <summary>Reads what was entered; a refusal names its field.</summary>
    internal static Outcome<LinkSetup> Read(string address, string overview, bool isEmbedded, bool isConfirmed)
    {
        if (address.Length > 2000 || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return new Refusal("link-not-an-address", "Enter a whole address that begins with https:// or http://.", "address");
        // A name before the host (https://bank@evil.example) is a trick of phishing.
        if (uri.UserInfo.Length > 0) return new Refusal("link-with-a-name", "Leave out the name before the @: it makes the address look like another one.", "address");
        if (WebOrigin.Of(uri) is null) return new Refusal("link-host-unknown", "The name of the site in this address can't be one: it has letters, digits, dots and hyphens only.", "address");
        if (isEmbedded && uri.Scheme != "https") return new Refusal("link-not-secure", "Only addresses that begin with https:// can be shown in the page.", "address");
        var words = RichText.Read(overview);
        return words.Refusal is { } tooLong ? tooLong with { Field = "overview" } : new LinkSetup(uri.AbsoluteUri, words.Value, isEmbedded, isConfirmed);
    }
}
