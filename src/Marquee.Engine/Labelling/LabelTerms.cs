namespace Marquee.Engine.Labelling;

/// <summary>
/// What a document says, as weighted terms. Words of titles, texts and keywords share one space, so that a keyword helps to read a text; names and
/// traits stand for themselves, and so do those who rated it: people have tastes. Words are cut to their stems, roughly: a small collection has few words twice.
/// </summary>
sealed class LabelTerms
{
    static readonly Dictionary<string, double> Weights = new()
    {
        ["title"] = 0.5,
        ["text"] = 1,
        ["keyword"] = 1.6,
        ["director"] = 1.2,
        ["cast"] = 0.6,
        ["trait"] = 1.2,
        ["rater"] = 1,
    };

    readonly Dictionary<string, int> _terms = [];
    readonly double[] _rarity;
    readonly bool[] _isRater;
    readonly double _raterShare;

    public LabelTerms(IReadOnlyList<ItemDocument> documents, LabelOptions options)
    {
        _raterShare = options.RaterShare;
        var counts = new Dictionary<string, int>();
        foreach (var document in documents)
            foreach (var term in Of(document).Keys)
                counts[term] = counts.GetValueOrDefault(term) + 1;
        foreach (var (term, _) in counts.Where(pair => pair.Value >= options.LeastDocuments).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            _terms.Add(term, _terms.Count);
        (_rarity, _isRater) = (new double[_terms.Count], new bool[_terms.Count]);
        foreach (var (term, place) in _terms)
            _rarity[place] = Math.Log((1.0 + documents.Count) / (1 + counts[term])) + 1;
        foreach (var (term, place) in _terms)
            _isRater[place] = term.StartsWith("rater:", StringComparison.Ordinal);
    }

    public int Count => _terms.Count;

    /// <summary>The document's terms by number, of length one.</summary>
    public (int Term, float Weight)[] Vector(ItemDocument document)
    {
        var vector = Of(document).Where(pair => _terms.ContainsKey(pair.Key))
            .Select(pair => (Term: _terms[pair.Key], Weight: pair.Value * _rarity[_terms[pair.Key]])).OrderBy(pair => pair.Term).ToArray();
        // Hundreds of raters would drown out forty words: each of the two is brought to its own length.
        var words = Length(vector.Where(pair => !_isRater[pair.Term]));
        var raters = Length(vector.Where(pair => _isRater[pair.Term])) / _raterShare;
        return [.. vector.Select(pair => (pair.Term, (float)(pair.Weight / (_isRater[pair.Term] ? raters : words))))];

        static double Length(IEnumerable<(int Term, double Weight)> some) => Math.Sqrt(some.Sum(pair => pair.Weight * pair.Weight));
    }

    static Dictionary<string, double> Of(ItemDocument document)
    {
        var terms = new Dictionary<string, double>();
        foreach (var (field, values) in document.Fields)
        {
            var weight = Weights.GetValueOrDefault(field, 0);
            if (weight == 0)
                continue;
            foreach (var value in values)
            {
                if (field is "title" or "text" or "keyword")
                    foreach (var word in value.Split((char[])[' ', '-'], StringSplitOptions.RemoveEmptyEntries))
                        Add("w:" + Stem(word.ToLowerInvariant()), weight);
                if (field is not ("title" or "text"))
                    Add($"{field}:{value}", weight);
            }
        }

        return terms;

        void Add(string term, double weight) => terms[term] = Math.Min(terms.GetValueOrDefault(term) + weight, 2.5);
    }

    static string Stem(string word) => word.Length switch
    {
        > 5 when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        > 6 when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
        > 5 when word.EndsWith("ed", StringComparison.Ordinal) => word[..^2],
        > 5 when word.EndsWith("es", StringComparison.Ordinal) => word[..^2],
        > 3 when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
