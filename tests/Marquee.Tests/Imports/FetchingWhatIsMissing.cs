using Dapper;
using Marquee.Providers.Tests.Fake;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>What a file names and the catalogue does not have is looked for at TMDB while the file is previewed, where TMDB is connected.</summary>
public abstract class FetchingWhatIsMissing(DatabaseKind kind)
{
    [Fact]
    public async Task A_title_that_TMDB_knows_surely_is_matched_and_the_rest_stays_open()
    {
        TestDatabase.SkipWithout(kind);
        await using var tmdb = new FakeTmdb();
        tmdb.Film(550, "Fight Club", "tt0137523");
        await using var program = await RunningProgram.StartEmptyAsync(kind, with: settings => settings with
        {
            TmdbKey = "0123456789abcdef",
            TmdbAddress = tmdb.Address.ToString(),
            WorksBehind = false,
        });
        await program.ReadyAsync();
        var visitor = program.NewVisitor();

        var preview = await visitor.PreviewAsync(ExportFiles.Imdb
            + "tt0137523,9,2024-01-05,The Club of Fights,The Club of Fights,u,Movie,8.8,139,1999,Drama,1,1999-10-15,David Fincher\n"
            + "tt9999999,7,2024-01-05,Nobody Has This,Nobody Has This,u,Movie,8.8,139,2011,Drama,1,2011-10-15,\n", "ratings.csv");
        await visitor.CommitAsync(preview);

        Assert.Equal([2, 1, 0, 1, 0], preview.Counts());
        await using var connection = await program.Database.OpenAsync();
        Assert.Equal(["Fight Club 90"], await connection.QueryAsync<string>("select t.title || ' ' || r.value from ratings r join titles t on t.id = r.title_id"));
    }

    public sealed class On_Sqlite() : FetchingWhatIsMissing(DatabaseKind.Sqlite);

    public sealed class On_PostgreSql() : FetchingWhatIsMissing(DatabaseKind.PostgreSql);
}
