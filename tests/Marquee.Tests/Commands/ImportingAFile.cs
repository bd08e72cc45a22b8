using Marquee.Tests.Host;

namespace Marquee.Tests.Commands;

/// <summary><c>marquee import FILE --profile NAME</c> and <c>marquee export</c>, run as a person would.</summary>
public sealed class ImportingAFile : IAsyncLifetime
{
    const string Ratings = "Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,Heat,1995,https://boxd.it/2a,5\n2024-01-04,Nothing Anybody Knows,2011,https://boxd.it/2c,3\n";

    string _data = "";

    public async ValueTask InitializeAsync() => (_data, _) = await (await PreparedSample.Of(DatabaseKind.Sqlite)).CopyAsync();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_trial_says_what_would_come_then_it_comes_and_a_second_time_nothing_is_new()
    {
        var trial = await ImportAsync("--dry-run", "--json");
        var first = await ImportAsync("--json");
        var second = await ImportAsync("--json");

        Assert.All([trial, first, second], answer => Assert.Equal(0, answer.ExitCode));
        Assert.Equal((2, 1, 1, 2), (first.Number("rows"), first.Number("matched"), first.Number("unmatched"), first.Number("new")));
        Assert.Equal(first.Number("new"), trial.Number("new"));
        Assert.True(first.Json.GetProperty("profile_created").GetBoolean());
        Assert.Equal(0, second.Number("new"));
        Assert.False(second.Json.GetProperty("profile_created").GetBoolean());
        var item = first.Json.GetProperty("items")[0];
        Assert.Equal((2, "Heat", 1995, "film", "matched"), (item.GetProperty("line").GetInt32(), item.GetProperty("title").GetString(),
            item.GetProperty("year").GetInt32(), item.GetProperty("kind").GetString(), item.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task What_cannot_be_done_ends_with_2_and_a_sentence()
    {
        var none = await CommandLine.RunAsync("import", Path.Combine(_data, "none.csv"), "--profile", "Ann", "--data", _data);
        var rule = await ImportAsync("--conflict", "loudest");
        var nobody = await CommandLine.RunAsync("export", Path.Combine(_data, "x.zip"), "--profile", "Nobody", "--data", _data);

        Assert.All([none, rule, nobody], answer => Assert.Equal(2, answer.ExitCode));
        Assert.All([none, rule, nobody], answer => Assert.NotEmpty(answer.Error));
    }

    [Fact]
    public async Task What_came_in_goes_out_for_Letterboxd()
    {
        await ImportAsync();
        var file = Path.Combine(_data, "out.csv");

        var answer = await CommandLine.RunAsync("export", file, "--profile", "Ann", "--format", "letterboxd", "--data", _data);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains(",Heat,1995,,10,", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    async Task<CommandLine> ImportAsync(params string[] more)
    {
        var file = Path.Combine(_data, "ratings.csv");
        await File.WriteAllTextAsync(file, Ratings);
        return await CommandLine.RunAsync(["import", file, "--profile", "Ann", "--data", _data, .. more]);
    }
}
