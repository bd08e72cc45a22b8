using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking;

/// <summary>What somebody likes and does not want of one kind, by name as the catalogue has it.</summary>
sealed record Liking(IReadOnlyList<string>? Liked = null, IReadOnlyList<string>? Unwanted = null);

/// <summary>From one to another, minutes or years; null: open at that end.</summary>
sealed record Between(int? Min = null, int? Max = null);

/// <summary>
/// What a profile says of its taste; kept as JSON in <c>profiles.preferences</c> under the names below. Everything is optional.
/// </summary>
/// <param name="Genres">Genre names.</param>
/// <param name="People">Names of directors, creators or actors.</param>
/// <param name="Languages">ISO 639-1 codes.</param>
/// <param name="Runtime">Minutes.</param>
/// <param name="Eras">Years of release.</param>
sealed record PreferencesOf(Liking? Genres = null, Liking? People = null, Liking? Languages = null, Between? Runtime = null, Between? Eras = null);

/// <summary>Reads and keeps preferences. A change counts the taste on, so that the next request is answered by it.</summary>
sealed class Preferences(Database database, CurrentProfile current, TimeProvider clock)
{
    const int Most = 100;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The version that goes into If-Match; 0 when nothing was said yet.</summary>
    public async Task<int> VersionAsync(CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return 0;
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<int>("select preferences_version from profiles where id = @Id", new { profile.Id }, cancel);
    }

    public async Task<PreferencesOf> FindAsync(CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return new PreferencesOf();
        await using var connection = await database.OpenAsync(cancel);
        var kept = await connection.ScalarAsync<string>("select preferences from profiles where id = @Id", new { profile.Id }, cancel);
        return kept is null ? new PreferencesOf() : Read(kept);
    }

    /// <summary>What is kept; words that are no preferences are none.</summary>
    internal static PreferencesOf Read(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize<PreferencesOf>(kept, Json) ?? new PreferencesOf();
        }
        catch (JsonException)
        {
            return new PreferencesOf();
        }
    }

    /// <param name="wanted">All of it: what is left out is not said any more.</param>
    /// <param name="version">The version somebody looked at; null: whichever is there.</param>
    /// <param name="cancel">Stops before anything is written.</param>
    public async Task<PreferencesOf> KeepAsync(PreferencesOf wanted, int? version, CancellationToken cancel)
    {
        foreach (var liking in (Liking?[])[wanted.Genres, wanted.People, wanted.Languages])
            if (liking?.Liked?.Count > Most || liking?.Unwanted?.Count > Most || (liking?.Liked ?? []).Concat(liking?.Unwanted ?? []).Any(name => name is null or { Length: 0 or > 100 }))
                throw new Invalid("preferences_invalid", $"Name at most {Most} of each, with at most 100 characters.", "preferences");
        foreach (var between in (Between?[])[wanted.Runtime, wanted.Eras])
            if (between is { Min: { } low, Max: { } high } && low > high)
                throw new Invalid("preferences_invalid", "The smallest comes before the largest.", "preferences");
        var profile = await current.EnsureAsync(cancel);
        await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            await connection.HoldAsync(database.Dialect, [profile.Id], cancel);
            if (await connection.ExecuteAsync(
                "update profiles set preferences = @json, preferences_version = preferences_version + 1 where id = @Id and preferences_version = coalesce(@version, preferences_version)",
                new { profile.Id, json = JsonSerializer.Serialize(wanted, Json), version }, cancel) == 0)
                throw new Outdated("Your preferences were changed since you opened them. Look at them again, then save yours.");
            await connection.ChangedAsync(database.Dialect, profile.Id, [new Change("preferences", profile.Id.ToString())], now, cancel);
            await connection.TasteChangedAsync(profile.Id, now, cancel);
            await connection.AppendAsync("preferences.changed", new { ProfileId = profile.Id }, now, cancel);
        }, cancel);
        return wanted;
    }
}
