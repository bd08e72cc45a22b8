using Marquee.Engine.Kernels;
using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Models.Neural.SasRec;

/// <summary>
/// The titles a step compares: all, or those watched next in it and a sample of the others, whose exponentials count for those left out as well, so that the sum under
/// the softmax is right on average (full cross-entropy: Klenitskiy and Vasilev 2023, "Turning dross into gold loss"; sampled: Petrov and Macdonald 2023, gSASRec, say why few sampled
/// titles mislead).
/// </summary>
/// <param name="Titles">Their indices; null: all.</param>
/// <param name="Correction">What is added to the logit of each: the logarithm of how many titles it stands for.</param>
/// <param name="Place">Where a title stands among them.</param>
sealed record Compared(int[]? Titles, float[] Correction, int[] Place)
{
    public static Compared All(int titles) => new(null, new float[titles], [.. Enumerable.Range(0, titles)]);

    public static Compared Some(ReadOnlySpan<int> watched, int negatives, int titles, Random random)
    {
        var place = new int[titles];
        Array.Fill(place, -1);
        var some = new List<int>();
        foreach (var title in watched)
            Add(title);
        var (sure, left) = (some.Count, titles - some.Count);
        if (left <= 2 * negatives)
            return All(titles);
        for (var n = 0; n < negatives;)
            n += Add(random.Next(titles)) ? 1 : 0;
        var correction = new float[some.Count];
        correction.AsSpan(sure).Fill(MathF.Log((float)left / negatives));
        return new Compared([.. some], correction, place);

        bool Add(int title)
        {
            if (place[title] >= 0)
                return false;
            place[title] = some.Count;
            some.Add(title);
            return true;
        }
    }
}

/// <summary>The loss of a batch and what it says of the titles' vectors and of what flowed out.</summary>
static class NextTitleLoss
{
    /// <summary>Rows at a time: their logits stay in the third-level cache.</summary>
    const int Rows = 192, Columns = 256;

    public static unsafe double Backward(SasRecNetwork network, Stretches batch, Compared compared, SasRecRoom at, int threads, CancellationToken cancellation)
    {
        var (rows, width, some) = (batch.Lines.Rows, network.Width, compared.Titles);
        var count = some?.Length ?? network.TitleCount;
        var vectors = some is null ? network.Titles.Value : Gather(network.Titles.Value, some);
        var byVectors = some is null ? network.Titles.Gradient : new Matrix(count, width);
        var byBias = some is null ? network.Bias.Gradient.Values : new float[count];
        MatrixView towards = new(vectors.Data, count, width, width), byTowards = new(byVectors.Data, count, width, width);
        var bias = new float[count];
        for (var n = 0; n < count; n++)
            bias[n] = network.Bias.Value.Values[some?[n] ?? n] + compared.Correction[n];

        var logits = new Matrix(Math.Min(Rows, rows), count);
        var loss = 0.0;
        at.ByOut.Clear();
        for (var from = 0; from < rows; from += Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var these = Math.Min(Rows, rows - from);
            MatrixView known = new(at.Out.View.At(from, 0), these, width, width), byKnown = new(at.ByOut.View.At(from, 0), these, width, width);
            for (var row = 0; row < these; row++)
                bias.CopyTo(logits[row]);
            Gemm.Add(1, known, towards.Transposed, logits.First(these), threads, cancellation);
            loss += MultinomialLoss.Backward(logits, Wanted(batch, compared, from, these), Share(these, rows), threads);
            Gemm.Add(1, logits.First(these), towards, byKnown, threads, cancellation);
            Gemm.Add(1, logits.First(these).Transposed, known, byTowards, threads, cancellation);
            Crew.Run(threads, (count + Columns - 1) / Columns, piece =>
            {
                var (first, wide) = (piece * Columns, Math.Min(Columns, count - piece * Columns));
                for (var row = 0; row < these; row++)
                    Dense.AddScaled(1, logits[row].Slice(first, wide), byBias.AsSpan(first, wide));
            });
        }

        // The collector does not see the addresses that the views keep.
        GC.KeepAlive(vectors);
        for (var n = 0; n < some?.Length; n++)
        {
            Dense.AddScaled(1, byVectors[n], network.Titles.Gradient[some[n]]);
            network.Bias.Gradient.Values[some[n]] += byBias[n];
        }

        return loss;
    }

    static ItemBags Wanted(Stretches batch, Compared compared, int from, int rows) => new(
        [.. Enumerable.Range(0, rows + 1)], [.. batch.Next.AsSpan(from, rows).ToArray().Select(title => compared.Place[title])], Share(rows, 1));

    static float[] Share(int rows, int all)
    {
        var shares = new float[rows];
        shares.AsSpan().Fill(1f / all);
        return shares;
    }

    static Matrix Gather(Matrix all, int[] some)
    {
        var gathered = new Matrix(some.Length, all.Columns);
        for (var n = 0; n < some.Length; n++)
            all[some[n]].CopyTo(gathered[n]);
        return gathered;
    }
}
