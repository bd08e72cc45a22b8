using System.Text.Json;
using Marquee.Importers.Own;

namespace Marquee.Importers.Tests.Own;

/// <summary>What Marquee writes it reads again, to the last property.</summary>
public sealed class ReadingOurOwn
{
    [Fact]
    public void Every_record_of_every_source_comes_back_as_it_was_written()
    {
        var rows = SampleExports.All.SelectMany(sample => Reads.Rows(sample.Bytes, sample.FileName)).Append(Full).ToList();

        var back = Reads.Rows(Written(rows), "export.jsonl");

        Assert.Equal(rows.Where(row => row is not RefusedRow).Select(Told), back.Select(Told));
    }

    [Fact]
    public void In_a_zip_with_its_manifest()
    {
        var zip = Reads.Zip(("manifest.json", Reads.Utf8("""{"format":"marquee","version":1}""")), ("items.jsonl", Written([Full])), ("plays.csv", Reads.Utf8("title,watched_at\nHeat,2020-01-01\n")));

        Assert.Equal(("marquee", "items.jsonl"), (Reads.Recognise(zip, "marquee.zip").Source, Assert.Single(Reads.Recognise(zip, "marquee.zip").Files)));
    }

    static ImportedItem Full => new("x", 1, "x")
    {
        Title = "Breaking Bad",
        OriginalTitle = "Breaking Bad",
        Year = 2008,
        Kind = TitleKind.Show,
        ExternalIds = [new("imdb", "tt0903747"), new("tmdb", "1396")],
        RuntimeMinutes = 47,
        People = ["Vince Gilligan"],
        Episode = new ImportedEpisode(5, 14, "Ozymandias") { LastNumber = 15, SeasonName = "Last", ExternalIds = [new("tvdb", "4639461")] },
        Rating = 95,
        RatingAsWritten = "9.5 of 10",
        RatedAt = new DateTimeOffset(2023, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        Viewing = new Viewing(new DateTimeOffset(2023, 1, 2, 3, 4, 5, TimeSpan.Zero), WatchPrecision.Time, true) { Times = 2, Where = "Plex", Lasted = TimeSpan.FromMinutes(47) },
        OnWatchlist = true,
        ListedAt = new DateTimeOffset(2022, 1, 2, 0, 0, 0, TimeSpan.Zero),
        ListPlace = new ListPlace("k", "Best", 3, "=1+1"),
        IsLiked = true,
        LikedAt = new DateTimeOffset(2022, 1, 2, 0, 0, 0, TimeSpan.Zero),
        Review = new ImportedText("Two lines,\n\n<b>and</b> 🎬.", true, new DateTimeOffset(2022, 1, 2, 0, 0, 0, TimeSpan.Zero)) { Visibility = "friends" },
        Comment = new ImportedText("Yes!"),
        PrivateNote = "with Bo",
        Tags = ["a", "b, c"],
        OwnedAs = "",
        State = WatchState.Paused,
        Progress = new ViewingProgress(12.5, TimeSpan.FromSeconds(90), 7),
        SourceEventId = "e1",
    };

    static byte[] Written(IEnumerable<ExportRow> rows)
    {
        using var bytes = new MemoryStream();
        foreach (var row in rows)
        {
            using (var json = new Utf8JsonWriter(bytes))
            {
                if (row is ImportedItem item)
                    MarqueeRecords.Write(json, item);
                else if (row is ImportedList list)
                    MarqueeRecords.Write(json, list);
                else
                    continue;
            }

            bytes.Write("\n"u8);
        }

        return bytes.ToArray();
    }

    static string Told(ExportRow row) => JsonSerializer.Serialize(row is ImportedItem item ? (object)(item with { File = "", Line = 0, RawText = "", Remark = null }) : (ImportedList)row with { File = "", Line = 0, RawText = "" });
}
