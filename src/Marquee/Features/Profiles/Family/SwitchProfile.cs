using Marquee.Data;
using Marquee.Features.Accounts;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.SigningIn;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Profiles.Family;

/// <summary>Acts as another profile of the account, in this session alone. Out of a kid's profile leads its PIN, or signing in anew.</summary>
sealed class SwitchProfile(Database database, LiveSessions live, Attempts attempts, IPasswordHasher<Account> hasher)
{
    /// <exception cref="NotFound">The account has no such profile.</exception>
    /// <exception cref="Forbidden"><c>pin_needed</c>: this is a kid's profile.</exception>
    /// <exception cref="Invalid"><c>pin_wrong</c>.</exception>
    public async Task<Face> HandleAsync(ProfileId target, string? pin, HttpContext http, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (caller is not { Account: { } account, Session: { } session }) throw new Forbidden("session_needed", "A token acts as its own profile. Sign in to switch.");
        await using var connection = await database.OpenAsync(cancel);
        var face = await connection.FirstAsync<Face>($"select {FindProfiles.Columns} from profiles where id = @target and account_id = @account", new { target, account }, cancel)
            ?? throw new NotFound("profile_not_found", "There is no such profile in your account.");
        if (caller.IsKid && caller.Profile != target)
        {
            var kept = await connection.ScalarAsync<string?>("select pin_hash from profiles where id = @Profile and account_id = @account", new { caller.Profile, account }, cancel);
            await CheckPinAsync(caller.Profile!.Value, kept, pin, http, cancel);
        }

        // Whoever leaves a kid's profile has shown a PIN and no password: changes that matter ask anew.
        await database.WriteAsync(write => write.ExecuteAsync(
            "update sessions set profile_id = @target, proved_at = case when @kid then 0 else proved_at end where id = @session and account_id = @account",
            new { target, session, account, kid = caller.IsKid }, cancel), cancel);
        live.Forget(session);
        return face;
    }

    async Task CheckPinAsync(ProfileId kid, string? kept, string? pin, HttpContext http, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(pin)) throw new Forbidden("pin_needed", "Give the PIN to leave this profile.");
        var subject = $"pin:{kid}";
        await attempts.BeginAsync(subject, http, cancel);
        if (kept is null || hasher.VerifyHashedPassword(new Account(), kept, pin) == PasswordVerificationResult.Failed)
            throw new Invalid("pin_wrong", "That is not the PIN. Forgotten? Sign out, sign in, and set another.", "pin");
        await attempts.SucceededAsync(subject, http, cancel);
    }
}
