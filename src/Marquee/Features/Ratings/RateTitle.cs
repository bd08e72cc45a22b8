using System.Data.Common;
using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Ratings;

/// <summary>A rating as it was kept.</summary>
/// <param name="TitleId">What was rated.</param>
/// <param name="Rating">1 … 10, in steps of a half.</param>
public sealed record RatingKept(TitleId TitleId, decimal Rating);

/// <summary>A profile rates a title, changes its mind, or takes the rating back.</summary>
public sealed class RateTitle(Database database, CurrentProfile current, TimeProvider clock)
{
    public async Task<RatingKept> RateAsync(TitleId title, decimal? rating, CancellationToken cancel)
    {
        // Kept as tenths of a point, exactly; half stars are whole points, and half points are as fine as a person can tell.
        if (rating is not (>= 1 and <= 10) || rating * 2 % 1 != 0)
            throw new Invalid("rating_invalid", "Please select a rating (1-10)", "rating");
        var value = (int)(rating.Value * 10);

        await using (var reading = await database.OpenAsync(cancel))
            if (await reading.ScalarAsync<long?>("select id from titles where id = @title", new { title }, cancel) is null)
                throw new NotFound("title_not_found", "There is no such title.");

        var profile = await current.EnsureAsync(cancel);
        await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            await connection.ExecuteAsync(
                """
                insert into ratings (profile_id, title_id, value, rated_at, source)
                values (@profile, @title, @value, @now, 'manual')
                on conflict (profile_id, title_id) do update
                set value = excluded.value, rated_at = excluded.rated_at, source = excluded.source, batch_id = null
                """, new { profile = profile.Id, title, value, now }, cancel);
            await connection.TasteChangedAsync(profile.Id, now, cancel);
            await connection.AppendAsync("title.rated", new { ProfileId = profile.Id, TitleId = title, Value = value }, now, cancel);
        }, cancel);
        return new RatingKept(title, rating.Value);
    }

    /// <summary>Takes the rating back; nothing happens when there is none.</summary>
    public async Task UnrateAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is { } profile)
            await database.WriteAsync(connection => ForgetAsync(connection, profile, title, cancel), cancel);
    }

    async Task ForgetAsync(DbConnection connection, Profile profile, TitleId title, CancellationToken cancel)
    {
        var gone = await connection.ExecuteAsync(
            "delete from ratings where profile_id = @profile and title_id = @title", new { profile = profile.Id, title }, cancel);
        if (gone == 0)
            return;
        var now = clock.GetUtcNow();
        await connection.TasteChangedAsync(profile.Id, now, cancel);
        await connection.AppendAsync("title.unrated", new { ProfileId = profile.Id, TitleId = title }, now, cancel);
    }
}
