namespace Marquee.Platform.Access;

/// <summary>How a route says who may come in: one word behind it.</summary>
public static class RouteAccess
{
    /// <summary>Whoever asks; credentials are not looked at.</summary>
    public static T ForEveryone<T>(this T route) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Everyone, []));

    /// <summary>Anybody, for their own profile, guests too; a token needs one of the scopes.</summary>
    public static T RequireScope<T>(this T route, params string[] scopes) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Anyone, scopes));

    /// <summary>Anybody, for their own profile: to read they need <c>read</c>, to change <c>write</c>. For groups; a route's own word goes before it.</summary>
    public static T ForOwnThings<T>(this T route) where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(new AccessRule(Audience.Anyone,
            [endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is ["GET", ..] ? Scopes.Read : Scopes.Write])));
        return route;
    }

    /// <summary>Whoever has an account, in any profile.</summary>
    public static T MembersOnly<T>(this T route, params string[] scopes) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Members, scopes));

    /// <summary>Whoever has an account and is not in a kid's profile. Without a scope: no personal access token.</summary>
    public static T GrownupsOnly<T>(this T route, params string[] scopes) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Grownups, scopes));

    /// <summary>A change of credentials or the like: a grown-up who has shown within ten minutes who they are. Never a personal access token.</summary>
    public static T WithProof<T>(this T route) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Grownups, [], NeedsProof: true));

    /// <summary>Admins and the owner; a token needs the scope <c>admin</c>.</summary>
    public static T AdminsOnly<T>(this T route) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Admins, [Scopes.Admin]));

    /// <summary>What changes who may get in: an admin or the owner who has shown within ten minutes who they are. Never a personal access token.</summary>
    public static T AdminsWithProof<T>(this T route) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Admins, [], NeedsProof: true));

    /// <summary>The same for the owner alone.</summary>
    public static T OwnersWithProof<T>(this T route) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Owners, [], NeedsProof: true));

    /// <summary>The owner; a token needs the scope <c>admin</c>.</summary>
    public static T OwnersOnly<T>(this T route) where T : IEndpointConventionBuilder => route.With(new AccessRule(Audience.Owners, [Scopes.Admin]));

    /// <summary>Any rule.</summary>
    public static T With<T>(this T route, AccessRule rule) where T : IEndpointConventionBuilder => route.WithMetadata(rule);

    /// <summary>What a route declares, or null when it has forgotten to. The last word holds: a route's own before its group's.</summary>
    public static AccessRule? DeclaredRule(this Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AccessRule>() ?? endpoint.Metadata.GetMetadata<AccessAttribute>()?.Rule;
}

/// <summary>The same word above a page: <c>@attribute [Access(Audience.Anyone, "read")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccessAttribute(Audience audience, params string[] scopes) : Attribute
{
    public Audience For => audience;

    public IReadOnlyList<string> Scopes => scopes;

    public bool NeedsProof { get; init; }

    internal AccessRule Rule => new(audience, scopes, NeedsProof);
}
