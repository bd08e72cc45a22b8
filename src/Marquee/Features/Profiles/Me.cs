using Marquee.Data;
using Marquee.Features.Profiles.Settings;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Errors;

namespace Marquee.Features.Profiles;

/// <summary>Who one is, as programs see it: the account, and the profile that the session or token acts as.</summary>
sealed record MeBody(AccountId Id, string Email, bool EmailVerified, string Role, DateTimeOffset CreatedAt, MyProfile Profile, string DisplayName);

sealed record MyProfile(
    ProfileId Id, string DisplayName, string Kind, string? CertificationCap, string? Bio, string? Location, string? TimeZone, IReadOnlyList<string> Links, string? Avatar,
    string Visibility, string HistoryVisibility, string RatingsVisibility, string ListsVisibility, string ReviewsVisibility, string StatisticsVisibility, bool LearnFrom, bool Analytics);

/// <summary>What one may change about oneself here. There is nothing else in it on purpose: what a body says beyond this is not read.</summary>
sealed record MeChange(
    string? DisplayName = null, string? Bio = null, string? Location = null, string? TimeZone = null, IReadOnlyList<string>? Links = null, string? Visibility = null,
    string? HistoryVisibility = null, string? RatingsVisibility = null, string? ListsVisibility = null, string? ReviewsVisibility = null, string? StatisticsVisibility = null,
    bool? LearnFrom = null, bool? Analytics = null);

/// <summary><c>/api/v1/me</c>.</summary>
sealed class Me(Database database, CurrentProfile current, EditProfile edit)
{
    sealed record AccountRow(AccountId Id, string Email, bool EmailVerified, string Role, DateTimeOffset CreatedAt);

    public static void Map(IEndpointRouteBuilder app)
    {
        var me = app.MapGroup("/api/v1/me").WithTags("Accounts");
        me.MapGet("", async (Me me, HttpContext http, CancellationToken cancel) => Envelope.Of(await me.FindAsync(Caller.Of(http).Account!.Value, cancel)))
            .MembersOnly(Scopes.Read).WithSummary("The account and its current profile").ProducesProblem(401);
        me.MapPatch("", async (MeChange body, Me me, HttpContext http, CancellationToken cancel) => Envelope.Of(await me.ChangeAsync(Caller.Of(http).Account!.Value, body, cancel)))
            .GrownupsOnly(Scopes.Write).WithSummary("Change the current profile: what it says, who sees it, whether models learn from it").ProducesProblem(401).ProducesProblem(422);
    }

    async Task<MeBody> FindAsync(AccountId account, CancellationToken cancel)
    {
        var id = (await current.EnsureAsync(cancel)).Id;
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.FirstAsync<AccountRow>("select id, email, email_verified, role, created_at from accounts where id = @account", new { account }, cancel)
            ?? throw new NotFound("account_not_found", "There is no such account.");
        var p = await edit.FindAsync(account, id, cancel);
        return new MeBody(
            row.Id, row.Email, row.EmailVerified, row.Role, row.CreatedAt,
            new MyProfile(p.Id, p.DisplayName, p.Kind, p.CertificationCap, p.Bio, p.Location, p.TimeZone, p.LinkList, p.Avatar is null ? null : $"/avatar/{p.Avatar}",
                p.Visibility, p.HistoryVisibility, p.RatingsVisibility, p.ListsVisibility, p.ReviewsVisibility, p.StatisticsVisibility, p.LearnFrom, p.Analytics),
            p.DisplayName);
    }

    async Task<MeBody> ChangeAsync(AccountId account, MeChange change, CancellationToken cancel)
    {
        var profile = (await current.EnsureAsync(cancel)).Id;
        var asked = new Dictionary<string, string?>
        {
            ["visibility"] = change.Visibility,
            ["history_visibility"] = change.HistoryVisibility,
            ["ratings_visibility"] = change.RatingsVisibility,
            ["lists_visibility"] = change.ListsVisibility,
            ["reviews_visibility"] = change.ReviewsVisibility,
            ["statistics_visibility"] = change.StatisticsVisibility,
        }.Where(one => one.Value is not null).ToDictionary();
        await edit.ChangeAsync(account, profile, new ProfileChange(change.DisplayName, change.Bio, change.Location, change.TimeZone, change.Links), cancel);
        if (asked.Count > 0) await edit.SetVisibilityAsync(account, profile, asked, cancel);
        if (change.LearnFrom is not null || change.Analytics is not null)
        {
            var before = await edit.FindAsync(account, profile, cancel);
            await edit.SetSwitchesAsync(account, profile, change.LearnFrom ?? before.LearnFrom, change.Analytics ?? before.Analytics, cancel);
        }

        return await FindAsync(account, cancel);
    }
}
