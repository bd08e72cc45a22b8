using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Tracking.Ratings;

/// <summary>How the current profile wants ratings shown, asked for once a request.</summary>
sealed class RatingDisplay(Database database, CurrentProfile current, TimeProvider clock)
{
    Task<RatingScale>? _asking;

    /// <summary>Every star on a page asks, side by side: all wait for the first one's answer.</summary>
    public Task<RatingScale> ScaleAsync(CancellationToken cancel)
    {
        if (_asking is not { IsFaulted: false, IsCanceled: false })
            _asking = AskAsync(cancel);
        return _asking;
    }

    async Task<RatingScale> AskAsync(CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return RatingScale.Stars;
        await using var connection = await database.OpenAsync(cancel);
        return RatingScale.Named(await connection.ScalarAsync<string>("select rating_display from profiles where id = @Id", new { profile.Id }, cancel));
    }

    /// <summary>Chooses a scale. Ratings stay as they were given.</summary>
    public async Task<RatingScale> ChooseAsync(string? name, CancellationToken cancel)
    {
        var scale = RatingScale.All.FirstOrDefault(s => s.Name == name)
            ?? throw new Invalid("display_invalid", $"Ratings are shown as one of {string.Join(", ", RatingScale.All.Select(s => s.Name))}.", "display");
        var profile = await current.EnsureAsync(cancel);
        await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            await connection.HoldAsync(database.Dialect, [profile.Id], cancel);
            await connection.ExecuteAsync("update profiles set rating_display = @Name where id = @Id", new { scale.Name, profile.Id }, cancel);
            await connection.ChangedAsync(database.Dialect, profile.Id, [new Change("rating_display", profile.Id.ToString())], now, cancel);
            await connection.AppendAsync("rating_display.chosen", new { ProfileId = profile.Id, Display = scale.Name }, now, cancel);
        }, cancel);
        _asking = Task.FromResult(scale);
        return scale;
    }
}
