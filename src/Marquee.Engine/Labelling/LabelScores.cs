namespace Marquee.Engine.Labelling;

/// <summary>The learnt weights and the documents they were learnt from.</summary>
sealed class LabelScores
{
    readonly float[][] _weights;
    readonly double[] _biases;
    readonly bool[][] _bears;
    readonly List<(int Document, float Weight)>[] _holders;
    readonly LabelOptions _options;

    LabelScores(float[][] weights, double[] biases, bool[][] bears, List<(int, float)>[] holders, LabelOptions options) =>
        (_weights, _biases, _bears, _holders, _options) = (weights, biases, bears, holders, options);

    /// <summary>
    /// Logistic regression for each label by stochastic gradient with steps that shrink for terms seen often (AdaGrad: Duchi, Hazan, Singer, 2011), documents in
    /// the order of the seed. Document d bears label l where <paramref name="bears"/>[d][l].
    /// </summary>
    public static LabelScores Train((int Term, float Weight)[][] vectors, bool[][] bears, int labels, int terms, LabelOptions options, TrainingRun run)
    {
        var weights = new float[labels][];
        var biases = new double[labels];
        Parallel.For(0, labels, new ParallelOptions { MaxDegreeOfParallelism = run.Threads > 0 ? run.Threads : -1, CancellationToken = run.Cancellation }, label =>
            (weights[label], biases[label]) = One(label));
        var holders = new List<(int, float)>[terms];
        for (var term = 0; term < terms; term++)
            holders[term] = [];
        for (var document = 0; document < vectors.Length; document++)
            foreach (var (term, weight) in vectors[document])
                holders[term].Add((document, weight));
        return new LabelScores(weights, biases, bears, holders, options);

        (float[], double) One(int label)
        {
            var (w, squares, bias, biasSquares) = (new float[terms], new double[terms], 0.0, 0.0);
            var order = Enumerable.Range(0, vectors.Length).ToArray();
            var random = new Random(run.Seed + label);
            for (var epoch = 0; epoch < options.Epochs; epoch++)
            {
                random.Shuffle(order);
                foreach (var document in order)
                {
                    var sum = bias;
                    foreach (var (term, weight) in vectors[document])
                        sum += w[term] * weight;
                    var error = Sigmoid(sum) - (bears[document][label] ? 1 : 0);
                    foreach (var (term, weight) in vectors[document])
                    {
                        var slope = (error * weight) + (options.Regularisation * w[term]);
                        squares[term] += slope * slope;
                        w[term] -= (float)(options.Step * slope / Math.Sqrt(squares[term] + 1e-8));
                    }

                    biasSquares += error * error;
                    bias -= options.Step * error / Math.Sqrt(biasSquares + 1e-8);
                }
            }

            return (w, bias);
        }
    }

    /// <summary>The confidence in each label; the document <paramref name="except"/> does not vouch for itself, -1: all do.</summary>
    public double[] Of((int Term, float Weight)[] vector, int except)
    {
        var neighbours = Neighbours(vector, except);
        var total = neighbours.Sum(n => n.Similarity);
        var scores = new double[_weights.Length];
        for (var label = 0; label < scores.Length; label++)
        {
            var sum = _biases[label];
            foreach (var (term, weight) in vector)
                sum += _weights[label][term] * weight;
            var alike = total == 0 ? 0 : neighbours.Where(n => _bears[n.Document][label]).Sum(n => n.Similarity) / total;
            scores[label] = total == 0 ? Sigmoid(sum) : ((1 - _options.NeighbourShare) * Sigmoid(sum)) + (_options.NeighbourShare * alike);
        }

        return scores;
    }

    List<(int Document, double Similarity)> Neighbours((int Term, float Weight)[] vector, int except)
    {
        var similarity = new Dictionary<int, double>();
        foreach (var (term, weight) in vector)
            foreach (var (document, other) in _holders[term])
                if (document != except)
                    similarity[document] = similarity.GetValueOrDefault(document) + (weight * other);
        return [.. similarity.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(_options.Neighbours).Select(pair => (pair.Key, pair.Value))];
    }

    static double Sigmoid(double value) => 1 / (1 + Math.Exp(-Math.Clamp(value, -30, 30)));
}
