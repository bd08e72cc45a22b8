using Marquee.Data;

namespace Marquee.Features.Lists;

/// <summary>The lists every profile has. Watchlist and Favourites hold what is put in; Watching and Completed are what the status rule says.</summary>
sealed class SystemLists(Database database, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Kind, string Name)> All =
        [("watchlist", "Watchlist"), ("watching", "Watching"), ("completed", "Completed"), ("favourites", "Favourites")];

    /// <summary>Makes those that are missing.</summary>
    public async Task EnsureAsync(ProfileId profile, CancellationToken cancel)
    {
        await using (var reading = await database.OpenAsync(cancel))
            if (await reading.ScalarAsync<int>("select count(*) from lists where profile_id = @profile and kind <> 'own'", new { profile }, cancel) == All.Count)
                return;
        await database.WriteAsync(async connection =>
        {
            foreach (var (kind, name) in All)
                await connection.ExecuteAsync(
                    "insert into lists (profile_id, kind, name, created_at, updated_at) values (@profile, @kind, @name, @now, @now) on conflict do nothing",
                    new { profile, kind, name, now = clock.GetUtcNow() }, cancel);
        }, cancel);
    }

    public async Task<ListId> FindAsync(ProfileId profile, string kind, CancellationToken cancel)
    {
        await EnsureAsync(profile, cancel);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<long>("select id from lists where profile_id = @profile and kind = @kind", new { profile, kind }, cancel) is var id ? new ListId(id) : default;
    }
}
