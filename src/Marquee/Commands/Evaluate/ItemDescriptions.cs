using System.Text;
using System.Text.Json;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Engine.Models.Content;

namespace Marquee.Commands.Evaluate;

/// <summary>
/// What items are, as far as files say it: MovieLens' <c>movies.csv</c> and <c>movies.dat</c> (id, title, genres with <c>|</c> between them), and JSON lines
/// with <c>movieId</c> and fields of text or lists of text.
/// </summary>
sealed class ItemDescriptions
{
    readonly Dictionary<long, Dictionary<string, IReadOnlyList<string>>> _fields = [];

    /// <summary>Nothing is known of any item.</summary>
    public static ItemDescriptions None { get; } = new();

    public static ItemDescriptions Read(IEnumerable<string> files)
    {
        var read = new ItemDescriptions();
        foreach (var file in files)
            foreach (var line in File.ReadLines(file, file.EndsWith(".dat", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : Encoding.UTF8))
                if (line.StartsWith('{'))
                    read.AddJson(line);
                else
                    read.AddMovie(line);
        return read;
    }

    /// <summary>One document an item, in index order; null when nothing was read.</summary>
    public IReadOnlyList<ItemDocument>? DocumentsFor(IdMap items) => _fields.Count == 0 ? null
        : [.. items.Ids.ToArray().Select(id => new ItemDocument(_fields.GetValueOrDefault(id) ?? []))];

    /// <summary>The genres of each item as numbers; null when nothing was read.</summary>
    public IReadOnlyList<int[]>? CategoriesFor(IdMap items)
    {
        if (_fields.Count == 0)
            return null;
        var numbers = new Dictionary<string, int>();
        return [.. items.Ids.ToArray().Select(GenresOf).Select(genres => genres.Select(Number).ToArray())];

        IReadOnlyList<string> GenresOf(long id) => _fields.GetValueOrDefault(id)?.GetValueOrDefault(ContentFields.Genre) ?? [];

        int Number(string genre) => numbers.TryGetValue(genre, out var number) ? number : numbers[genre] = numbers.Count;
    }

    void AddMovie(string line)
    {
        var separator = line.Contains("::", StringComparison.Ordinal) ? "::" : ",";
        var first = line.IndexOf(separator, StringComparison.Ordinal);
        var last = line.LastIndexOf(separator, StringComparison.Ordinal);
        if (last <= first || !long.TryParse(line.AsSpan(0, first), out var id))
            return; // the header
        var title = line[(first + separator.Length)..last].Trim('"');
        var genres = line[(last + separator.Length)..];
        var fields = FieldsOf(id);
        fields[ContentFields.Title] = TextTerms.Of(title);
        if (genres is not ("" or "(no genres listed)"))
            fields[ContentFields.Genre] = [.. genres.Split('|').Select(genre => genre.ToLowerInvariant())];
    }

    void AddJson(string line)
    {
        using var document = JsonDocument.Parse(line);
        if (!document.RootElement.TryGetProperty("movieId", out var id))
            return;
        var fields = FieldsOf(id.GetInt64());
        foreach (var property in document.RootElement.EnumerateObject())
            if (property.Name == "logline")
                fields[ContentFields.Text] = TextTerms.Of(property.Value.GetString());
            else if (property.Value.ValueKind == JsonValueKind.Array)
                fields[FieldName(property.Name)] = [.. property.Value.EnumerateArray().Select(value => $"{value}".ToLowerInvariant())];
    }

    Dictionary<string, IReadOnlyList<string>> FieldsOf(long id) => _fields.TryGetValue(id, out var fields) ? fields : _fields[id] = [];

    static string FieldName(string property) => property switch
    {
        "keywords" => ContentFields.Keyword,
        "directors" => ContentFields.Director,
        "cast" => ContentFields.Cast,
        "tags" => ContentFields.Tag,
        _ => property,
    };
}
