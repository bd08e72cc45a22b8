using System.IO.Compression;
using System.Text.Json;
using Marquee.Importers;
using Marquee.Importers.Own;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>
/// A library of anything that a library may hold: out of one instance, into a fresh one on the same or the other kind of database, and out
/// again. The records are the same.
/// </summary>
public sealed class RoundTrips
{
    const int Libraries = 4;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Sqlite, 1)]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.PostgreSql, 2)]
    [InlineData(DatabaseKind.PostgreSql, DatabaseKind.Sqlite, 3)]
    [InlineData(DatabaseKind.PostgreSql, DatabaseKind.PostgreSql, 4)]
    public async Task Out_of_one_instance_and_into_a_fresh_one_any_library_is_the_same(DatabaseKind from, DatabaseKind to, int seed)
    {
        await using var here = await RunningProgram.StartPreparedAsync(from);
        await using var there = await RunningProgram.StartPreparedAsync(to);
        await here.ReadyAsync();
        await there.ReadyAsync();
        for (var library = 0; library < Libraries; library++)
        {
            var records = new RandomLibrary(seed * 100 + library).Records();
            using var writer = here.NewVisitor();
            await BringAsync(writer, Lines(records), "items.jsonl");
            var first = await writer.GetByteArrayAsync("/api/v1/exports/marquee");
            using var reader = there.NewVisitor();
            await BringAsync(reader, first, "marquee.zip");
            var second = await reader.GetByteArrayAsync("/api/v1/exports/marquee");

            Same(Records(first), Records(second), $"library {seed * 100 + library}");
            Holds(records, Records(first), seed * 100 + library);
            Assert.Equal(0, (await BringAsync(reader, first, "marquee.zip")).GetProperty("import").GetProperty("fresh").GetInt32());
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Into_an_instance_that_knows_no_title_at_all_it_is_the_same_too(DatabaseKind to)
    {
        await using var here = await RunningProgram.StartPreparedAsync(DatabaseKind.Sqlite);
        TestDatabase.SkipWithout(to);
        await using var there = await RunningProgram.StartEmptyAsync(to);
        await here.ReadyAsync();
        using var writer = here.NewVisitor();
        await BringAsync(writer, Lines(new RandomLibrary(7).Records()), "items.jsonl");
        var first = await writer.GetByteArrayAsync("/api/v1/exports/marquee");
        using var reader = there.NewVisitor();
        await BringAsync(reader, first, "marquee.zip");

        Same(Records(first), Records(await reader.GetByteArrayAsync("/api/v1/exports/marquee")), "library 7");
    }

    // Everything that went in is there: by kind of record, for a title may have been found under another of its names.
    static void Holds(IReadOnlyList<ExportRow> records, IReadOnlyList<string> exported, int seed)
    {
        var items = records.OfType<ImportedItem>().ToList();
        foreach (var (what, expected, sign) in new[]
        {
            ("viewings", items.Count(item => item.Viewing is not null), "\"viewing\":{"), ("reviews", items.Count(item => item.Review is not null), "\"review\":{"),
            ("copies", items.Count(item => item.OwnedAs is not null), "\"owned_as\":"), ("lists", records.OfType<ImportedList>().Count(), "{\"marquee\":\"list\""),
            ("smart lists", records.OfType<ImportedList>().Count(list => list.Filter is not null), "\"filter\":"), ("icons", records.OfType<ImportedList>().Count(list => list.Icon is not null), "\"icon\":"),
            ("rewatches", items.Count(item => item.Viewing?.Cycle > 1), "\"viewing\":{\"cycle\":"),
        })
        {
            var found = what == "rewatches"
                ? exported.Count(line => JsonDocument.Parse(line).RootElement is var e && e.TryGetProperty("viewing", out var v) && v.TryGetProperty("cycle", out _))
                : exported.Count(line => line.Contains(sign, StringComparison.Ordinal));
            Assert.True(found == expected, $"library {seed}: {expected} {what} went in, {found} came out");
        }
    }

    static void Same(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string which)
    {
        var (missing, extra) = (expected.Except(actual).ToList(), actual.Except(expected).ToList());
        Assert.True(missing.Count + extra.Count == 0 && expected.Count == actual.Count,
            $"{which}: {expected.Count} went, {actual.Count} came. Only before: {string.Join('\n', missing.Take(4))}\nOnly after: {string.Join('\n', extra.Take(4))}");
    }

    static async Task<JsonElement> BringAsync(HttpClient visitor, byte[] bytes, string name)
    {
        using var answer = await visitor.SendAsync(bytes, name, "?unmatched=own");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("data");
    }

    static List<string> Records(byte[] export)
    {
        using var zip = new ZipArchive(new MemoryStream(export));
        using var reader = new StreamReader(zip.GetEntry("items.jsonl")!.Open());
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    static byte[] Lines(IReadOnlyList<ExportRow> records)
    {
        using var stream = new MemoryStream();
        foreach (var record in records)
        {
            using (var json = new Utf8JsonWriter(stream))
                if (record is ImportedList list)
                    MarqueeRecords.Write(json, list);
                else
                    MarqueeRecords.Write(json, (ImportedItem)record);
            stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }
}
