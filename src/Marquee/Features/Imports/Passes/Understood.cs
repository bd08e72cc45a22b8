using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Features.Imports.Keeping;
using Marquee.Importers;

namespace Marquee.Features.Imports.Passes;

/// <summary>What a file says, in numbers, and how much of it the library knows. Made by the preview, by the chunk.</summary>
public sealed class Understood
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public int Viewings { get; set; }
    public int ViewingsHere { get; set; }
    public int Ratings { get; set; }
    public int RatingsHere { get; set; }

    /// <summary>Ratings where the library says something else.</summary>
    public int Conflicts { get; set; }

    /// <summary>Those of them that the file gives later.</summary>
    public int ConflictsNewer { get; set; }

    public int Watchlist { get; set; }
    public int WatchlistHere { get; set; }
    public int Likes { get; set; }
    public int Reviews { get; set; }
    public int Lists { get; set; }
    public int ListItems { get; set; }
    public int Tags { get; set; }
    public int Notes { get; set; }
    public int Copies { get; set; }

    /// <summary>Viewings, ratings and wishes of rows that have no place yet.</summary>
    public int Unplaced { get; set; }

    /// <summary>Whether the library knows everything that could be placed.</summary>
    [JsonIgnore]
    public bool IsKnown => Conflicts == 0 && ViewingsHere + RatingsHere + WatchlistHere + Unplaced >= Viewings + Ratings + Watchlist;

    /// <summary>What the reader chose or left out, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; set; } = [];

    /// <summary>The import of the very same file before, if there was one.</summary>
    public string? SameAs { get; set; }

    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, Json);

    public static Understood Of(string? text) => text is null ? new Understood() : JsonSerializer.Deserialize<Understood>(text, Json)!;

    internal void Add(IEnumerable<PlacedRow> rows, IReadOnlyCollection<ImportedList> lists)
    {
        Lists += lists.Count;
        foreach (var row in rows)
        {
            if (row.Item is not { } item)
                continue;
            var before = Viewings + Ratings + Watchlist;
            Likes += item.IsLiked ? 1 : 0;
            Reviews += item.Review is not null || item.Comment is not null ? 1 : 0;
            ListItems += item.ListPlace is not null ? 1 : 0;
            Tags += item.Tags.Count;
            Notes += item.PrivateNote is { Length: > 0 } ? 1 : 0;
            Copies += item.OwnedAs is not null ? 1 : 0;
            Watchlist += item.OnWatchlist || item.State == WatchState.Planned ? 1 : 0;
            Ratings += item.Rating is not null ? 1 : 0;
            Viewings += item.Viewing is { } viewing ? Math.Max(1, viewing.Times) : 0;
            Unplaced += row.Title is null ? Viewings + Ratings + Watchlist - before : 0;
        }
    }
}
