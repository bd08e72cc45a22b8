using System.Diagnostics;
using Marquee.Data;
using Marquee.Engine.Data;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Errors;

namespace Marquee.Features.Catalogue.MovieLens;

/// <param name="Films">Films in the folder.</param>
/// <param name="Added">Those that the catalogue did not have.</param>
sealed record LoadedMovieLens(Population Population, int Films, int Added, double Seconds);

/// <summary>
/// Loads a MovieLens folder that the operator has: films the catalogue misses, and the ratings as a population named after
/// the folder. Running it again replaces the population and adds nothing twice.
/// </summary>
sealed class LoadMovieLens(Database database, WriteTitles writeTitles, WritePopulation writePopulation)
{
    /// <exception cref="Invalid">The folder or one of its files is not MovieLens'.</exception>
    public async Task<LoadedMovieLens> HandleAsync(string path, IProgress<LoadProgress> progress, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var folder = MovieLensFolder.Open(path);
        progress.Report(new LoadProgress("Reading films", 0));
        var movies = folder.Movies().ToList();
        progress.Report(new LoadProgress("Reading ratings", 0.1));
        var interactions = ReadRatings(folder, cancel);

        progress.Report(new LoadProgress("Writing films", 0.4));
        return await database.WriteAsync(async connection =>
        {
            var written = await writeTitles.HandleAsync(
                connection, [.. movies.Select(movie => MovieLensDrafts.Of(movie, folder.Numbering))], KnownTitle.Keep, cancel);
            progress.Report(new LoadProgress("Writing ratings", 0.5));
            var titleOf = movies.Zip(written.Ids).DistinctBy(pair => pair.First.MovieId).ToDictionary(pair => pair.First.MovieId, pair => pair.Second);
            var population = await writePopulation.HandleAsync(connection, folder.Name, folder.Path, interactions, titleOf, cancel);
            await connection.ExecuteAsync(database.Dialect.Analyze, null, cancel);
            progress.Report(new LoadProgress("Done", 1));
            return new LoadedMovieLens(population, movies.Count, written.Added, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }, cancel);
    }

    static Interactions ReadRatings(MovieLensFolder folder, CancellationToken cancel)
    {
        try
        {
            return RatingFile.Read(folder.RatingsFile, cancel);
        }
        catch (InvalidInteractionFileException unreadable)
        {
            throw new Invalid("ratings_unreadable", unreadable.Message);
        }
    }
}
