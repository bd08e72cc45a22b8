using System.Globalization;

namespace Marquee.Features.Imports;

/// <summary>What one transaction brought into the profile.</summary>
sealed record Kept(int Ratings, int Plays, int Listed);

/// <summary>What an import came to, in numbers and in words.</summary>
sealed class ImportCount
{
    string? _brokenOff;

    public int Read { get; private set; }
    public int Matched { get; private set; }
    public int Unsure { get; private set; }
    public int Unmatched { get; private set; }
    public int Refused { get; private set; }

    /// <summary>Ratings that are new or changed.</summary>
    public int Ratings { get; private set; }
    public int Plays { get; private set; }
    public int Listed { get; private set; }

    public void Add(IReadOnlyCollection<MatchedRow> rows, Kept kept)
    {
        Read += rows.Count;
        Matched += rows.Count(row => row.Outcome == RowOutcomes.Matched);
        Unsure += rows.Count(row => row.Outcome == RowOutcomes.Unsure);
        Unmatched += rows.Count(row => row.Outcome == RowOutcomes.Unmatched);
        Refused += rows.Count(row => row.Outcome == RowOutcomes.Refused);
        Ratings += kept.Ratings;
        Plays += kept.Plays;
        Listed += kept.Listed;
    }

    public void BrokenOff(string why) => _brokenOff = why;

    public IEnumerable<string> Sentences()
    {
        string[] news = [.. Some(Ratings, "rating"), .. Some(Plays, "viewing"), .. Some(Listed, "title", " for your watchlist")];
        yield return (Read, Matched, news.Length) switch
        {
            (0, _, _) => "The file has a header and no rows.",
            (_, 0, _) => "None of its rows could be placed in the catalogue.",
            (_, _, 0) => "Everything in it was here already.",
            _ => $"Brought in {Joined(news)}.",
        };
        if (_brokenOff is not null)
            yield return $"Reading stopped there: {_brokenOff}";
    }

    static string[] Some(int count, string what, string more = "") => count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}{more}")];

    static string Joined(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
