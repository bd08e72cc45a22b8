using System.Data.Common;
using System.Globalization;
using Marquee.Data;
using Marquee.Importers;

namespace Marquee.Features.Imports.Keeping;

/// <summary>
/// Finds the episodes that rows speak of, all at once. A season that the catalogue has nothing of is written from what the file says;
/// where it knows the season, an episode that is not in it is not made up.
/// </summary>
/// <param name="connection">Of the write; for a look only, one for reading will do.</param>
/// <param name="dialect">Of the database.</param>
/// <param name="makes">Whether seasons that nobody knows are written; otherwise rows of them count as placed, for they will be.</param>
sealed class PlaceEpisodes(DbConnection connection, Dialect dialect, bool makes = true)
{
    readonly Dictionary<(long Title, int Season), long> _seasons = [];
    readonly Dictionary<(long Season, int Number), long> _episodes = [];
    readonly Dictionary<(long Title, string Name), (long Season, long Episode)?> _byName = [];
    readonly Dictionary<long, List<long>> _inOrder = [];

    public async Task HandleAsync(IReadOnlyList<PlacedRow> rows, CancellationToken cancel)
    {
        var about = rows.Where(row => row.Title is not null && (row.Item!.Episode is not null || row.Item.Progress?.Episodes > 0)).ToList();
        if (about.Count == 0)
            return;
        await LoadAsync(about.Select(row => row.Title!.Value).Distinct(), cancel);
        if (makes)
            await MakeAsync(about, cancel);
        foreach (var row in about.Where(row => row.Item!.Episode is not null))
            Place(row, row.Item!.Episode!);
    }

    /// <summary>The first so many regular episodes of a show, in the order of the show.</summary>
    public IEnumerable<long> First(long title, int count) => _inOrder.GetValueOrDefault(title, []).Take(count);

    /// <summary>All episodes of a season.</summary>
    public IEnumerable<long> Of(long season) => _episodes.Where(e => e.Key.Season == season).OrderBy(e => e.Key.Number).Select(e => e.Value);

    void Place(PlacedRow row, ImportedEpisode episode)
    {
        var title = row.Title!.Value;
        if (row.Episodes.Count > 0)
            return;
        if (episode.Season is { } number && _seasons.TryGetValue((title, number), out var season))
        {
            row.Season = season;
            if (episode.IsWholeSeason)
                return;
            row.Episodes = [.. episode.Numbers.Where(n => _episodes.ContainsKey((season, n))).Select(n => _episodes[(season, n)])];
        }

        else if (!makes && episode.Season is >= 0 and < 1000)
        {
            return;
        }

        if (row.Episodes.Count == 0 && episode.Title is { } name && _byName.GetValueOrDefault((title, TitleKey.Of(name))) is { } named)
            (row.Season, row.Episodes) = (named.Season, [named.Episode]);
        if (row.Episodes.Count == 0)
            row.GiveUp($"The show is known, but not its {Words(episode)}.");
    }

    async Task LoadAsync(IEnumerable<long> titles, CancellationToken cancel)
    {
        foreach (var row in await connection.QueryAsync<Known>(
            $"""
            select s.title_id, s.id as season_id, s.number as season, e.id as episode_id, e.number, e.name
            from seasons s left join episodes e on e.season_id = s.id where {dialect.Among("s.title_id", "@titles")} order by s.title_id, s.number, e.number
            """, new { titles = IdSet.Of(titles) }, cancel))
        {
            _seasons[(row.TitleId, row.Season)] = row.SeasonId;
            if (row.EpisodeId is { } episode)
                Add(row.TitleId, row.SeasonId, row.Season, row.Number!.Value, row.Name!, episode);
        }
    }

    void Add(long title, long season, int seasonNumber, int number, string name, long episode)
    {
        _episodes[(season, number)] = episode;
        // A name that two episodes bear says nothing.
        if (!_byName.TryAdd((title, TitleKey.Of(name)), (season, episode)))
            _byName[(title, TitleKey.Of(name))] = null;
        if (seasonNumber == 0)
            return;
        if (!_inOrder.TryGetValue(title, out var order))
            _inOrder[title] = order = [];
        order.Add(episode);
    }

    async Task MakeAsync(List<PlacedRow> rows, CancellationToken cancel)
    {
        var missing = rows.Where(row => row.Item!.Episode is { Season: >= 0 and < 1000 } e && !_seasons.ContainsKey((row.Title!.Value, e.Season.Value)))
            .GroupBy(row => (Title: row.Title!.Value, Season: row.Item!.Episode!.Season!.Value)).ToList();
        foreach (var season in missing)
        {
            var id = await connection.ScalarAsync<long>("insert into seasons (title_id, number) values (@Title, @Season) returning id", new { season.Key.Title, season.Key.Season }, cancel);
            _seasons[season.Key] = id;
            foreach (var number in season.SelectMany(row => row.Item!.Episode!.Numbers).Where(n => n is >= 0 and < 10_000).Distinct().Order())
            {
                var name = season.Select(row => row.Item!.Episode!).FirstOrDefault(e => e.Number == number && e.Title is not null)?.Title
                    ?? string.Create(CultureInfo.InvariantCulture, $"Episode {number}");
                var episode = await connection.ScalarAsync<long>(
                    "insert into episodes (title_id, season_id, number, name) values (@Title, @id, @number, @name) returning id", new { season.Key.Title, id, number, name }, cancel);
                Add(season.Key.Title, id, season.Key.Season, number, name, episode);
            }
        }
    }

    static string Words(ImportedEpisode episode) => episode switch
    {
        { Season: { } season, Number: { } number } => string.Create(CultureInfo.InvariantCulture, $"episode {number} of season {season}"),
        { Season: { } season, Title: { } name } => string.Create(CultureInfo.InvariantCulture, $"episode “{name}” of season {season}"),
        { Season: { } season } => string.Create(CultureInfo.InvariantCulture, $"season {season}"),
        { Title: { } name } => $"episode “{name}”",
        _ => "episode",
    };

    sealed record Known(long TitleId, long SeasonId, int Season, long? EpisodeId, int? Number, string? Name);
}
