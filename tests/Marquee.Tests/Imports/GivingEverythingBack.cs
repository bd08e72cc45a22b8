using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>What an export holds beside the records, and how files for others are cut.</summary>
public abstract class GivingEverythingBack(ProgramOn program)
{
    [Fact]
    public async Task What_a_profile_has_chosen_is_in_it_and_no_secret_is()
    {
        var visitor = await program.NewVisitorAsync();
        using var sent = await visitor.SendAsync(Encoding.UTF8.GetBytes(ExportFiles.Ratings + "2024-03-03,Heat,1995,https://boxd.it/1,4.5\n"), "ratings.csv");
        sent.EnsureSuccessStatusCode();
        using var list = await visitor.PostAsJsonAsync("/api/v1/lists", new { name = "Rainy days", icon = "☔", filter = "genre:drama" });
        list.EnsureSuccessStatusCode();

        using var zip = new ZipArchive(new MemoryStream(await visitor.GetByteArrayAsync("/api/v1/exports/marquee")));
        var profile = Json(zip, "profile.json");
        var manifest = Json(zip, "manifest.json");

        Assert.Equal(("private", "private", "stars"), (profile.GetProperty("visibility").GetString(), profile.GetProperty("history_visibility").GetString(), profile.GetProperty("rating_display").GetString()));
        Assert.DoesNotContain(profile.EnumerateObject(), property => property.Name.Contains("hash", StringComparison.Ordinal) || property.Name.Contains("pin", StringComparison.Ordinal));
        Assert.Contains("Rainy days,,☔,genre:drama,private,", Text(zip, "lists.csv"), StringComparison.Ordinal);
        Assert.Contains("\"icon\":\"☔\"", Text(zip, "items.jsonl"), StringComparison.Ordinal);
        Assert.All(manifest.GetProperty("files").EnumerateArray(), file => Assert.NotNull(zip.GetEntry(file.GetProperty("name").GetString()!)));
        Assert.NotNull(zip.GetEntry("schema.json"));
    }

    [Fact]
    public async Task For_Letterboxd_a_file_has_a_thousand_rows()
    {
        var visitor = await program.NewVisitorAsync();
        var diary = new StringBuilder(ExportFiles.Diary);
        for (var day = 0; day < 1_203; day++)
            diary.Append(CultureInfo.InvariantCulture, $"2024-01-05,Heat,1995,https://boxd.it/x{day},4,,,{new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day):yyyy-MM-dd}\n");
        using var sent = await visitor.SendAsync(Encoding.UTF8.GetBytes(diary.ToString()), "diary.csv");
        sent.EnsureSuccessStatusCode();

        using var zip = new ZipArchive(new MemoryStream(await visitor.GetByteArrayAsync("/api/v1/exports/letterboxd")));

        Assert.Equal([1_001, 204], new[] { "letterboxd.csv", "letterboxd-2.csv" }.Select(name => Text(zip, name).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal(Text(zip, "letterboxd.csv").Split("\r\n")[0], Text(zip, "letterboxd-2.csv").Split("\r\n")[0]);
    }

    static JsonElement Json(ZipArchive zip, string name) => JsonDocument.Parse(Text(zip, name)).RootElement;

    static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : GivingEverythingBack(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : GivingEverythingBack(program);
}
