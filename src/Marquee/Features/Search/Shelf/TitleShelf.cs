namespace Marquee.Features.Search.Shelf;

/// <summary>All titles as search sees them, at one revision. Never changes; a newer one takes its place.</summary>
sealed class TitleShelf
{
    readonly Dictionary<long, int> _places;
    readonly (string Key, int Place)[] _names;

    TitleShelf(long revision, ShelvedTitle[] titles, Dictionary<long, int> places, (string, int)[] names, ShelfWords words)
    {
        (Revision, Titles, Words) = (revision, titles, words);
        (_places, _names) = (places, names);
    }

    public static TitleShelf Empty { get; } = new(0, [], [], [], new ShelfWords());

    public long Revision { get; }

    public ShelvedTitle[] Titles { get; }

    public ShelfWords Words { get; }

    /// <summary>The titles of the ids that are there.</summary>
    public IEnumerable<ShelvedTitle> Of(IEnumerable<long> ids)
    {
        foreach (var id in ids)
            if (_places.TryGetValue(id, out var place))
                yield return Titles[place];
    }

    public ShelvedTitle? Find(long id) => _places.TryGetValue(id, out var place) ? Titles[place] : null;

    /// <summary>Titles that are called so: all; and the most popular of those whose names begin so.</summary>
    public IEnumerable<ShelvedTitle> Namesakes(string key, int mostBegun)
    {
        if (key.Length == 0)
            return [];
        var at = Array.BinarySearch(_names, (key, -1), ByName);
        at = at < 0 ? ~at : at;
        var named = new List<ShelvedTitle>();
        var begun = new Best(mostBegun);
        for (; at < _names.Length && _names[at].Key.StartsWith(key, StringComparison.Ordinal); at++)
            if (_names[at].Key.Length == key.Length)
                named.Add(Titles[_names[at].Place]);
            else
                begun.Offer(Titles[_names[at].Place]);
        return named.Concat(begun.Titles).DistinctBy(title => title.Id);
    }

    /// <summary>The shelf with titles added or changed, and without those that are gone.</summary>
    /// <param name="names">Every key each changed title can be called by.</param>
    public TitleShelf With(long revision, IReadOnlyCollection<ShelvedTitle> changed, ILookup<long, string> names, ShelfWords words, IReadOnlySet<long>? kept)
    {
        var renewed = changed.ToDictionary(title => title.Id);
        var titles = new List<ShelvedTitle>(Titles.Length + changed.Count);
        var places = new Dictionary<long, int>(Titles.Length + changed.Count);
        var moved = new int[Titles.Length];
        for (var place = 0; place < Titles.Length; place++)
        {
            moved[place] = -1;
            var title = Titles[place];
            if (renewed.ContainsKey(title.Id) || kept?.Contains(title.Id) == false)
                continue;
            moved[place] = titles.Count;
            Add(title);
        }

        var added = new List<(string, int)>();
        foreach (var title in changed)
        {
            foreach (var name in names[title.Id].Distinct())
                added.Add((name, titles.Count));
            Add(title);
        }

        added.Sort(ByName);
        return new TitleShelf(revision, [.. titles], places, Merged([.. _names.Where(name => moved[name.Place] >= 0).Select(name => (name.Key, moved[name.Place]))], added), words);

        void Add(ShelvedTitle title)
        {
            places.Add(title.Id, titles.Count);
            titles.Add(title);
        }
    }

    static (string, int)[] Merged(List<(string, int)> one, List<(string, int)> other)
    {
        if (one.Count == 0)
            return [.. other];
        var merged = new (string, int)[one.Count + other.Count];
        for (int at = 0, i = 0, j = 0; at < merged.Length; at++)
            merged[at] = j == other.Count || (i < one.Count && ByName.Compare(one[i], other[j]) <= 0) ? one[i++] : other[j++];
        return merged;
    }

    static readonly Comparer<(string Key, int Place)> ByName = Comparer<(string Key, int Place)>.Create((one, other) =>
        string.CompareOrdinal(one.Key, other.Key) is var order and not 0 ? order : one.Place.CompareTo(other.Place));
}

/// <summary>The vocabularies of a shelf.</summary>
sealed record ShelfWords
{
    public Codes Genres { get; init; } = new();
    public Codes Languages { get; init; } = new();
    public Codes Certifications { get; init; } = new();
    public Codes Regions { get; init; } = new();

    /// <summary>What services are called.</summary>
    public Dictionary<long, string> Services { get; init; } = [];

    /// <summary>To add to, while others read the old ones.</summary>
    public ShelfWords Copy() => new()
    {
        Genres = Genres.Copy(),
        Languages = Languages.Copy(),
        Certifications = Certifications.Copy(),
        Regions = Regions.Copy(),
        Services = new Dictionary<long, string>(Services),
    };
}

/// <summary>The most popular of many titles, in one pass.</summary>
sealed class Best(int most)
{
    readonly PriorityQueue<ShelvedTitle, (double, long)> _worstFirst = new();

    public void Offer(ShelvedTitle title)
    {
        var rank = (title.Popularity, -title.Id);
        if (_worstFirst.Count < most)
            _worstFirst.Enqueue(title, rank);
        else if (_worstFirst.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
            _worstFirst.DequeueEnqueue(title, rank);
    }

    public IEnumerable<ShelvedTitle> Titles => _worstFirst.UnorderedItems.Select(item => item.Element);
}
