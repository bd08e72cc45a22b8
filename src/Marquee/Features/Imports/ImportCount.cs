using System.Globalization;
using Marquee.Features.Imports.Keeping;

namespace Marquee.Features.Imports;

/// <summary>What an import came to, in numbers and in words.</summary>
sealed class ImportCount
{
    static readonly string[] Things =
        ["plays", "ratings", "season_ratings", "episode_ratings", "list_items", "lists", "reviews", "title_tags", "title_notes", "owned_copies", "watch_progress", "hidden_titles"];

    string? _brokenOff;

    public int Read { get; set; }
    public int Matched { get; set; }
    public int Unsure { get; set; }
    public int Unmatched { get; set; }
    public int Refused { get; set; }

    /// <summary>Rows that say nothing Marquee keeps or could not be read.</summary>
    public int Skipped => Read - Matched - Unsure - Unmatched;

    /// <summary>Ratings that are new or changed.</summary>
    public int Ratings { get; set; }
    public int Plays { get; set; }

    /// <summary>Titles that are new on the watchlist.</summary>
    public int Listed { get; set; }
    public int Reviews { get; set; }

    /// <summary>Own lists that are new.</summary>
    public int Lists { get; set; }

    /// <summary>Everything that is new or different, whatever it is.</summary>
    public int Fresh { get; set; }

    /// <param name="kept">What came of a chunk.</param>
    /// <param name="countsRows">Whether its rows were not counted before.</param>
    public void Add(Kept kept, bool countsRows = true)
    {
        if (countsRows)
            Add([.. kept.Rows.Select(row => row.Row)]);
        Ratings += kept.Of("ratings") + kept.Of("season_ratings") + kept.Of("episode_ratings");
        Plays += kept.Of("plays");
        Listed += kept.Watchlisted;
        Reviews += kept.Of("reviews");
        Lists += kept.OwnLists;
        Fresh += Things.Sum(kept.Of);
    }

    public void Add(IReadOnlyCollection<MatchedRow> rows)
    {
        Read += rows.Count;
        Matched += rows.Count(row => row.Outcome == RowOutcomes.Matched);
        Unsure += rows.Count(row => row.Outcome == RowOutcomes.Unsure);
        Unmatched += rows.Count(row => row.Outcome == RowOutcomes.Unmatched);
        Refused += rows.Count(row => row.Outcome == RowOutcomes.Refused);
    }

    public void BrokenOff(string why) => _brokenOff = why;

    /// <summary>Why reading stopped before the end, if it did.</summary>
    public IEnumerable<string> Breaks()
    {
        if (_brokenOff is not null)
            yield return $"Reading stopped there: {_brokenOff}";
    }

    public IEnumerable<string> Sentences()
    {
        string[] news =
        [
            .. Some(Ratings, "rating"), .. Some(Plays, "viewing"), .. Some(Listed, "title", " for your watchlist"), .. Some(Reviews, "review"), .. Some(Lists, "list"),
            .. Ratings + Plays + Listed + Reviews + Lists == 0 ? Some(Fresh, "thing") : [],
        ];
        yield return (Read, Matched, news.Length) switch
        {
            (0, _, 0) => "The file has a header and no rows.",
            (_, 0, 0) => "None of its rows could be placed in the catalogue.",
            (_, _, 0) => "Everything in it was here already.",
            _ => $"Brought in {Joined(news)}.",
        };
        foreach (var broken in Breaks())
            yield return broken;
    }

    static string[] Some(int count, string what, string more = "") => count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}{more}")];

    static string Joined(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
