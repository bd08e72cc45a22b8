namespace Marquee.Engine.Models.Content;

/// <summary>
/// Turns documents into unit vectors. Within a field a term weighs
/// TF-IDF: (1 + ln tf) · (ln((1 + N) / (1 + n)) + 1) (Salton and Buckley 1988), or
/// BM25: ln(1 + (N − n + ½) / (n + ½)) · tf (k₁ + 1) / (tf + k₁ (1 − b + b · length / mean length)) (Robertson and Zaragoza 2009, eq. 3.15).
/// Each field is brought to length √(its share of all fields' weights), so that a complete document has length 1. A missing field leaves its share empty: were it given to
/// the others, titles of which nothing but a genre is known would be nearest to everything of that genre and stand on every list.
/// </summary>
static class ContentTrainer
{
    public static ContentModel Train(TrainingData data, ContentOptions options, TrainingRun run)
    {
        options.Validate();
        run.Cancellation.ThrowIfCancellationRequested();
        var items = data.Interactions.Items;
        var documents = data.Documents ?? [];
        if (documents.Count != 0 && documents.Count != items.Count)
            throw new ArgumentException($"There are {documents.Count} documents for {items.Count} items.", nameof(data));

        var vocabulary = new Vocabulary(documents, options);
        var starts = new int[items.Count + 1];
        var terms = new List<int>();
        var weights = new List<float>();
        for (var item = 0; item < items.Count; item++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            if (item < documents.Count)
                foreach (var (term, weight) in VectorOf(documents[item], vocabulary, options))
                {
                    terms.Add(term);
                    weights.Add(weight);
                }

            starts[item + 1] = terms.Count;
        }

        run.Progress?.Report(new TrainingProgress(ContentModel.ModelName, 1, 1));
        var popularity = Array.ConvertAll(Positives.CountByItem(data.Interactions.ByUser, 0), n => (float)n / Math.Max(1, data.Interactions.Users.Count));
        return new ContentModel(items, new TermVectors(starts, [.. terms], [.. weights], vocabulary.Names, vocabulary.Fields),
            Liking.Of(data.Interactions.ByUser, options.UnratedWeight), popularity, options);
    }

    static SortedDictionary<int, float> VectorOf(ItemDocument document, Vocabulary vocabulary, ContentOptions options)
    {
        var vector = new SortedDictionary<int, float>();
        var allWeights = vocabulary.Extents.Keys.Sum(options.WeightOf);
        foreach (var (field, terms) in document.Fields)
        {
            var counted = terms.CountBy(t => vocabulary.NumberOf(field, t)).Where(t => t.Key >= 0).ToArray();
            var weighed = Array.ConvertAll(counted, t => (Term: t.Key, Weight: Weigh(t.Value, t.Key, field, terms.Count, vocabulary, options)));
            var length = Math.Sqrt(weighed.Sum(t => t.Weight * t.Weight));
            foreach (var (term, weight) in weighed)
                if (length > 0)
                    vector[term] = (float)(weight / length * Math.Sqrt(options.WeightOf(field) / allWeights));
        }

        return vector;
    }

    static double Weigh(int count, int term, string field, int length, Vocabulary vocabulary, ContentOptions options)
    {
        var (documents, total) = vocabulary.Extents[field];
        double n = vocabulary.Frequencies[term];
        if (!options.Bm25)
            return (1 + Math.Log(count)) * (Math.Log((1 + documents) / (1 + n)) + 1);
        var relativeLength = length / ((double)total / documents);
        return Math.Log(1 + (documents - n + 0.5) / (n + 0.5))
            * count * (options.Bm25Saturation + 1) / (count + options.Bm25Saturation * (1 - options.Bm25Length + options.Bm25Length * relativeLength));
    }
}
