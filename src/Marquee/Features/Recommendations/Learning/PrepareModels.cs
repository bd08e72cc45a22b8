using Marquee.Data;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Persistence;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>Loads the models of the last training; trains when there are none yet, or when their file cannot be used.</summary>
sealed partial class PrepareModels(Database database, IServiceProvider services, CurrentModels current, MarqueeSettings settings, ILogger<PrepareModels> log) : IPreparationStep
{
    public int Order => 20;

    public async Task RunAsync(Readiness readiness, CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } loaded)
            current.Swap(loaded);
        else
            // Asked for when needed: training offers its models, and the offer asks what is there.
            await services.GetRequiredService<TrainModels>().HandleAsync(new TrainingSteps(readiness), threads: 0, cancel);
    }

    /// <summary>The active models from their file; when that cannot be used those that were in use before; null when there are none.</summary>
    public async Task<LoadedModels?> LoadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        for (var version = await connection.ActiveModelAsync(ModelVersions.Blend, cancel); version is not null; version = await connection.PreviousModelAsync(version, cancel))
            try
            {
                var candidate = version;
                return await Task.Run(() => Read(candidate), cancel);
            }
            catch (IOException e)
            {
                CannotUse(e.Message);
            }

        return null;
    }

    /// <exception cref="InvalidModelFileException">The file is damaged, torn, or not the one that was recorded.</exception>
    public LoadedModels Read(ModelVersion version)
    {
        var path = Path.Combine(settings.ModelsFolder, version.Path);
        var (model, header) = ModelFile.Load(path);
        if (header.Version != version.Version || model is not BlendModel blend)
            throw new InvalidModelFileException(path, $"it holds {header.Model} {header.Version}, and {version.Name} {version.Version} was recorded");
        return new LoadedModels(blend, header);
    }

    [LoggerMessage(LogLevel.Warning, "A model file is left aside: {Reason}")]
    partial void CannotUse(string reason);
}
