using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.Tokens;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Tests.Accounts;
using Marquee.Tests.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Access;

/// <summary>Somebody who tries a door.</summary>
public enum Persona
{
    Owner,
    Admin,
    Friend,
    Stranger,
    Kid,
    Guest,
    Anonymous,
    RevokedToken,
    WrongScope,
}

/// <summary>A program with one of each: the owner, an admin, a friend of the owner's, a stranger, a kid of the owner's, a guest.</summary>
sealed class House(RunningProgram program) : IAsyncDisposable
{
    readonly Dictionary<Persona, (AccountId Account, ProfileId Profile)> _people = [];

    public RunningProgram Program => program;

    public static async Task<House> BuildAsync(DatabaseKind kind)
    {
        var house = new House(await RunningProgram.StartPreparedAsync(kind));
        foreach (var persona in (Persona[])[Persona.Owner, Persona.Admin, Persona.Friend, Persona.Stranger])
        {
            var registered = await house.Program.NewVisitor().RegisterAsync(name: persona.ToString());
            house._people[persona] = (Id<AccountId>(registered, "id"), Id<ProfileId>(registered, "profile_id"));
        }

        var (owner, profile) = house._people[Persona.Owner];
        var now = DateTimeOffset.UtcNow;
        await house.Program.Database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("update accounts set role = 'admin' where id = @Account", new { house._people[Persona.Admin].Account }, default);
            var friend = house._people[Persona.Friend].Profile;
            await connection.ExecuteAsync(
                "insert into follows (follower_id, followed_id, accepted, created_at) values (@profile, @friend, true, @now), (@friend, @profile, true, @now)", new { profile, friend, now }, default);
            var kid = await connection.ScalarAsync<long>(
                "insert into profiles (account_id, kind, display_name, certification_cap, created_at, last_seen_at) values (@owner, 'kid', 'Kid', 'PG', @now, @now) returning id", new { owner, now }, default);
            house._people[Persona.Kid] = (owner, new ProfileId(kid));
        });
        return house;
    }

    public ProfileId ProfileOf(Persona persona) => _people[persona].Profile;

    public AccountId AccountOf(Persona persona) => _people[persona].Account;

    /// <summary>A client with new credentials of that person's, so that what one request ends does not matter to the next.</summary>
    public async Task<HttpClient> AsAsync(Persona persona, AccessRule? rule = null) => persona switch
    {
        Persona.Anonymous => program.NewVisitor(),
        Persona.Guest => await GuestAsync(),
        Persona.RevokedToken => program.With(await PersonalTokenAsync(Persona.Owner, Scopes.All, revoked: true)),
        Persona.WrongScope => program.With(await PersonalTokenAsync(Persona.Owner, [.. Scopes.All.Except(rule?.Scopes ?? [])], revoked: false)),
        _ => await SignedInAsync(persona),
    };

    /// <summary>That person at a browser.</summary>
    public async Task<HttpClient> BrowserAsync(Persona persona)
    {
        var session = await program.Database.WriteAsync(connection =>
            program.Services.GetRequiredService<StartSession>().HandleAsync(connection, AccountOf(persona), isWeb: true, remember: true, new DefaultHttpContext(), default));
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = program.Address };
        browser.DefaultRequestHeaders.Add("Cookie", $"marquee_session={session.Secret}");
        return browser;
    }

    async Task<HttpClient> SignedInAsync(Persona persona)
    {
        var (account, profile) = _people[persona];
        var http = new DefaultHttpContext();
        var session = await program.Database.WriteAsync(connection =>
            program.Services.GetRequiredService<StartSession>().HandleAsync(connection, account, isWeb: false, remember: false, http, default));
        await program.Database.WriteAsync(connection => connection.ExecuteAsync("update sessions set profile_id = @profile where id = @Id", new { profile, session.Id }, default));
        return program.With(await program.Services.GetRequiredService<AccessTokens>().IssueAsync(account, session.Id, profile, default));
    }

    async Task<string> PersonalTokenAsync(Persona persona, IEnumerable<string> scopes, bool revoked)
    {
        var (account, profile) = _people[persona];
        var token = PersonalTokens.Prefix + Secrets.New();
        await program.Database.WriteAsync(connection => connection.ExecuteAsync(
            """
            insert into personal_tokens (account_id, profile_id, name, token_hash, hint, scopes, created_at, revoked_at)
            values (@account, @profile, 'test', @hash, 'test', @scopes, @now, @revokedAt)
            """,
            new { account, profile, hash = Secrets.Hash(token), scopes = string.Join(' ', scopes), now = DateTimeOffset.UtcNow, revokedAt = revoked ? DateTimeOffset.UtcNow : (DateTimeOffset?)null }, default));
        return token;
    }

    async Task<HttpClient> GuestAsync()
    {
        var guest = program.NewVisitor();
        await Recommendations.Visitors.RateAsync(guest, "19", 9);
        return guest;
    }

    static TId Id<TId>(System.Text.Json.JsonElement json, string name) where TId : struct, IRowId<TId> =>
        TId.From(long.Parse(json.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture));

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
