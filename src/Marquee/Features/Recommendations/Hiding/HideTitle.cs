using Marquee.Data;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Hiding;

/// <summary>Why a title is hidden; the words are what the table keeps.</summary>
static class HideReasons
{
    /// <summary>Not this title; it says nothing of others.</summary>
    public const string NotInterested = "not interested";

    /// <summary>Not this title, and less of its kind.</summary>
    public const string LessLikeThis = "less like this";

    public static string Checked(string? reason) => reason switch
    {
        null or "" or NotInterested => NotInterested,
        LessLikeThis => LessLikeThis,
        _ => throw new Invalid("reason_invalid", $"A title is hidden for '{NotInterested}' or '{LessLikeThis}'.", "reason"),
    };
}

/// <summary>A title as it was hidden.</summary>
sealed record TitleHidden(TitleId TitleId, string Reason);

/// <summary>A profile does not want to be shown a title any more, or changes its mind.</summary>
sealed class HideTitle(Database database, CurrentProfile current, TimeProvider clock)
{
    public async Task<TitleHidden> HideAsync(TitleId title, string? reason, CancellationToken cancel)
    {
        var why = HideReasons.Checked(reason);
        await using (var reading = await database.OpenAsync(cancel))
            if (await reading.ScalarAsync<long?>("select id from titles where id = @title", new { title }, cancel) is null)
                throw new NotFound("title_not_found", "There is no such title.");

        var profile = await current.EnsureAsync(cancel);
        await database.WriteAsync(async connection =>
        {
            var now = clock.GetUtcNow();
            await connection.ExecuteAsync(
                """
                insert into hidden_titles (profile_id, title_id, reason, hidden_at) values (@profile, @title, @why, @now)
                on conflict (profile_id, title_id) do update set reason = excluded.reason
                """, new { profile = profile.Id, title, why, now }, cancel);
            await connection.TasteChangedAsync(profile.Id, now, cancel);
            await connection.AppendAsync("title.hidden", new { ProfileId = profile.Id, TitleId = title, Reason = why }, now, cancel);
        }, cancel);
        return new TitleHidden(title, why);
    }

    /// <summary>Shows a title again; nothing happens when it is not hidden.</summary>
    public async Task ShowAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } profile)
            return;
        await database.WriteAsync(async connection =>
        {
            var gone = await connection.ExecuteAsync(
                "delete from hidden_titles where profile_id = @profile and title_id = @title", new { profile = profile.Id, title }, cancel);
            if (gone == 0)
                return;
            var now = clock.GetUtcNow();
            await connection.TasteChangedAsync(profile.Id, now, cancel);
            await connection.AppendAsync("title.shown", new { ProfileId = profile.Id, TitleId = title }, now, cancel);
        }, cancel);
    }
}
