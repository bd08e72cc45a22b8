using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.Populations;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>What to learn from, and what to judge by.</summary>
sealed record Gathered(TrainingData Data, HeldOutPlays HeldOut);

/// <summary>
/// Reads what the models learn from: every population's ratings in stars, those of the instance's own people who consent, and what each title is made of.
/// Their newest fifth is kept out, to judge by.
/// </summary>
sealed class GatherTrainingData(Database database)
{
    // Two populations may both have a user 1: the population takes the high bits. The instance's own profiles are negative.
    const int UserBits = 40;
    const double MostStars = 5;

    public async Task<Gathered> HandleAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var builder = new InteractionsBuilder();
        foreach (var title in await connection.QueryAsync<long>($"select id from titles where {TitleSight.Anybody.Allows()}", null, cancel))
            builder.AddItem(title);

        foreach (var population in await connection.PopulationsAsync(cancel))
        {
            var toStars = (float)(MostStars / population.ScaleHigh);
            await foreach (var row in connection.PopulationRatingsAsync(population.Id, cancel))
                builder.Add((population.Id.Value << UserBits) + row.UserId, row.TitleId, row.Value * toStars, row.RatedAt / 1000);
        }

        var (earlier, heldOut) = HeldOutPlays.Divide(await connection.ConsentingRatingsAsync(cancel));
        // A play without a rating says that they watched, which is folded in and judged by; training learns from ratings.
        foreach (var own in earlier)
            if (own.Value is { } tenths)
                builder.Add(-own.Profile, own.Title, tenths / 20f, own.At / 1000);

        var interactions = builder.Build();
        return new Gathered(new TrainingData(interactions, await connection.ItemDocumentsAsync(interactions.Items.Ids.ToArray(), cancel)), heldOut);
    }
}
