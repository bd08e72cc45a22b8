using Marquee.Engine.Models.Sequential;

namespace Marquee.Engine.Models.SessionKnn;

/// <summary>There is nothing to learn: what people watched, in the order of time, is the model.</summary>
static class SessionKnnTrainer
{
    public static SessionKnnModel Train(TrainingData data, SessionKnnOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var positive = data.Interactions.ByUser.PositiveOnly((float)options.PositiveFrom);
        var model = new SessionKnnModel(data.Interactions.Items, Sequences.Of(positive), options);
        run.Progress?.Report(new TrainingProgress(SessionKnnModel.ModelName, 1, 1));
        return model;
    }
}
