using Marquee.Data;
using Marquee.Platform.Access;

namespace Marquee.Platform;

/// <summary>Whose taste a request is about.</summary>
/// <param name="Id">The profile.</param>
/// <param name="DisplayName">What it is called.</param>
/// <param name="TasteVersion">Counts the changes of its ratings, plays and hidden titles: what was made for one number is stale at the next.</param>
/// <param name="Kind"><c>guest</c>, <c>personal</c> or <c>kid</c>.</param>
/// <param name="CertificationCap">The highest certification it may meet, anywhere; null: all.</param>
/// <param name="Avatar">The hash of its picture; null: letters.</param>
public sealed record Profile(ProfileId Id, string DisplayName, long TasteVersion, string Kind = "personal", string? CertificationCap = null, string? Avatar = null)
{
    /// <summary>What a statement selects that fills one; the two are changed together.</summary>
    public const string Columns = "id, display_name, taste_version, kind, certification_cap, avatar";
}

/// <summary>
/// The profile behind a request: that of the session or token; for somebody without an account, a guest's, known by a cookie whose
/// secret is stored only as its hash. Somebody new has none until they do something worth keeping.
/// </summary>
public sealed class CurrentProfile(IHttpContextAccessor http, Database database, Instance instance, TimeProvider clock)
{
    const string CookieName = "marquee_guest";
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(400); // the longest that browsers keep a cookie

    Task<Profile?>? _looking;

    /// <summary>The profile, or null for somebody new. Ask before a connection is opened: this may need one, and a hundred who wait for their second hold each other up.</summary>
    public ValueTask<Profile?> FindAsync(CancellationToken cancel)
    {
        // Parts of a page ask side by side: all wait for the first one's answer.
        if (_looking is not { IsFaulted: false, IsCanceled: false })
            _looking = LookAsync(cancel);
        return new(_looking);
    }

    async Task<Profile?> LookAsync(CancellationToken cancel)
    {
        var caller = Caller.Of(Context);
        await using var connection = await database.OpenAsync(cancel);
        if (caller.Account is { } account)
            return await connection.FirstAsync<Profile>(
                // A profile that was deleted leaves its sessions with the account's first.
                $"select {Profile.Columns} from profiles where account_id = @account and (id = @profile or @profile is null) order by id limit 1",
                new { account, profile = caller.Profile }, cancel);
        return GuestHash is { } hash
            ? await connection.FirstAsync<Profile>($"select {Profile.Columns} from profiles where token_hash = @hash", new { hash }, cancel)
            : null;
    }

    /// <summary>The profile; for somebody new, a guest profile made now.</summary>
    public async Task<Profile> EnsureAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is { } known)
            return known;

        var account = Caller.Of(Context).Account;
        var secret = Secrets.New();
        var made = await database.WriteAsync(async connection => await connection.FirstAsync<Profile>(
            $"""
            insert into profiles (account_id, kind, display_name, token_hash, created_at, last_seen_at)
            values (@account, @kind, @name, @hash, @now, @now)
            returning {Profile.Columns}
            """,
            new
            {
                account,
                kind = account is null ? "guest" : "personal",
                name = account is null ? "Guest" : "Me",
                hash = account is null ? Secrets.Hash(secret) : null,
                now = clock.GetUtcNow(),
            }, cancel), cancel);
        if (account is null)
            Context.Response.Cookies.Append(CookieName, secret, Cookie());
        _looking = Task.FromResult(made);
        return made!;
    }

    /// <summary>What the guest profile of this browser is found by, whoever is signed in; null when it has none.</summary>
    public string? GuestHash => Context.Request.Cookies[CookieName] is { Length: Secrets.Length } secret ? Secrets.Hash(secret) : null;

    /// <summary>The guest profile has become somebody's: this browser is no guest any more.</summary>
    public void ForgetGuest() => Context.Response.Cookies.Delete(CookieName, Cookie());

    HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("There is a current profile only within a request.");

    CookieOptions Cookie() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = Context.Request.IsHttps || instance.IsSecure,
        MaxAge = Lifetime,
        IsEssential = true,
    };
}
