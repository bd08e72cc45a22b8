namespace Marquee.Engine.Labelling;

/// <summary>A label that a document may bear.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Confidence">0 … 1; at the label's own threshold half of those given it bear it, roughly.</param>
public sealed record InferredLabel(string Label, double Confidence);

/// <summary>
/// Says which labels a document bears, from what it is made of: a logistic regression for each label over weighted terms, and what the most
/// alike documents bear. Safe from any thread.
/// </summary>
public sealed class LabelModel
{
    readonly LabelTerms _terms;
    readonly LabelScores _scores;
    readonly double[] _thresholds;

    internal LabelModel(LabelTerms terms, LabelScores scores, IReadOnlyList<string> labels, double[] thresholds) =>
        (_terms, _scores, Labels, _thresholds) = (terms, scores, labels, thresholds);

    /// <summary>Every label it knows.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The labels whose confidence reaches their threshold, the surest first; none for a document of unknown words.</summary>
    public IReadOnlyList<InferredLabel> Infer(ItemDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var vector = _terms.Vector(document);
        if (vector.Length == 0)
            return [];
        var scores = _scores.Of(vector, except: -1);
        return [.. Labels.Select((label, i) => (Inferred: new InferredLabel(label, scores[i]), Enough: scores[i] >= _thresholds[i]))
            .Where(pair => pair.Enough).Select(pair => pair.Inferred).OrderByDescending(inferred => inferred.Confidence).ThenBy(inferred => inferred.Label, StringComparer.Ordinal)];
    }
}
