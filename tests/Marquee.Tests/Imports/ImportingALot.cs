using System.Diagnostics;
using System.Globalization;
using System.Text;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

public abstract class ImportingALot(ProgramOn program, ITestOutputHelper output)
{
    [Fact]
    public async Task A_hundred_thousand_rows_go_in_once()
    {
        using var visitor = (await program.RunningAsync()).NewVisitor();
        visitor.Timeout = TimeSpan.FromMinutes(10);
        var films = ExportFiles.TwoHundredRatings.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
        var diary = new StringBuilder(ExportFiles.Diary);
        var day = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var row = 0; row < 100_000; row++)
        {
            var cells = films[row % films.Length].Split("https://", StringSplitOptions.None)[0];
            var name = cells[(cells.IndexOf(',', StringComparison.Ordinal) + 1)..];
            diary.Append(CultureInfo.InvariantCulture, $"2024-01-05,{name}https://boxd.it/{row:x},4,,,{day.AddDays(row / films.Length):yyyy-MM-dd}\n");
        }

        var bytes = Encoding.UTF8.GetBytes(diary.ToString());
        var (first, milliseconds) = await TimeAsync(() => visitor.BringInAsync(bytes, "diary.csv"));
        var (again, millisecondsAgain) = await TimeAsync(() => visitor.BringInAsync(bytes, "diary.csv"));

        output.WriteLine($"{program.Kind}: 100,000 rows in {milliseconds} ms, again in {millisecondsAgain} ms");
        Assert.Equal([100_000, 98_539, 0, 1_461, 0], first.Counts());
        Assert.StartsWith("Brought in", first.GetProperty("import").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.Counts(), again.Counts());
        Assert.Equal("Everything in it was here already.", again.GetProperty("import").GetProperty("message").GetString());
    }

    static async Task<(T Answer, long Milliseconds)> TimeAsync<T>(Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        return (await work(), watch.ElapsedMilliseconds);
    }

    public sealed class On_Sqlite(ProgramOnSqlite program, ITestOutputHelper output) : ImportingALot(program, output);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program, ITestOutputHelper output) : ImportingALot(program, output);
}
