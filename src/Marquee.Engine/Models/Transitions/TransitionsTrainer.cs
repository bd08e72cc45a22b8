using Marquee.Engine.Models.Neighbourhood;
using Marquee.Engine.Models.Sequential;

namespace Marquee.Engine.Models.Transitions;

/// <summary>Counts what follows what and keeps the likeliest followers of each title. Costs events × window.</summary>
static class TransitionsTrainer
{
    public static TransitionsModel Train(TrainingData data, TransitionsOptions options, TrainingRun run)
    {
        options.Validate();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var sequences = Sequences.Of(positive);
        var places = sequences.Places(positive.ColumnCount);
        var people = sequences.People();
        var followers = NeighbourSearch.Find(positive.ColumnCount, options.Followers, TransitionsModel.ModelName, run, () => new FollowerRows(sequences, places, people, options));
        return new TransitionsModel(data.Interactions.Items, followers, PositiveItems.Shares(positive.Transpose()), options);
    }
}
