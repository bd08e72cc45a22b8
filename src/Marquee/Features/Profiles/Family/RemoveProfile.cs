using Marquee.Data;
using Marquee.Features.Accounts.Sessions;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Profiles.Family;

/// <summary>Removes a profile with everything it watched, rated and listed. The last personal one goes with its account only.</summary>
sealed class RemoveProfile(Database database, LiveSessions live, TimeProvider clock)
{
    public async Task HandleAsync(AccountId account, ProfileId profile, HttpContext http, CancellationToken cancel)
    {
        await database.WriteAsync(async connection =>
        {
            var kind = await connection.ScalarAsync<string?>("select kind from profiles where id = @profile and account_id = @account", new { profile, account }, cancel)
                ?? throw new NotFound("profile_not_found", "There is no such profile in your account.");
            if (kind == "personal" && await connection.ScalarAsync<long>("select count(*) from profiles where account_id = @account and kind = 'personal'", new { account }, cancel) == 1)
                throw new Conflict("last_profile", "An account has at least one profile. To leave, delete the account.");
            // Tokens that act as it go with it; sessions go on as the account's first profile.
            await connection.ExecuteAsync("delete from profiles where id = @profile and account_id = @account", new { profile, account }, cancel);
            await connection.AuditAsync(new AuditEntry("profile.removed", account, kind), http, clock.GetUtcNow(), cancel);
        }, cancel);
        live.ForgetAll();
    }
}
