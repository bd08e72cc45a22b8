namespace Marquee.Engine.Models.UserKnn;

/// <summary>There is nothing to learn: the positive events are the model.</summary>
static class UserKnnTrainer
{
    public static UserKnnModel Train(TrainingData data, UserKnnOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        run.Progress?.Report(new TrainingProgress(UserKnnModel.ModelName, 1, 1));
        return new UserKnnModel(data.Interactions.Items, positive, options);
    }
}
