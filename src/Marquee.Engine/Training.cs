using Marquee.Engine.Data;

namespace Marquee.Engine;

/// <summary>What a trainer learns from.</summary>
/// <param name="Interactions">Who did what.</param>
/// <param name="Documents">What the items are made of, by item index; null when nothing is known. Only content models and blends read it.</param>
public sealed record TrainingData(Interactions Interactions, IReadOnlyList<ItemDocument>? Documents = null);

/// <summary>What one item is made of: named fields of terms, such as <c>genre → [crime, thriller]</c> or <c>text → [taxi, night]</c>.</summary>
/// <param name="Fields">Terms by field; a term may occur several times.</param>
public sealed record ItemDocument(IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);

/// <summary>Circumstances of one training.</summary>
/// <param name="Seed">Seeds every random choice: the same data, options, seed, threads and machine give the same bytes.</param>
/// <param name="Threads">How many threads may work; 0 means one a processor.</param>
/// <param name="Progress">Told how far the training is, from any thread.</param>
/// <param name="Cancellation">Stops the training within a second.</param>
public sealed record TrainingRun(
    int Seed = 42,
    int Threads = 0,
    IProgress<TrainingProgress>? Progress = null,
    CancellationToken Cancellation = default)
{
    /// <summary>The number of threads to use, at least one.</summary>
    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;
}

/// <summary>How far a training is.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all.</param>
/// <param name="Objective">The training objective after the last step, where the model has one.</param>
public readonly record struct TrainingProgress(string Model, int Done, int Total, double? Objective = null);
