using Marquee.Importers.Generic;

namespace Marquee.Importers;

/// <summary>
/// An export file of a known source, open for reading. It is recognised by what is in it; its rows are read as they are asked for,
/// and a row that cannot be read is a result like any other.
/// </summary>
public sealed class HistoryExport : IDisposable
{
    readonly ExportContents _contents;
    readonly Recognised _recognised;
    readonly int _mostRows;

    HistoryExport(ExportContents contents, ISource source, Recognised recognised, int mostRows)
    {
        (_contents, _recognised, _mostRows) = (contents, recognised, mostRows);
        (SourceKey, SourceName) = (source.Key, source.Name);
    }

    /// <summary>The source's stable key: <c>letterboxd</c>, <c>imdb</c>, <c>movielens</c>.</summary>
    public string SourceKey { get; }

    /// <summary>The source's name as people write it.</summary>
    public string SourceName { get; }

    /// <summary>The files that are read, by name.</summary>
    public IReadOnlyList<string> Files => _recognised.Files;

    /// <summary>Sentences about choices made and files left out.</summary>
    public IReadOnlyList<string> Remarks => _recognised.Remarks;

    /// <summary>Finds out whose export a file is.</summary>
    /// <param name="bytes">The file, seekable. It stays the caller's and must stay open while rows are read.</param>
    /// <param name="fileName">The name it came under; it decides only where the content cannot.</param>
    /// <param name="readAs">What a Letterboxd film list is, where the caller knows.</param>
    /// <exception cref="ExportRefused">The file is not an export that can be read; the message says what to do.</exception>
    public static HistoryExport Open(Stream bytes, string fileName, FilmListKind readAs = FilmListKind.ByName, ExportLimits? limits = null) =>
        Open(bytes, fileName, new ReadingChoices { ReadAs = readAs }, limits);

    /// <summary>The same with what the caller chose: whose rows, which columns.</summary>
    /// <exception cref="ExportRefused">The file is not an export that can be read; the message says what to do.</exception>
    public static HistoryExport Open(Stream bytes, string fileName, ReadingChoices choices, ExportLimits? limits = null)
    {
        limits ??= ExportLimits.Default;
        var contents = ExportContents.Of(bytes, Path.GetFileName(fileName), choices, limits);
        try
        {
            // Columns that the caller named are read as named, whoever else might know the file.
            IReadOnlyList<ISource> sources = choices.Columns is null ? Sources.All : [new GenericSource()];
            foreach (var source in sources)
                if (source.Recognise(contents) is { } recognised)
                    return new HistoryExport(contents, source, recognised, limits.Rows);
            throw contents.Unknown();
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A table or a JSON file as a page shows it that asks which column is which: the columns, the first rows, and what they seem to be.
    /// </summary>
    /// <returns><see langword="null"/> when the file has no columns, being an archive or no text.</returns>
    public static ColumnPreview? Preview(Stream bytes, string fileName, ExportLimits? limits = null)
    {
        using var contents = ExportContents.Of(bytes, Path.GetFileName(fileName), new ReadingChoices(), limits ?? ExportLimits.Default);
        return contents.IsArchive ? null : GenericFile.Preview(contents.Files[0]);
    }

    /// <summary>Every source there is, by its key and the name people know it by.</summary>
    public static IReadOnlyList<(string Key, string Name)> KnownSources { get; } = [.. Sources.All.Select(source => (source.Key, source.Name))];

    /// <summary>The name people know a source by, from its key; the key itself when there is no such source any more.</summary>
    public static string NameOf(string sourceKey) => Sources.All.FirstOrDefault(source => source.Key == sourceKey)?.Name ?? sourceKey;

    /// <summary>Reads the rows in the order of the files. Call it again to read from the start.</summary>
    /// <exception cref="ExportRefused">The archive turns out to be damaged or larger than it claims, or there are more rows than anybody has.</exception>
    public IEnumerable<ExportRow> Rows(CancellationToken cancel = default)
    {
        var count = 0;
        foreach (var row in _recognised.Rows(cancel))
            yield return ++count <= _mostRows ? row : throw ExportRefused.TooManyRows(_mostRows);
    }

    public void Dispose() => _contents.Dispose();
}

/// <summary>What the person who sends a file may say about it.</summary>
public sealed record ReadingChoices
{
    /// <summary>What a Letterboxd film list is.</summary>
    public FilmListKind ReadAs { get; init; }

    /// <summary>Whose rows are read, where a file holds those of several people, by the name that stands in it.</summary>
    public string? Person { get; init; }

    /// <summary>Which column is what, for a file that no source knows. Given, it outranks every source.</summary>
    public ColumnMapping? Columns { get; init; }
}

/// <summary>Letterboxd writes the films somebody has seen, the films they liked and the films on their watchlist in the same form.</summary>
public enum FilmListKind
{
    /// <summary>The file's name decides, and where it does not, the file is refused with the question.</summary>
    ByName,
    Watched,
    Watchlist,
    Likes,
}
