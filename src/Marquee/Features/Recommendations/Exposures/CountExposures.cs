using System.Threading.Channels;
using Marquee.Data;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Exposures;

/// <summary>A list that was shown.</summary>
/// <param name="Place">Where: <c>home</c> or <c>for_you</c>.</param>
/// <param name="Model">The version of the models that made it.</param>
sealed record Exposure(ProfileId Profile, string Place, string Model, IReadOnlyList<TitleId> Titles, DateTimeOffset At);

/// <summary>
/// Counts which recommendations people are shown, for whoever looks after the server to see which are good. Only profiles of accounts whose switch for analytics is on:
/// guests have no place to say no, and kids are not counted. Nobody waits for it: a page leaves a note here, and the notes are written every few seconds.
/// </summary>
sealed partial class CountExposures(Database database, TimeProvider clock, ILogger<CountExposures> log) : BackgroundService
{
    public const string Home = "home", ForYou = "for_you";

    /// <summary>How long they are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    const int MostWaiting = 1_000, MostTitles = 200;

    // Under a flood the newest notes are lost, and never a page.
    readonly Channel<Exposure> _notes = Channel.CreateBounded<Exposure>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Notes that a profile was shown these titles; of nobody, nothing.</summary>
    public void Shown(Profile? profile, string place, string model, IEnumerable<TitleId> titles)
    {
        if (profile is { Kind: "personal" })
            _notes.Writer.TryWrite(new Exposure(profile.Id, place, model, [.. titles.Distinct().Take(MostTitles)], clock.GetUtcNow()));
    }

    /// <summary>Writes what was noted.</summary>
    /// <returns>How many titles were counted.</returns>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        var notes = new List<Exposure>();
        while (_notes.Reader.TryRead(out var note))
            notes.Add(note);
        return notes.Count == 0 ? 0 : await database.WriteAsync(async connection =>
        {
            var counted = 0;
            foreach (var note in notes)
                counted += await connection.ExecuteAsync(
                    $"""
                    insert into exposures (profile_id, day, place, title_id, model, shown)
                    select p.id, @day, @Place, t.value, @Model, 1 from profiles p, {database.Dialect.Each("@titles")} t
                    where p.id = @Profile and p.analytics and p.account_id is not null and p.kind = 'personal' and t.value in (select id from titles)
                    on conflict (profile_id, day, place, title_id) do update set shown = exposures.shown + 1, model = excluded.model
                    """, new { note.Profile, note.Place, note.Model, day = Day(note.At), titles = IdSet.Of(note.Titles) }, cancel);
            return counted;
        }, cancel);
    }

    /// <summary>Days since 1970.</summary>
    public static long Day(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 86_400;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _notes.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Pause, clock, stoppingToken);
                await OnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The end; what was noted in the last two seconds is lost, which a count can bear.
        }
    }

    async Task OnceAsync(CancellationToken cancel)
    {
        try
        {
            await HandleAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CouldNot(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was shown could not be counted")]
    partial void CouldNot(Exception exception);
}
