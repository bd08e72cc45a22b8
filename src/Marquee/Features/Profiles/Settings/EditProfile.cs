using System.Text.Json;
using Marquee.Data;
using Marquee.Features.Profiles.Family;
using Marquee.Platform.Access;
using Marquee.Platform.Errors;

namespace Marquee.Features.Profiles.Settings;

/// <summary>What a profile says of itself, and who may see it.</summary>
sealed record ProfileDetails(
    ProfileId Id, string DisplayName, string Kind, string? CertificationCap, string? Bio, string? Location, string? TimeZone, string? Links, string? Avatar,
    string Visibility, string HistoryVisibility, string RatingsVisibility, string ListsVisibility, string ReviewsVisibility, string StatisticsVisibility,
    bool LearnFrom, bool Analytics)
{
    public IReadOnlyList<string> LinkList => Links is null ? [] : JsonSerializer.Deserialize<string[]>(Links) ?? [];

    public string Of(string field) => field switch
    {
        "visibility" => Visibility,
        "history_visibility" => HistoryVisibility,
        "ratings_visibility" => RatingsVisibility,
        "lists_visibility" => ListsVisibility,
        "reviews_visibility" => ReviewsVisibility,
        _ => StatisticsVisibility,
    };
}

/// <summary>What somebody changes of it; null leaves a field as it is, an empty text empties it.</summary>
sealed record ProfileChange(string? DisplayName = null, string? Bio = null, string? Location = null, string? TimeZone = null, IReadOnlyList<string>? Links = null);

/// <summary>Reads and changes a profile of the account that asks.</summary>
sealed class EditProfile(Database database)
{
    public const int LongestBio = 500, LongestLocation = 80, MostLinks = 5, LongestLink = 300;

    const string Columns =
        """
        id, display_name, kind, certification_cap, bio, location, time_zone, links, avatar, visibility, history_visibility, ratings_visibility,
        lists_visibility, reviews_visibility, statistics_visibility, learn_from, analytics
        """;

    /// <summary>The fields of visibility, as forms name them, with what they are about.</summary>
    public static readonly IReadOnlyList<(string Field, string Words)> Sections =
    [
        ("visibility", "The profile itself"), ("history_visibility", "History"), ("ratings_visibility", "Ratings"),
        ("lists_visibility", "Lists"), ("reviews_visibility", "Reviews"), ("statistics_visibility", "Statistics"),
    ];

    public async Task<ProfileDetails> FindAsync(AccountId account, ProfileId profile, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.FirstAsync<ProfileDetails>($"select {Columns} from profiles where id = @profile and account_id = @account", new { profile, account }, cancel)
            ?? throw new NotFound("profile_not_found", "There is no such profile in your account.");
    }

    public async Task ChangeAsync(AccountId account, ProfileId profile, ProfileChange change, CancellationToken cancel)
    {
        var before = await FindAsync(account, profile, cancel);
        var parameters = new
        {
            profile,
            account,
            name = change.DisplayName is null ? before.DisplayName : MakeProfile.CheckedName(change.DisplayName),
            bio = change.Bio is null ? before.Bio : CheckedText(change.Bio, LongestBio, "bio", manyLines: true),
            location = change.Location is null ? before.Location : CheckedText(change.Location, LongestLocation, "location"),
            zone = change.TimeZone is null ? before.TimeZone : CheckedZone(change.TimeZone),
            links = change.Links is null ? before.Links : CheckedLinks(change.Links),
        };
        await database.WriteAsync(connection => connection.ExecuteAsync(
            "update profiles set display_name = @name, bio = @bio, location = @location, time_zone = @zone, links = @links where id = @profile and account_id = @account", parameters, cancel), cancel);
    }

    /// <summary>Who may see what; what is not named stays as it is.</summary>
    public Task SetVisibilityAsync(AccountId account, ProfileId profile, IReadOnlyDictionary<string, string?> asked, CancellationToken cancel)
    {
        foreach (var (field, value) in asked)
            if (!Sections.Any(section => section.Field == field) || value is null || !Visibility.All.Contains(value))
                throw new Invalid("visibility_invalid", $"Something is {string.Join(", ", Visibility.All)}.", field);
        return database.WriteAsync(async connection =>
        {
            foreach (var (field, value) in asked)
                await connection.ExecuteAsync($"update profiles set {field} = @value where id = @profile and account_id = @account and kind = 'personal'", new { value, profile, account }, cancel);
        }, cancel);
    }

    public Task SetSwitchesAsync(AccountId account, ProfileId profile, bool learnFrom, bool analytics, CancellationToken cancel) => database.WriteAsync(async connection =>
    {
        var changed = await connection.ExecuteAsync(
            "update profiles set learn_from = @learnFrom, analytics = @analytics where id = @profile and account_id = @account", new { learnFrom, analytics, profile, account }, cancel);
        // What was counted until now goes with the consent.
        if (changed > 0 && !analytics)
            await connection.ExecuteAsync("delete from exposures where profile_id = @profile", new { profile }, cancel);
    }, cancel);

    static string? CheckedText(string text, int longest, string field, bool manyLines = false)
    {
        var trimmed = text.Trim().ReplaceLineEndings("\n");
        if (trimmed.Length > longest || trimmed.Any(sign => char.IsControl(sign) && !(manyLines && sign == '\n')))
            throw new Invalid(field + "_invalid", $"This has at most {longest} letters.", field);
        return trimmed.Length == 0 ? null : trimmed;
    }

    static string? CheckedZone(string zone) => zone.Trim() is not { Length: > 0 } name ? null
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) && found.HasIanaId ? name
        : throw new Invalid("time_zone_invalid", "Give a time zone such as Europe/Warsaw or America/New_York.", "time_zone");

    static string? CheckedLinks(IEnumerable<string> links)
    {
        var given = links.Select(link => link.Trim()).Where(link => link.Length > 0).Distinct().ToArray();
        if (given.Length > MostLinks || given.Any(link => link.Length > LongestLink || !Uri.TryCreate(link, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0))
            throw new Invalid("links_invalid", $"Links are at most {MostLinks} addresses that begin with https://, one on each line.", "links");
        return given.Length == 0 ? null : JsonSerializer.Serialize(given);
    }
}
