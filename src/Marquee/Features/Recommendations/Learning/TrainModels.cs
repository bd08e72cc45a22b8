using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Marquee.Data;
using Marquee.Engine;
using Marquee.Engine.Models;
using Marquee.Engine.Models.Blend;
using Marquee.Engine.Persistence;
using Marquee.Platform;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>
/// Trains the blend and its members, writes one model file with what was measured, and puts it to use. Safe to run at any time: readers finish on the old models.
/// </summary>
sealed partial class TrainModels(
    Database database, GatherTrainingData gather, CurrentModels current, MarqueeSettings settings, TimeProvider clock, ILogger<TrainModels> log)
{
    const string Blend = "blend";
    const int Seed = 42;

    /// <returns>The models, or null when nobody has rated anything and there is nothing to learn.</returns>
    public async Task<LoadedModels?> HandleAsync(IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var data = await gather.HandleAsync(cancel);
        if (data.Interactions.Count == 0)
            return null;

        // Training computes for seconds: not on the thread of whoever asked.
        var (blend, header) = await Task.Run(() => Train(data, new TrainingRun(Seed, Progress: progress, Cancellation: cancel)), cancel);
        var file = $"blend-{header.Version}.model";
        Directory.CreateDirectory(settings.ModelsFolder);
        var path = Path.Combine(settings.ModelsFolder, file);
        ModelFile.Save(path, blend, header);
        await RegisterAsync(file, path, header, cancel);

        var loaded = new LoadedModels(blend, header);
        current.Swap(loaded);
        Trained(header.Version, data.Interactions.Count, data.Interactions.Users.Count, data.Interactions.Items.Count,
            (long)clock.GetElapsedTime(started).TotalMilliseconds);
        return loaded;
    }

    (BlendModel Blend, ModelHeader Header) Train(TrainingData data, TrainingRun run)
    {
        var kind = ModelKinds.Find(Blend);
        var options = ProductOptions(kind);
        var blend = (BlendModel)kind.Train(data, options, run);
        var now = clock.GetUtcNow();
        return (blend, new ModelHeader(
            Blend, now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture), now, options.ToDictionary(), Measuring.RatingErrors(data.Interactions, run)));
    }

    /// <summary>
    /// The engine's defaults, but for what only the product knows: a rating below three and a half stars is not a wish for more of the same,
    /// a title that two people liked is not worth a row and a column of a square matrix in a household's memory, and every
    /// member can be asked by name.
    /// </summary>
    static ModelOptions ProductOptions(ModelKind kind)
    {
        var options = (BlendOptions)kind.Options();
        options.PositiveFrom = TasteEvent.LikedFrom / 20.0;
        options.MinCount = 3;
        options.KeepSilent = true;
        return options;
    }

    Task RegisterAsync(string file, string path, ModelHeader header, CancellationToken cancel)
    {
        using var content = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        return database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("update models set active = false where name = @Blend", new { Blend }, cancel);
            await connection.ExecuteAsync(
                """
                insert into models (name, version, path, sha256, options, metrics, active, trained_at)
                values (@Blend, @Version, @file, @sha256, @options, @metrics, true, @TrainedAt)
                """,
                new
                {
                    Blend,
                    header.Version,
                    file,
                    sha256,
                    options = JsonSerializer.Serialize(header.Options),
                    metrics = JsonSerializer.Serialize(header.Metrics),
                    header.TrainedAt,
                }, cancel);
        }, cancel);
    }

    [LoggerMessage(LogLevel.Information, "Trained models {Version} on {Ratings} ratings of {People} people and {Titles} titles in {Milliseconds} ms")]
    partial void Trained(string version, int ratings, int people, int titles, long milliseconds);
}
