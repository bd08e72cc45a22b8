using Marquee.Data;
using Marquee.Features.Accounts.Registering;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts;

/// <summary>Who one is, as programs see it: the account, and the profile that the session or token acts as.</summary>
sealed record MeBody(AccountId Id, string Email, bool EmailVerified, string Role, DateTimeOffset CreatedAt, MyProfile Profile, string DisplayName);

sealed record MyProfile(ProfileId Id, string DisplayName, string Kind);

/// <summary>What one may change about oneself here. There is nothing else in it on purpose: what a body says beyond this is not read.</summary>
sealed record MeChange(string? DisplayName);

/// <summary><c>/api/v1/me</c>.</summary>
sealed class Me(Database database, CurrentProfile current)
{
    sealed record AccountRow(AccountId Id, string Email, bool EmailVerified, string Role, DateTimeOffset CreatedAt);

    public static void Map(IEndpointRouteBuilder app)
    {
        var me = app.MapGroup("/api/v1/me").WithTags("Accounts");
        me.MapGet("", async (Me me, HttpContext http, CancellationToken cancel) => Envelope.Of(await me.FindAsync(Caller.Of(http).Account!.Value, cancel)))
            .MembersOnly(Scopes.Read).WithSummary("The account and its current profile").ProducesProblem(401);
        me.MapPatch("", async (MeChange body, Me me, HttpContext http, CancellationToken cancel) => Envelope.Of(await me.ChangeAsync(Caller.Of(http).Account!.Value, body, cancel)))
            .GrownupsOnly(Scopes.Write).WithSummary("Change the current profile’s name").ProducesProblem(401).ProducesProblem(422);
    }

    async Task<MeBody> FindAsync(AccountId account, CancellationToken cancel)
    {
        var profile = await current.EnsureAsync(cancel);
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.FirstAsync<AccountRow>("select id, email, email_verified, role, created_at from accounts where id = @account", new { account }, cancel)
            ?? throw new NotFound("account_not_found", "There is no such account.");
        var name = await connection.ScalarAsync<string>("select display_name from profiles where id = @Id", new { profile.Id }, cancel) ?? profile.DisplayName;
        return new MeBody(row.Id, row.Email, row.EmailVerified, row.Role, row.CreatedAt, new MyProfile(profile.Id, name, profile.Kind), name);
    }

    async Task<MeBody> ChangeAsync(AccountId account, MeChange change, CancellationToken cancel)
    {
        if (change.DisplayName is not null)
        {
            var name = RegisterAccount.CheckedName(change.DisplayName);
            var profile = await current.EnsureAsync(cancel);
            await database.WriteAsync(connection => connection.ExecuteAsync(
                "update profiles set display_name = @name where id = @Id and account_id = @account", new { profile.Id, account, name }, cancel), cancel);
        }

        return await FindAsync(account, cancel);
    }
}
