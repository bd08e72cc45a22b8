using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;

namespace Marquee.Features.Search;

/// <summary>At every start: titles written before search knew of them, or folded differently, get their documents.</summary>
sealed class SearchPreparation(Database database, WriteSearchDocuments writeDocuments, TimeProvider clock) : IPreparationStep
{
    const string Setting = "search.documents";

    // Raised when documents are made differently.
    const string Version = "2";

    public int Order => 15;

    public async Task RunAsync(Readiness readiness, CancellationToken cancel)
    {
        await using (var reading = await database.OpenAsync(cancel))
            if (await LookAsync(reading, cancel) is (Version, { Count: 0 }))
                return;
        readiness.Report("Indexing titles", 0);
        await database.WriteAsync(async connection =>
        {
            // Another node may have been starting too, and be done by now.
            await connection.AloneAsync(database.Dialect, WriteTitles.Alone, cancel);
            var (_, missing) = await LookAsync(connection, cancel);
            await writeDocuments.OnTitlesWrittenAsync(connection, missing, cancel);
            await connection.ExecuteAsync(
                """
                insert into settings (name, value, updated_at) values (@Setting, @Version, @now)
                on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
                """, new { Setting, Version, now = clock.GetUtcNow() }, cancel);
        }, cancel);
        readiness.Report("Indexing titles", 1);
    }

    /// <summary>How the documents were made (null: never noted, by the first start), and the titles that need one.</summary>
    static async Task<(string? Version, List<TitleId> Missing)> LookAsync(DbConnection connection, CancellationToken cancel)
    {
        var version = await connection.ScalarAsync<string>("select value from settings where name = @Setting", new { Setting }, cancel);
        var all = version is not (null or Version);
        var missing = await connection.QueryAsync<TitleId>(
            // What somebody's import made for themselves is not for others to find.
            $"select t.id from titles t left join search_documents d on d.title_id = t.id where {TitleSight.Anybody.Allows("t")} and (d.title_id is null or @all)", new { all }, cancel);
        return (version, missing);
    }
}
