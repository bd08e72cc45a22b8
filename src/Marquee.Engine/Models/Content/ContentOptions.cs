namespace Marquee.Engine.Models.Content;

/// <summary>Settings of <see cref="ContentModel"/>. A field's weight is its share of a similarity between items that have all fields.</summary>
public sealed class ContentOptions : ModelOptions
{
    readonly Dictionary<string, double> _weights = new()
    {
        [ContentFields.Title] = 0.3,
        [ContentFields.Text] = 0.7,
        [ContentFields.Genre] = 1,
        [ContentFields.Keyword] = 1,
        [ContentFields.Director] = 0.8,
        [ContentFields.Cast] = 0.8,
        [ContentFields.Tag] = 1,
    };

    /// <summary>The weight of every field without one of its own.</summary>
    public double OtherWeight { get; set; } = 0.3;

    /// <summary>Weigh terms by BM25 instead of TF-IDF.</summary>
    public bool Bm25 { get; set; }

    /// <summary>BM25's k₁: how fast repeating a term stops counting.</summary>
    public double Bm25Saturation { get; set; } = 1.2;

    /// <summary>BM25's b: how much long fields are held back.</summary>
    public double Bm25Length { get; set; } = 0.75;

    /// <summary>How many items must share a term for it to count.</summary>
    public int MinimumItems { get; set; } = 2;

    /// <summary>How much an event without a rating says, beside 1 for the highest rating.</summary>
    public double UnratedWeight { get; set; } = 0.5;

    /// <summary>The weight of a field.</summary>
    public double WeightOf(string field) => _weights.TryGetValue(field, out var weight) ? weight : OtherWeight;

    /// <summary>Sets the weight of one of <see cref="ContentFields"/>.</summary>
    public void Weigh(string field, double weight) => _weights[field] = weight;

    /// <inheritdoc/>
    public override IReadOnlyList<Option> All =>
    [
        .. _weights.Keys.Select(name => new Option($"{name}_weight", $"The weight of the field '{name}'.", 0, 1000, () => _weights[name], v => _weights[name] = v)),
        new("other_weight", "The weight of every other field.", 0, 1000, () => OtherWeight, v => OtherWeight = v),
        new("bm25", "1: weigh terms by BM25; 0: by TF-IDF.", 0, 1, () => Bm25 ? 1 : 0, v => Bm25 = v >= 0.5),
        new("bm25_k1", "How fast repeating a term stops counting (BM25).", 0, 100, () => Bm25Saturation, v => Bm25Saturation = v),
        new("bm25_b", "How much long fields are held back (BM25).", 0, 1, () => Bm25Length, v => Bm25Length = v),
        new("minimum_items", "How many items must share a term for it to count.", 1, 1_000_000, () => MinimumItems, v => MinimumItems = (int)v),
        new("unrated_weight", "How much an event without a rating says, beside 1 for the highest rating.", 0, 1, () => UnratedWeight, v => UnratedWeight = v),
    ];
}
