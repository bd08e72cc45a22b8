using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Populations;

/// <summary>People whose ratings the models learn from.</summary>
/// <param name="ScaleLow">The lowest rating anybody can give.</param>
/// <param name="ScaleHigh">The highest rating anybody can give.</param>
sealed record Population(
    PopulationId Id, string Name, string Source, double ScaleLow, double ScaleHigh, long Ratings, long Users, long Titles, DateTimeOffset LoadedAt)
{
    /// <summary>The sample's population, <c>movielens-small</c>.</summary>
    public const string Sample = "movielens-small";
}

/// <param name="Value">In the population's own scale.</param>
/// <param name="RatedAt">Unix milliseconds; 0 when unknown.</param>
readonly record struct PopulationRating(long UserId, long TitleId, float Value, long RatedAt);

static class PopulationQueries
{
    const string Columns = "id, name, source, scale_low, scale_high, ratings, users, titles, loaded_at";

    /// <summary>Every population, largest first: the one that training takes unless told otherwise.</summary>
    public static Task<List<Population>> PopulationsAsync(this DbConnection connection, CancellationToken cancel) =>
        connection.QueryAsync<Population>($"select {Columns} from populations order by ratings desc, id", null, cancel);

    public static Task<Population?> PopulationAsync(this DbConnection connection, string name, CancellationToken cancel) =>
        connection.FirstAsync<Population>($"select {Columns} from populations where name = @name", new { name }, cancel);

    /// <summary>The ratings of a population, users and titles ascending, streamed: memory does not grow with their number.</summary>
    public static async IAsyncEnumerable<PopulationRating> PopulationRatingsAsync(
        this DbConnection connection, PopulationId population, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select user_id, title_id, value, rated_at from population_ratings where population_id = @id order by user_id, title_id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", population.Value);
        command.Parameters.Add(id);

        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return new PopulationRating(rows.GetInt64(0), rows.GetInt64(1), rows.GetFloat(2), rows.GetInt64(3));
    }

    /// <summary>The ratings of one person of a population; empty when there is no such person.</summary>
    public static Task<List<PopulationRating>> PopulationRatingsOfAsync(
        this DbConnection connection, PopulationId population, long userId, CancellationToken cancel) =>
        connection.QueryAsync<PopulationRating>(
            "select user_id, title_id, value, rated_at from population_ratings where population_id = @population and user_id = @userId order by title_id",
            new { population, userId }, cancel);
}
