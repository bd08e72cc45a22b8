using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Populations;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Reads what the models learn from: every population's ratings in stars, and what each title is made of.</summary>
sealed class GatherTrainingData(Database database)
{
    // Two populations may both have a user 1: the population takes the high bits.
    const int UserBits = 40;
    const double MostStars = 5;

    public async Task<TrainingData> HandleAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var builder = new InteractionsBuilder();
        foreach (var title in await connection.QueryAsync<long>("select id from titles", null, cancel))
            builder.AddItem(title);

        foreach (var population in await connection.PopulationsAsync(cancel))
        {
            var toStars = (float)(MostStars / population.ScaleHigh);
            await foreach (var row in connection.PopulationRatingsAsync(population.Id, cancel))
                builder.Add((population.Id.Value << UserBits) + row.UserId, row.TitleId, row.Value * toStars, row.RatedAt / 1000);
        }

        var interactions = builder.Build();
        return new TrainingData(interactions, await connection.ItemDocumentsAsync(interactions.Items.Ids.ToArray(), cancel));
    }
}
