namespace Marquee.Engine.Persistence;

/// <summary>What a model file says of itself before its numbers.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The caller's version of this training, such as <c>20261120-1</c>.</param>
/// <param name="TrainedAt">When it was trained.</param>
/// <param name="Options">The options it was trained with.</param>
/// <param name="Metrics">What was measured on held-out data, such as <c>ndcg@10</c>.</param>
public sealed record ModelHeader(
    string Model,
    string Version,
    DateTimeOffset TrainedAt,
    IReadOnlyDictionary<string, double> Options,
    IReadOnlyDictionary<string, double> Metrics);

/// <summary>A model that can write itself to a file; <see cref="Models.ModelKind.Read"/> is the way back.</summary>
public interface IPersistentModel
{
    /// <summary>The options it was trained with, for the header.</summary>
    IReadOnlyDictionary<string, double> Options { get; }

    /// <summary>Adds every array the model consists of.</summary>
    void Write(ModelWriter writer);
}
