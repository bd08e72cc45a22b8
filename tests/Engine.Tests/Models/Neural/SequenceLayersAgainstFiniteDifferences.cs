using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Tests.Models.Neural;

public sealed class SequenceLayersAgainstFiniteDifferences
{
    static readonly Timelines Lines = new([0, 3, 3, 4, 8], [10, 10, 400, 7, 0, 1, 1000, 1_000_000]);

    [Fact]
    public void A_layer_that_normalises()
    {
        var layer = new LayerNorm(new Parameter(Slopes.Random(1, 6, 1)), new Parameter(Slopes.Random(1, 6, 2)));
        var (x, y, along, byX) = (Slopes.Random(4, 6, 3), new Matrix(4, 6), Slopes.Random(4, 6, 4), new Matrix(4, 6));
        var kept = new Normalised(4, 6);

        double Loss()
        {
            layer.Forward(x, kept, y, rows: 4, threads: 2);
            return y.Against(along);
        }

        Loss();
        layer.Backward(kept, along, byX, rows: 4, threads: 2);

        Slopes.Agree(Loss, layer.Gain.Value.Values, layer.Gain.Gradient.Values);
        Slopes.Agree(Loss, layer.Bias.Value.Values, layer.Bias.Gradient.Values);
        Slopes.Agree(Loss, x.Values, byX.Values);
    }

    [Fact]
    public void Attention_to_what_came_before()
    {
        const int heads = 2, longest = 4, width = 6;
        var layer = new CausalAttention(new Parameter(Slopes.Random(heads, longest, 1)), new Parameter(Slopes.Random(heads, Timelines.Gaps, 2)));
        var (asked, y, along, byAsked) = (Slopes.Random(8, 3 * width, 3), new Matrix(8, width), Slopes.Random(8, width, 4), new Matrix(8, 3 * width));
        var weights = new Matrix(1, CausalAttention.RoomFor(Lines.Count, longest, heads));

        double Loss()
        {
            layer.Forward(asked, Lines, weights, y, threads: 2);
            return y.Against(along);
        }

        Loss();
        layer.Backward(asked, Lines, weights, along, byAsked, threads: 2);

        Slopes.Agree(Loss, asked.Values, byAsked.Values);
        Slopes.Agree(Loss, layer.ByAge.Value.Values, layer.ByAge.Gradient.Values);
        Slopes.Agree(Loss, layer.ByGap.Value.Values, layer.ByGap.Gradient.Values);
    }

    [Fact]
    public void Attention_sees_nothing_of_what_comes_later_nor_of_other_sequences()
    {
        var layer = CausalAttention.Plain(1, 4);
        var (asked, first, second) = (Slopes.Random(8, 9, 3), new Matrix(8, 3), new Matrix(8, 3));
        var weights = new Matrix(1, CausalAttention.RoomFor(Lines.Count, 4, 1));

        layer.Forward(asked, Lines, weights, first, threads: 1);
        asked[6].Fill(5);
        layer.Forward(asked, Lines, weights, second, threads: 1);

        Assert.Equal(first.Values[..18], second.Values[..18]);
        Assert.NotEqual(first[6].ToArray(), second[6].ToArray());
    }

    [Fact]
    public void What_is_dropped_is_dropped_again_on_the_way_back_and_the_rest_keeps_the_mean()
    {
        var (ones, again) = (new Matrix(200, 50), new Matrix(200, 50));
        ones.Values.AsSpan().Fill(1);
        again.Values.AsSpan().Fill(1);

        Dropout.Apply(ones, 200, 0.3, seed: 5, threads: 1);
        Dropout.Apply(again, 200, 0.3, seed: 5, threads: 3);

        Assert.Equal(ones.Values, again.Values);
        Assert.Equal(0.3, ones.Values.Count(v => v == 0) / 10_000.0, 0.02);
        Assert.Equal(1, ones.Values.Average(), 0.03);
    }

    [Fact]
    public void Time_between_two_places_is_known_by_its_doublings() =>
        Assert.Equal([0, 9, 1, 10, 20], new[] { Lines.GapOf(1, 0), Lines.GapOf(2, 1), Lines.GapOf(5, 4), Lines.GapOf(6, 5), Lines.GapOf(7, 6) });
}
