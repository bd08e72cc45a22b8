namespace Marquee.Platform.Access;

/// <summary>Whom a route is for.</summary>
public enum Audience
{
    /// <summary>Whoever asks; credentials are not even looked at. Sign-in, health, public keys, artwork.</summary>
    Everyone,

    /// <summary>Anybody, guests and strangers too, acting for their own profile; a token needs the scope.</summary>
    Anyone,

    /// <summary>Whoever has an account, in any of its profiles.</summary>
    Members,

    /// <summary>Whoever has an account and is not in a kid's profile.</summary>
    Grownups,

    Admins,

    Owners,
}

/// <summary>What a route declares: who may come in. Metadata of its endpoint, one to each; a route without one is for nobody.</summary>
/// <param name="For">Whom it is for.</param>
/// <param name="Scopes">A personal access token needs one of these.</param>
/// <param name="NeedsProof">A change that matters: they must have shown who they are within the last ten minutes.</param>
/// <param name="FromOtherSites">Whether a form of another site may post to it, as some sign-in providers do.</param>
public sealed record AccessRule(Audience For, IReadOnlyList<string> Scopes, bool NeedsProof = false, bool FromOtherSites = false)
{
    public override string ToString() => string.Join(' ', ((string?[])
    [
        For.ToString().ToLowerInvariant(),
        Scopes.Count == 0 ? null : string.Join('|', Scopes),
        NeedsProof ? "proof" : null,
        FromOtherSites ? "from-other-sites" : null,
    ]).Where(word => word is not null));
}

/// <summary>What the rule says of a caller.</summary>
public enum Verdict
{
    Welcome,

    /// <summary>The credentials are missing.</summary>
    SignInFirst,

    /// <summary>The credentials are there and not good.</summary>
    BadCredentials,

    /// <summary>The token's scopes do not reach so far.</summary>
    WrongScope,

    /// <summary>They are known, and it is not for them.</summary>
    NotForYou,

    /// <summary>It is for them, once they have shown again that it is them.</summary>
    ProveFirst,
}

/// <summary>The one place that decides who may do what. Every door asks here: pages, REST, and whatever comes to stand beside them.</summary>
public static class AccessDecision
{
    /// <summary>How long a proof lasts.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(10);

    public static Verdict Decide(AccessRule rule, Caller caller, DateTimeOffset now)
    {
        if (rule.For == Audience.Everyone)
            return Verdict.Welcome;
        if (caller.HasBadCredentials)
            return Verdict.BadCredentials;
        if (caller.Scopes is { } scopes && !rule.Scopes.Any(scopes.Contains))
            return Verdict.WrongScope;
        if (rule.For == Audience.Anyone)
            return Verdict.Welcome;
        if (caller.Account is null)
            return Verdict.SignInFirst;
        if (rule.For > Audience.Members && caller.IsKid)
            return Verdict.NotForYou;

        var reaches = rule.For switch
        {
            Audience.Admins => caller.Role is Roles.Admin or Roles.Owner,
            Audience.Owners => caller.Role is Roles.Owner,
            _ => true,
        };
        if (!reaches)
            return Verdict.NotForYou;
        return rule.NeedsProof && !(now - caller.ProvedAt < ProofLasts) ? Verdict.ProveFirst : Verdict.Welcome;
    }
}
