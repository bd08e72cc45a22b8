using System.Data.Common;
using Marquee.Data;
using Marquee.Engine.Data;
using Marquee.Features.Catalogue.MovieLens;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Catalogue.Writing;

namespace Marquee.Features.Catalogue.Sample;

/// <summary>
/// Loads the built-in catalogue and population in one transaction: all of it or nothing. The samples' fingerprint is kept,
/// so the next start does nothing, and a newer program's samples replace what nobody has edited.
/// </summary>
sealed class LoadSample(Database database, WriteTitles writeTitles, WritePopulation writePopulation, TimeProvider clock)
{
    const string Setting = "catalogue.sample";

    // Raised when the loader reads the same files differently.
    const string Reading = "1";

    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> HandleAsync(string folder, IProgress<LoadProgress> progress, CancellationToken cancel)
    {
        var files = new SampleFiles(folder);
        var fingerprint = $"{Reading}-{files.Fingerprint()}";
        await using (var connection = await database.OpenAsync(cancel))
            if (await IsLoadedAsync(connection, fingerprint, cancel))
                return false;

        progress.Report(new LoadProgress("Reading the sample", 0.05));
        var movieLens = MovieLensFolder.Open(files.MovieLensFolder);
        var movies = movieLens.Movies().ToList();
        var details = files.Details();
        // Shows first: MovieLens lists some series among its films, and the ids of ours say what they are.
        var drafts = files.Shows().Select(SampleDrafts.Of).ToList();
        var shows = drafts.Count;
        drafts.AddRange(movies.Select(movie => SampleDrafts.Of(movie, details.GetValueOrDefault(movie.MovieId))));
        var interactions = RatingFile.Read(movieLens.RatingsFile, cancel);

        return await database.WriteAsync(async connection =>
        {
            // Another node may have been starting too, and be done by now.
            await connection.AloneAsync(database.Dialect, Setting, cancel);
            if (await IsLoadedAsync(connection, fingerprint, cancel))
                return false;
            progress.Report(new LoadProgress("Writing titles", 0.25));
            var written = await writeTitles.HandleAsync(connection, drafts, KnownTitle.Refresh, cancel);
            progress.Report(new LoadProgress("Writing ratings", 0.75));
            var titleOf = movies.Zip(written.Ids.Skip(shows)).ToDictionary(pair => pair.First.MovieId, pair => pair.Second);
            await writePopulation.HandleAsync(connection, Population.Sample, "sample", interactions, titleOf, cancel);
            await connection.ExecuteAsync(
                """
                insert into settings (name, value, updated_at) values (@Setting, @fingerprint, @now)
                on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
                """, new { Setting, fingerprint, now = clock.GetUtcNow() }, cancel);
            await connection.ExecuteAsync(database.Dialect.Analyze, null, cancel);
            progress.Report(new LoadProgress("The sample is loaded", 1));
            return true;
        }, cancel);
    }

    static async Task<bool> IsLoadedAsync(DbConnection connection, string fingerprint, CancellationToken cancel) =>
        await connection.ScalarAsync<string>("select value from settings where name = @Setting", new { Setting }, cancel) == fingerprint;
}
