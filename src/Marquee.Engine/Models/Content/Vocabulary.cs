namespace Marquee.Engine.Models.Content;

/// <summary>
/// The terms of all documents, each under its field, with how many documents hold it. Terms are numbered in order of field and name, so that the order of items does not matter.
/// </summary>
sealed class Vocabulary
{
    readonly Dictionary<(string Field, string Term), int> _numbers = [];

    public Vocabulary(IReadOnlyList<ItemDocument> documents, ContentOptions options)
    {
        var frequencies = new Dictionary<(string Field, string Term), int>();
        foreach (var document in documents)
            foreach (var (field, terms) in document.Fields.Where(f => options.WeightOf(f.Key) > 0))
            {
                var (count, length) = Extents.GetValueOrDefault(field);
                Extents[field] = (count + 1, length + terms.Count);
                foreach (var term in terms.Distinct().Where(t => !string.IsNullOrWhiteSpace(t)))
                    frequencies[(field, term)] = frequencies.GetValueOrDefault((field, term)) + 1;
            }

        var kept = frequencies.Where(f => f.Value >= options.MinimumItems)
            .OrderBy(f => f.Key.Field, StringComparer.Ordinal).ThenBy(f => f.Key.Term, StringComparer.Ordinal).ToArray();
        // A term may hold anything the caller gave; the file keeps one a line.
        Names = [.. kept.Select(f => f.Key.Term.ReplaceLineEndings(" "))];
        Fields = [.. kept.Select(f => f.Key.Field.ReplaceLineEndings(" ").Replace('\t', ' '))];
        Frequencies = [.. kept.Select(f => f.Value)];
        for (var number = 0; number < kept.Length; number++)
            _numbers[kept[number].Key] = number;
    }

    public string[] Names { get; }

    public string[] Fields { get; }

    /// <summary>How many documents hold each term.</summary>
    public int[] Frequencies { get; }

    /// <summary>For each field: how many documents have it, and its length over all of them in terms.</summary>
    public Dictionary<string, (int Count, long Length)> Extents { get; } = [];

    /// <summary>The term's number, or −1 when it is too rare to count.</summary>
    public int NumberOf(string field, string term) => _numbers.TryGetValue((field, term), out var number) ? number : -1;
}
