namespace Marquee.Engine.Labelling;

/// <summary>Learns which documents bear which labels. A label's threshold is the one of the best F1 on documents that were held out in turn.</summary>
public static class LabelTrainer
{
    const int LeastBearers = 5;

    /// <param name="documents">What each document is made of: the fields <c>title</c>, <c>text</c>, <c>keyword</c>, <c>director</c>, <c>cast</c>, <c>trait</c> and <c>rater</c> are read.</param>
    /// <param name="labels">The labels of each document, in the documents' order. Labels that fewer than five bear are not learnt.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="run">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The two lists are not of one length.</exception>
    public static LabelModel Train(IReadOnlyList<ItemDocument> documents, IReadOnlyList<IReadOnlyCollection<string>> labels, LabelOptions? options = null, TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(labels);
        if (documents.Count != labels.Count)
            throw new ArgumentException("Every document needs its labels, be they none.", nameof(labels));
        (options, run) = (options ?? new LabelOptions(), run ?? new TrainingRun());

        var names = labels.SelectMany(l => l.Distinct()).GroupBy(l => l).Where(l => l.Count() >= LeastBearers).Select(l => l.Key).Order(StringComparer.Ordinal).ToList();
        var terms = new LabelTerms(documents, options);
        var vectors = documents.Select(terms.Vector).ToArray();
        var bears = labels.Select(own => names.ConvertAll(own.Contains).ToArray()).ToArray();
        var thresholds = Thresholds(vectors, bears, names.Count, terms.Count, options, run);
        return new LabelModel(terms, LabelScores.Train(vectors, bears, names.Count, terms.Count, options, run), names, thresholds);
    }

    static double[] Thresholds((int, float)[][] vectors, bool[][] bears, int labels, int terms, LabelOptions options, TrainingRun run)
    {
        var fold = Enumerable.Range(0, vectors.Length).ToArray();
        new Random(run.Seed).Shuffle(fold);
        var scores = new double[vectors.Length][];
        for (var held = 0; held < options.Folds; held++)
        {
            var learnt = Enumerable.Range(0, vectors.Length).Where(d => fold[d] % options.Folds != held).ToArray();
            var model = LabelScores.Train([.. learnt.Select(d => vectors[d])], [.. learnt.Select(d => bears[d])], labels, terms, options, run);
            for (var document = 0; document < vectors.Length; document++)
                if (fold[document] % options.Folds == held)
                    scores[document] = model.Of(vectors[document], except: -1);
        }

        return [.. Enumerable.Range(0, labels).Select(label => Threshold(
            [.. Enumerable.Range(0, vectors.Length).Select(d => (scores[d][label], bears[d][label])).OrderByDescending(pair => pair.Item1)]))];
    }

    /// <summary>Going down the documents from the surest: where F1 is best.</summary>
    static double Threshold(List<(double Score, bool Bears)> ranked)
    {
        var (all, right, best, threshold) = (ranked.Count(r => r.Bears), 0, 0.0, 0.5);
        for (var taken = 0; taken < ranked.Count; taken++)
        {
            right += ranked[taken].Bears ? 1 : 0;
            var f1 = 2.0 * right / (taken + 1 + all);
            if (f1 > best)
                (best, threshold) = (f1, ranked[taken].Score);
        }

        return threshold;
    }
}
