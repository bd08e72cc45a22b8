namespace Marquee.Engine.Labelling;

/// <summary>How labels are learnt.</summary>
public sealed class LabelOptions
{
    /// <summary>Passes over the documents, 1 … 100.</summary>
    public int Epochs { get; init; } = 15;

    /// <summary>The first step's length, above 0.</summary>
    public double Step { get; init; } = 0.1;

    /// <summary>How strongly weights are drawn to nothing, 0 …</summary>
    public double Regularisation { get; init; } = 2e-4;

    /// <summary>Terms in fewer documents than this say nothing.</summary>
    public int LeastDocuments { get; init; } = 2;

    /// <summary>How many of the most alike documents have a say, 0 … .</summary>
    public int Neighbours { get; init; } = 20;

    /// <summary>The neighbours' share of the confidence, 0 … 1.</summary>
    public double NeighbourShare { get; init; } = 0.5;

    /// <summary>How long the vector of those who rated a document is beside the vector of its words, 0 … .</summary>
    public double RaterShare { get; init; } = 1;

    /// <summary>Folds in which the thresholds are found, 2 …</summary>
    public int Folds { get; init; } = 5;
}
