namespace Marquee.Features.Tracking.Shows;

/// <summary>How somebody stands to a title; the words of the column and of the API.</summary>
static class WatchStatus
{
    public const string None = "none";
    public const string Watching = "watching";
    public const string UpToDate = "up_to_date";
    public const string Completed = "completed";
    public const string Dropped = "dropped";
    public const string Paused = "paused";

    /// <summary>What somebody may set by hand.</summary>
    public static readonly IReadOnlyList<string> ByHand = [Watching, Completed, Dropped, Paused];

    public static readonly IReadOnlyList<string> All = [Watching, UpToDate, Completed, Dropped, Paused, None];

    public static string Words(string status) => status switch
    {
        Watching => "Watching",
        UpToDate => "Up to date",
        Completed => "Completed",
        Dropped => "Stopped watching",
        Paused => "Paused",
        _ => "Not started",
    };
}

/// <summary>What a status is made of.</summary>
/// <param name="IsShow">A film is completed when it was watched.</param>
/// <param name="Plays">All plays of the title.</param>
/// <param name="Seen">Different regular episodes seen, this time through.</param>
/// <param name="Aired">Regular episodes that have aired.</param>
/// <param name="Total">Regular episodes there are or will be.</param>
/// <param name="Ended">Whether no more will come.</param>
/// <param name="ByHand">What was set by hand, if anything.</param>
/// <param name="ActiveAt">The last thing that happened to it.</param>
sealed record StatusFacts(bool IsShow, int Plays, int Seen, int Aired, int Total, bool Ended, string? ByHand, DateTimeOffset ActiveAt);

/// <summary>
/// The status by rule, unless one was set by hand. Once in C# and once as SQL over <c>tracked_titles tt</c> and <c>titles t</c>, so that a
/// library can be narrowed by it; a test holds the two together.
/// </summary>
static class StatusRule
{
    /// <summary>Who has not watched a show for so long, with episodes left, has stopped.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(365);

    public static string Of(StatusFacts facts, DateTimeOffset now) => facts switch
    {
        { ByHand: { } set } => set,
        { Plays: 0 } => WatchStatus.None,
        { IsShow: false } => WatchStatus.Completed,
        { Seen: > 0 } when facts.Seen >= facts.Aired => facts.Ended && facts.Total <= facts.Aired ? WatchStatus.Completed : WatchStatus.UpToDate,
        _ => facts.ActiveAt < now - Forgotten ? WatchStatus.Dropped : WatchStatus.Watching,
    };

    /// <summary>Regular episodes of <c>t</c> that have aired by <c>@today</c>. One without a date of its own has its season's; without either it has aired.</summary>
    public const string Aired =
        "(select count(*) from episodes e join seasons s on s.id = e.season_id where e.title_id = t.id and s.number > 0 and coalesce(e.air_date, s.air_date, '') <= @today)";

    /// <summary>All regular episodes of <c>t</c>.</summary>
    public const string Total = "(select count(*) from episodes e join seasons s on s.id = e.season_id where e.title_id = t.id and s.number > 0)";

    /// <summary>The same as SQL; needs <c>@today</c> (a day) and <c>@forgotten</c> (a moment).</summary>
    public const string Sql =
        $"""
        (case when tt.status_by_hand is not null then tt.status_by_hand
            when coalesce(tt.plays, 0) = 0 then 'none'
            when t.kind = 'film' then 'completed'
            when tt.episodes_seen > 0 and tt.episodes_seen >= {Aired}
                then case when t.status = 'ended' and {Total} <= {Aired} then 'completed' else 'up_to_date' end
            when tt.active_at < @forgotten then 'dropped' else 'watching' end)
        """;

    /// <summary>The parameters of <see cref="Sql"/>.</summary>
    public static (string Today, DateTimeOffset Forgotten) Parameters(DateTimeOffset now) =>
        (now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), now - Forgotten);
}
