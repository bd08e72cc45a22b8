using System.Text;
using Marquee.Engine.Persistence;

namespace Marquee.Engine.Models.Content;

/// <summary>
/// Unit vectors over terms, one an item, in compressed rows with terms ascending; an item without terms has the zero vector.
/// The dot product of two rows is their cosine.
/// </summary>
sealed record TermVectors(int[] Starts, int[] Terms, float[] Weights, string[] Names, string[] Fields)
{
    public ReadOnlySpan<int> TermsOf(int item) => Terms.AsSpan(Starts[item], Starts[item + 1] - Starts[item]);

    public ReadOnlySpan<float> WeightsOf(int item) => Weights.AsSpan(Starts[item], Starts[item + 1] - Starts[item]);

    /// <summary>Adds <paramref name="scale"/> times the item's vector to a dense one.</summary>
    public void AddTo(Span<float> dense, int item, float scale)
    {
        var terms = TermsOf(item);
        var weights = WeightsOf(item);
        for (var i = 0; i < terms.Length; i++)
            dense[terms[i]] += scale * weights[i];
    }

    /// <summary>The dot product of the item's vector with a dense one.</summary>
    public float Dot(ReadOnlySpan<float> dense, int item)
    {
        var terms = TermsOf(item);
        var weights = WeightsOf(item);
        var sum = 0f;
        for (var i = 0; i < terms.Length; i++)
            sum += dense[terms[i]] * weights[i];
        return sum;
    }

    /// <summary>The dot product of two items' vectors: both are in term order, so one walk along them.</summary>
    public float Dot(int a, int b)
    {
        var mine = TermsOf(a);
        var its = TermsOf(b);
        var myWeights = WeightsOf(a);
        var itsWeights = WeightsOf(b);
        var sum = 0.0;
        for (int i = 0, k = 0; i < mine.Length && k < its.Length;)
        {
            if (mine[i] == its[k])
                sum += myWeights[i++] * itsWeights[k++];
            else if (mine[i] < its[k])
                i++;
            else
                k++;
        }

        return (float)sum;
    }

    /// <summary>The terms two items share, with each one's part of their cosine, in term order.</summary>
    public IEnumerable<(int Term, float Weight)> Shared(int a, int b)
    {
        for (int i = Starts[a], k = Starts[b]; i < Starts[a + 1] && k < Starts[b + 1];)
        {
            var order = Terms[i].CompareTo(Terms[k]);
            if (order == 0)
                yield return (Terms[i], Weights[i] * Weights[k]);
            if (order <= 0)
                i++;
            if (order >= 0)
                k++;
        }
    }

    public void Write(ModelWriter writer)
    {
        writer.Add("term_starts", Starts);
        writer.Add("terms", Terms);
        writer.Add("term_weights", Weights);
        writer.Add("term_names", Encoding.UTF8.GetBytes(string.Join('\n', Names.Zip(Fields, (name, field) => $"{field}\t{name}"))));
    }

    public static TermVectors Read(ModelReader reader, int items)
    {
        var starts = reader.Get<int>("term_starts", items + 1);
        var terms = reader.Get<int>("terms");
        var lines = Encoding.UTF8.GetString(reader.Get<byte>("term_names")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var pairs = Array.ConvertAll(lines, line => line.Split('\t', 2));
        if (starts[0] != 0 || starts[^1] != terms.Length || starts.Zip(starts.Skip(1)).Any(p => p.First > p.Second)
            || terms.Any(t => (uint)t >= (uint)lines.Length) || pairs.Any(p => p.Length != 2))
            throw new InvalidModelFileException(reader.Header.Model, "its table of terms is damaged");
        return new TermVectors(starts, terms, reader.Get<float>("term_weights", terms.Length), [.. pairs.Select(p => p[1])], [.. pairs.Select(p => p[0])]);
    }
}
