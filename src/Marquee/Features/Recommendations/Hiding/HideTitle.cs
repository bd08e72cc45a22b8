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
sealed class HideTitle(Database database, Journal journal, CurrentProfile current)
{
    public async Task<Written<TitleHidden>> HideAsync(TitleId title, string? reason, CancellationToken cancel)
    {
        var why = HideReasons.Checked(reason);
        var name = await NameAsync(title, cancel) ?? throw new NotFound("title_not_found", "There is no such title.");
        var profile = (await current.EnsureAsync(cancel)).Id;
        return await journal.WriteAsync(profile, new JournalTitle("title.hidden", $"Hid {name}"), Scopes(profile, title), async (connection, now) =>
        {
            await connection.ExecuteAsync(
                """
                insert into hidden_titles (profile_id, title_id, reason, hidden_at) values (@profile, @title, @why, @now)
                on conflict (profile_id, title_id) do update set reason = excluded.reason
                """, new { profile, title, why, now }, cancel);
            await connection.AppendAsync("title.hidden", new { ProfileId = profile, TitleId = title, Reason = why }, now, cancel);
            return new TitleHidden(title, why);
        }, cancel);
    }

    /// <summary>Shows a title again; nothing happens when it is not hidden.</summary>
    public async Task<Written<bool>> ShowAsync(TitleId title, CancellationToken cancel)
    {
        if (await current.FindAsync(cancel) is not { } known)
            return new Written<bool>(false, null);
        var (profile, name) = (known.Id, await NameAsync(title, cancel));
        return await journal.WriteAsync(profile, new JournalTitle("title.shown", $"No longer hid {name}"), Scopes(profile, title), async (connection, now) =>
        {
            if (await connection.ExecuteAsync("delete from hidden_titles where profile_id = @profile and title_id = @title", new { profile, title }, cancel) == 0)
                return false;
            await connection.AppendAsync("title.shown", new { ProfileId = profile, TitleId = title }, now, cancel);
            return true;
        }, cancel);
    }

    IReadOnlyList<JournalScope> Scopes(ProfileId profile, TitleId title) => JournalScope.OfTitles(database.Dialect, profile, [title], "hidden_titles");

    async Task<string?> NameAsync(TitleId title, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ScalarAsync<string>("select title from titles where id = @title", new { title }, cancel);
    }
}
