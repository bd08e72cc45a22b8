using Marquee.Data;
using Marquee.Features.Accounts;
using Marquee.Platform;
using Marquee.Platform.Errors;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Profiles.Family;

/// <param name="Kind"><c>personal</c> or <c>kid</c>.</param>
/// <param name="CertificationCap">For a kid: the highest certification it meets anywhere.</param>
/// <param name="Pin">For a kid: four to eight digits that are asked for when somebody leaves it.</param>
sealed record NewProfile(string? DisplayName, string? Kind = "personal", string? CertificationCap = null, string? Pin = null);

/// <summary>Makes another profile in an account: somebody else of the family, a kid, or the guest.</summary>
sealed class MakeProfile(Database database, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    public const int Most = 8, LongestName = 60;
    public static readonly IReadOnlyList<string> Caps = ["G", "PG", "PG-13"];

    public async Task<Face> HandleAsync(AccountId account, NewProfile request, HttpContext http, CancellationToken cancel)
    {
        var name = CheckedName(request.DisplayName);
        var kind = request.Kind ?? "personal";
        if (kind is not ("personal" or "kid")) throw new Invalid("kind_invalid", "A profile is 'personal' or 'kid'.", "kind");
        var cap = kind == "kid" ? CheckedCap(request.CertificationCap) : null;
        var pin = kind == "kid" ? hasher.HashPassword(new Account(), CheckedPin(request.Pin)) : null;
        return await AddAsync(account, kind, name, cap, pin, http, cancel);
    }

    /// <summary>The account's guest: somebody who watches tonight, and whose ratings are nobody's of the family.</summary>
    public async Task<ProfileId> GuestAsync(AccountId account, HttpContext http, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<long?>("select id from profiles where account_id = @account and kind = 'guest' order by id limit 1", new { account }, cancel) is { } id
            ? new ProfileId(id)
            : (await AddAsync(account, "guest", "Guest", null, null, http, cancel)).Id;
    }

    Task<Face> AddAsync(AccountId account, string kind, string name, string? cap, string? pin, HttpContext http, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        await connection.AloneAsync(database.Dialect, $"profiles:{account}", cancel);
        if (await connection.ScalarAsync<long>("select count(*) from profiles where account_id = @account", new { account }, cancel) >= Most)
            throw new Conflict("too_many_profiles", $"An account has at most {Most} profiles.");
        var face = await connection.FirstAsync<Face>(
            $"""
            insert into profiles (account_id, kind, display_name, certification_cap, pin_hash, learn_from, created_at, last_seen_at)
            values (@account, @kind, @name, @cap, @pin, @learn, @now, @now) returning {FindProfiles.Columns}
            """, new { account, kind, name, cap, pin, learn = kind == "personal", now = clock.GetUtcNow() }, cancel);
        await connection.AuditAsync(new AuditEntry("profile.made", account, $"{name}, {kind}"), http, clock.GetUtcNow(), cancel);
        return face!;
    }, cancel);

    public static string CheckedName(string? name) => name?.Trim() is { Length: > 0 and <= LongestName } text && !text.Any(char.IsControl)
        ? text
        : throw new Invalid("display_name_invalid", $"A name has 1 to {LongestName} letters.", "display_name");

    public static string CheckedCap(string? cap) => Caps.FirstOrDefault(known => known == cap)
        ?? throw new Invalid("cap_invalid", $"A kid's profile is capped at {string.Join(", ", Caps)}.", "certification_cap");

    public static string CheckedPin(string? pin) => pin is { Length: >= 4 and <= 8 } && pin.All(char.IsAsciiDigit)
        ? pin
        : throw new Invalid("pin_invalid", "A PIN has four to eight digits.", "pin");
}
