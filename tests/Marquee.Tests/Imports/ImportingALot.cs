using System.Diagnostics;
using System.Globalization;
using System.Text;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

public abstract class ImportingALot(ProgramOn program, ITestOutputHelper output)
{
    [Fact]
    public async Task Two_hundred_films_take_well_under_a_second_and_a_hundred_thousand_rows_a_few()
    {
        var visitor = await program.NewVisitorAsync();
        var films = ExportFiles.TwoHundredRatings.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
        var diary = new StringBuilder(ExportFiles.Diary);
        var day = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var row = 0; row < 100_000; row++)
        {
            var cells = films[row % films.Length].Split("https://", StringSplitOptions.None)[0];
            var name = cells[(cells.IndexOf(',', StringComparison.Ordinal) + 1)..];
            diary.Append(CultureInfo.InvariantCulture, $"2024-01-05,{name}https://boxd.it/{row:x},4,,,{day.AddDays(row / films.Length):yyyy-MM-dd}\n");
        }

        var few = await TimeAsync(() => visitor.BringInAsync(ExportFiles.TwoHundredRatings, "ratings.csv"));
        var bytes = Encoding.UTF8.GetBytes(diary.ToString());
        var many = await TimeAsync(async () => Assert.Equal([100_000, 98_539, 0, 1_461, 0], (await visitor.BringInAsync(bytes, "diary.csv")).Counts()));
        var again = await TimeAsync(() => visitor.BringInAsync(bytes, "diary.csv"));

        output.WriteLine($"{program.Kind}: 205 rows in {few} ms, 100,000 in {many} ms, again in {again} ms; {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB at most");
        // Many times what an idle machine takes: 0.1 and 3 seconds on SQLite.
        Assert.True(few < 5_000, $"{few} ms");
        Assert.True(many < 60_000, $"{many} ms");
    }

    static async Task<long> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.ElapsedMilliseconds;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program, ITestOutputHelper output) : ImportingALot(program, output);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program, ITestOutputHelper output) : ImportingALot(program, output);
}
