using Marquee.Data;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Persistence;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Loads the models of the last training; trains when there are none yet, or when their file cannot be used.</summary>
sealed partial class PrepareModels(Database database, TrainModels train, CurrentModels current, MarqueeSettings settings, ILogger<PrepareModels> log) : IPreparationStep
{
    public int Order => 20;

    public async Task RunAsync(Readiness readiness, CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } loaded)
            current.Swap(loaded);
        else
            await train.HandleAsync(new TrainingSteps(readiness), cancel);
    }

    /// <summary>The active models from their file; null when there are none that can be used.</summary>
    public async Task<LoadedModels?> LoadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var file = await connection.ScalarAsync<string>("select path from models where name = 'blend' and active", null, cancel);
        if (file is null)
            return null;
        try
        {
            var (model, header) = await Task.Run(() => ModelFile.Load(Path.Combine(settings.ModelsFolder, file)), cancel);
            return new LoadedModels((BlendModel)model, header);
        }
        catch (IOException e)
        {
            CannotUse(file, e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The model file {File} cannot be used and will be trained anew: {Reason}")]
    partial void CannotUse(string file, string reason);
}
