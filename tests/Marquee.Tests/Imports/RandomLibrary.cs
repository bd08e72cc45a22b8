using Marquee.Importers;

namespace Marquee.Tests.Imports;

/// <summary>Records of a library that nobody would have by design: everything that one may hold, by chance.</summary>
sealed class RandomLibrary(int seed)
{
    static readonly DateTimeOffset Start = new(1998, 3, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly string[] Words = ["Amélie", "千と千尋", "🎬🍿", "=1+1", "\"quoted\"", "line\nbreak", "a,b;c", "ﷺ", "O’Hara & sons", "  spaces  ", "<b>bold</b>", "'apostrophe", "\\backslash", "Ærø", "e\u0301"];

    readonly Random _random = new(seed);
    int _events;

    public IReadOnlyList<ExportRow> Records()
    {
        var lists = Enumerable.Range(0, 4).Select(number => new ImportedList("", 0, "", $"marquee-{seed}-{number}", $"{Word()} {number}")
        {
            Description = Maybe(Word),
            Icon = number % 2 == 0 ? "🎃" : null,
            Filter = number == 3 ? "genre:horror year:1980..1989" : null,
            Visibility = Of("private", "friends", "public"),
            CreatedAt = Moment(),
        }).ToList();
        var films = Enumerable.Range(0, 25).Select(_ => Film()).Concat(Enumerable.Range(0, 15).Select(OwnFilm)).ToList();
        var shows = new[] { BreakingBad() }.Concat(Enumerable.Range(0, 3).Select(OwnShow)).ToList();
        return [.. lists, .. films.SelectMany(film => About(film, lists)), .. shows.SelectMany(show => AboutShow(show, lists))];
    }

    IEnumerable<ImportedItem> About(ImportedItem title, IReadOnlyList<ImportedList> lists)
    {
        // Not twice at one time; two that are days apart are two.
        foreach (var day in Enumerable.Range(0, _random.Next(4)).Select(number => number * 400 + _random.Next(300)))
            yield return title with { Viewing = Viewed(day), PrivateNote = Maybe(Word), SourceEventId = Event("play") };
        if (_random.Next(6) == 0)
            yield return title with { Viewing = Viewing.SomeTime, SourceEventId = Event("play") };
        if (Often)
            yield return title with { Rating = _random.Next(2, 21) * 5, RatedAt = Moment() };
        if (Often)
            yield return title with { Review = Review(), Tags = [.. Tags()], SourceEventId = Event("review") };
        if (Often)
            yield return title with { PrivateNote = Word() + "." };
        foreach (var tag in Tags())
            yield return title with { Tags = [tag], ListedAt = Moment() };
        if (Often)
            yield return title with { OwnedAs = Of("", "Blu-ray", Word()), Copy = new OwnedCopy(Of("disc", "file", "service"), Maybe(Word), Maybe(Word)), ListedAt = Moment(), SourceEventId = Event("copy") };
        if (Often)
            yield return title with { IsLiked = true, LikedAt = Moment() };
        if (_random.Next(5) == 0)
            yield return title with { HiddenFor = Of("not interested", "less like this"), ListedAt = Moment() };
        foreach (var list in lists.Where(list => list.Filter is null && _random.Next(4) == 0))
            yield return title with { ListPlace = new ListPlace(list.Key, list.Name, _random.Next(1, 50), Maybe(Word)), ListedAt = Moment() };
    }

    IEnumerable<ImportedItem> AboutShow(ImportedItem show, IReadOnlyList<ImportedList> lists)
    {
        foreach (var record in About(show, lists).Where(record => record.Viewing is null))
            yield return record;
        if (Often)
            yield return show with { State = Of(WatchState.Paused, WatchState.Dropped) };
        for (var number = 1; number <= 4; number++)
        {
            var episode = show with { Episode = new ImportedEpisode(1, number, show.ExternalIds.Count > 0 ? null : $"Part {number}") };
            for (var cycle = 1; cycle <= _random.Next(1, 4); cycle++)
                yield return episode with { Viewing = Viewed(cycle * 1000 + number) with { Cycle = cycle > 1 ? cycle : null }, SourceEventId = Event("play") };
            if (Often)
                yield return episode with { Rating = _random.Next(2, 21) * 5, RatedAt = Moment() };
        }

        yield return show with { Episode = new ImportedEpisode(1, null), Rating = _random.Next(2, 21) * 5, RatedAt = Moment() };
    }

    // Titles of the sample's.
    ImportedItem Film()
    {
        var (title, year, imdb) = Of(("Heat", 1995, "tt0113277"), ("Fargo", 1996, "tt0116282"), ("Alien", 1979, "tt0078748"), ("Toy Story", 1995, "tt0114709"), ("The Matrix", 1999, "tt0133093"));
        return new ImportedItem("", 0, "") { Title = title, Year = year, Kind = TitleKind.Film, ExternalIds = [new ExternalId("imdb", imdb)] };
    }

    ImportedItem BreakingBad() => new("", 0, "") { Title = "Breaking Bad", Year = 2008, Kind = TitleKind.Show, ExternalIds = [new ExternalId("imdb", "tt0903747")] };

    ImportedItem OwnFilm(int number) => new("", 0, "")
    {
        Title = $"Nobody Knows {Word().Trim().ReplaceLineEndings(" ")} {seed} {number}",
        OriginalTitle = Maybe(() => "Niemand kennt " + number),
        Year = _random.Next(3) == 0 ? null : _random.Next(1900, 2026),
        Kind = TitleKind.Film,
        RuntimeMinutes = Maybe(() => "x") is null ? null : _random.Next(1, 300),
        ExternalIds = _random.Next(2) == 0 ? [] : [new ExternalId("tmdb", $"{90_000_000 + seed * 100 + number}")],
    };

    ImportedItem OwnShow(int number) => OwnFilm(1000 + number) with { Kind = TitleKind.Show, ExternalIds = [] };

    Viewing Viewed(int day) => _random.Next(3) == 0
        ? new Viewing(Start.AddDays(day), WatchPrecision.Day)
        : new Viewing(Start.AddDays(day).AddMilliseconds(_random.Next(86_400_000)), WatchPrecision.Time);

    ImportedText Review()
    {
        var isDraft = _random.Next(4) == 0;
        return new ImportedText($"{Word()} and {Word()}, which is enough of a review.", _random.Next(2) == 0, isDraft ? null : Moment())
        {
            Visibility = Of("private", "friends", "public"),
            BegunAt = isDraft ? Moment() : null,
        };
    }

    IEnumerable<string> Tags() => Enumerable.Range(0, _random.Next(3)).Select(number => $"tag-{Of("noir", "été", "with bo", "🍿")}-{number}").Order(StringComparer.Ordinal);

    bool Often => _random.Next(2) == 0;

    string Event(string what) => $"{what}-{seed}-{_events++}";

    DateTimeOffset Moment() => Start.AddMilliseconds(_random.NextInt64(86_400_000L * 9_000));

    string Word() => Words[_random.Next(Words.Length)];

    T Of<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    string? Maybe(Func<string> text) => Often ? text() : null;
}
