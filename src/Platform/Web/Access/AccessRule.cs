using Lectern.Kernel;
using Microsoft.AspNetCore.Builder;

namespace Lectern.Web.Access;

/// <summary>Who may use a route. Every route has exactly one; a route without one answers nobody.</summary>
public abstract record AccessRule
{
    private AccessRule() { }

    /// <summary>Anyone, signed in or not; says why that is right.</summary>
    public sealed record Open(string Why) : AccessRule;

    /// <summary>Anyone with an account; says why no capability is asked (usually: shows only what is one's own).</summary>
    public sealed record SignedIn(string Why) : AccessRule;

    /// <summary>
    /// Whoever holds the capability: at the scope whose id is in the route value <paramref name="ScopeIn"/>, or, without
    /// one, at any scope (the use case then checks the data itself or lists only what is below the visitor's scopes).
    /// </summary>
    public sealed record Holder(Capability Capability, string? ScopeIn) : AccessRule;
}

public static class AccessRules
{
    /// <summary>Anyone may, also without signing in.</summary>
    public static T OpenToAll<T>(this T route, string why) where T : IEndpointConventionBuilder => route.WithRule(new AccessRule.Open(why));

    /// <summary>Anyone who is signed in may; the use case shows only what is theirs.</summary>
    public static T ForSignedIn<T>(this T route, string why) where T : IEndpointConventionBuilder => route.WithRule(new AccessRule.SignedIn(why));

    /// <summary>Whoever holds the capability, at the scope named by the route value <paramref name="scopeIn"/> (a unit's or a course's id) or, without one, anywhere.</summary>
    public static T Requires<T>(this T route, Capability capability, string? scopeIn = null) where T : IEndpointConventionBuilder => route.WithRule(new AccessRule.Holder(capability, scopeIn));

    private static T WithRule<T>(this T route, AccessRule rule) where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(rule));
        return route;
    }
}

/// <summary>Where a scope stands in the tree; People knows.</summary>
public interface IScopes
{
    /// <summary>The ids from the root down to this scope, each followed by a slash; null when there is no such scope.</summary>
    Task<string?> PathOf(Guid scopeId, CancellationToken cancel);
}
