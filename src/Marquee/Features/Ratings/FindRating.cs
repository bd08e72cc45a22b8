using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Ratings;

/// <summary>What the current profile rated a title.</summary>
sealed class FindRating(Database database, CurrentProfile current)
{
    /// <summary>1 … 10, or null when it is not rated or nobody is known yet.</summary>
    public async Task<decimal?> HandleAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile) return null;
        await using var connection = await database.OpenAsync(cancel);
        var tenths = await connection.ScalarAsync<long?>(
            "select value from ratings where profile_id = @profile and title_id = @title", new { profile = profile.Id, title }, cancel);
        return tenths / 10m;
    }
}
