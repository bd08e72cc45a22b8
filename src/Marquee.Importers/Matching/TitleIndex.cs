namespace Marquee.Importers.Matching;

/// <summary>
/// Finds imported items in a catalogue: by outside id, else by name and year. Built once for a catalogue; safe to use from many
/// threads. Building costs a few microseconds a title, matching one or two an item.
/// </summary>
public sealed class TitleIndex
{
    // TMDB's film 550 and show 550 are two titles: there the kind is part of the id.
    readonly Dictionary<(ExternalId Id, TitleKind Kind), CatalogueTitle> _byId = [];
    readonly Dictionary<string, List<(CatalogueTitle Title, NameRank Rank)>> _byName = new(StringComparer.Ordinal);

    public TitleIndex(IEnumerable<CatalogueTitle> catalogue)
    {
        foreach (var title in catalogue)
        {
            Count++;
            foreach (var id in title.ExternalIds)
                _byId.TryAdd((id, title.Kind), title);
            foreach (var (key, rank) in TitleNames.Of(title.Title, title.Alternatives))
                Add(key, title, rank);
        }
    }

    /// <summary>How many titles the catalogue has.</summary>
    public int Count { get; }

    /// <summary>Says which title an item is. Never decides between two that fit equally well.</summary>
    public TitleMatch Match(ImportedItem item)
    {
        foreach (var id in item.ExternalIds)
            if (Known(id, item.Kind) is { } known)
                return new TitleMatch(MatchOutcome.Matched, [known], Reasons.SameId(id)) { MatchedBy = id.Provider, Scores = [1] };
        if (string.IsNullOrWhiteSpace(item.Title))
            return new TitleMatch(MatchOutcome.Unmatched, [], item.ExternalIds.Count > 0 ? Reasons.NoSuchId(item.ExternalIds) : Reasons.EpisodeAlone(item));
        return Verdict.On(item, Find(item));
    }

    CatalogueTitle? Known(ExternalId id, TitleKind kind)
    {
        var film = _byId.GetValueOrDefault((id, TitleKind.Film));
        var show = _byId.GetValueOrDefault((id, TitleKind.Show));
        // TMDB, TVDB and Trakt count films and shows apart: a film's number never finds a show.
        if (id.Provider is not (ExternalId.ImdbProvider or ExternalId.MovieLensProvider) && kind != TitleKind.Unknown)
            return kind == TitleKind.Film ? film : show;
        return film is null || show is null ? film ?? show
            : kind == TitleKind.Film ? film
            : kind == TitleKind.Show ? show
            : null;
    }

    // A part of a name may stand for a whole one, never for a part of another: "Kill Bill" is in two.
    List<Finding> Find(ImportedItem item)
    {
        var findings = new List<Finding>(4);
        string[] originals = item.OriginalTitle is { } original ? [original] : [];
        foreach (var (key, asked) in TitleNames.Of(item.Title!, originals))
        {
            if (!_byName.TryGetValue(key, out var titles))
                continue;
            foreach (var (title, rank) in titles)
                if (asked != NameRank.Part || rank != NameRank.Part)
                    Keep(findings, new Finding(title, (NameRank)Math.Max((int)asked, (int)rank), Finding.Apart(item.Year, title.Year)));
        }

        return findings;
    }

    // A title found by several of its names counts by the best.
    static void Keep(List<Finding> findings, Finding finding)
    {
        var known = findings.FindIndex(other => ReferenceEquals(other.Title, finding.Title));
        if (known < 0)
            findings.Add(finding);
        else if (finding.Rank < findings[known].Rank)
            findings[known] = finding;
    }

    void Add(string key, CatalogueTitle title, NameRank rank)
    {
        if (!_byName.TryGetValue(key, out var titles))
            _byName[key] = titles = new(1);
        titles.Add((title, rank));
    }
}
