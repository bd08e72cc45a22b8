using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Tests.Models.Neural;

public sealed class LayersAgainstFiniteDifferences
{
    [Fact]
    public void A_dense_layer()
    {
        var layer = new DenseLayer(new Parameter(Slopes.Random(5, 7, 1)), new Parameter(Slopes.Random(1, 5, 2)));
        var (x, y, along, byX) = (Slopes.Random(4, 7, 3), new Matrix(4, 5), Slopes.Random(4, 5, 4), new Matrix(4, 7));

        double Loss()
        {
            layer.Forward(x, y, rows: 3, threads: 2);
            return Enumerable.Range(0, 15).Sum(n => (double)y.Values[n] * along.Values[n]);
        }

        layer.Backward(x, along, byX, rows: 3, threads: 2);

        Slopes.Agree(Loss, layer.Weights.Value.Values, layer.Weights.Gradient.Values);
        Slopes.Agree(Loss, layer.Bias.Value.Values, layer.Bias.Gradient.Values);
        Slopes.Agree(Loss, x.Values, byX.Values);
    }

    [Fact]
    public void A_dense_layer_says_of_one_row_what_it_says_of_many()
    {
        var layer = new DenseLayer(new Parameter(Slopes.Random(5, 7, 1)), new Parameter(Slopes.Random(1, 5, 2)));
        var (x, many, byX) = (Slopes.Random(3, 7, 3), new Matrix(3, 5), new Matrix(3, 7));
        layer.Forward(x, many, 3, 1);
        layer.Backward(x, many, byX, 3, 1);

        var (one, back) = (new float[5], new float[7]);
        layer.Forward(x[1], one);
        layer.Back(many[1], back);

        Assert.All(one.Zip(many[1].ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(back.Zip(byX[1].ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void A_layer_of_bags()
    {
        var layer = new BagLayer(new Parameter(Slopes.Random(6, 5, 1)), new Parameter(Slopes.Random(1, 5, 2)));
        var bags = new ItemBags([0, 3, 3, 5], [0, 2, 5, 2, 3], [0.5f, 1, 0.7f]);
        var (y, along) = (new Matrix(3, 5), Slopes.Random(3, 5, 4));

        double Loss()
        {
            layer.Forward(bags, y, threads: 2);
            return y.Against(along);
        }

        layer.Backward(bags, along, threads: 2);

        Slopes.Agree(Loss, layer.Rows.Value.Values, layer.Rows.Gradient.Values);
        Slopes.Agree(Loss, layer.Bias.Value.Values, layer.Bias.Gradient.Values);
    }

    [Fact]
    public void The_hyperbolic_tangent()
    {
        var (x, y, along) = (Slopes.Random(2, 6, 1), new Matrix(2, 6), Slopes.Random(2, 6, 2));

        double Loss()
        {
            x.Values.CopyTo(y.Values, 0);
            Tanh.Forward(y.Values);
            return y.Against(along);
        }

        Loss();
        var byX = along.Values.ToArray();
        Tanh.Backward(y.Values, byX);

        Slopes.Agree(Loss, x.Values, byX);
    }

    [Fact]
    public void The_multinomial_loss()
    {
        var logits = Slopes.Random(3, 6, 1);
        var had = new ItemBags([0, 3, 3, 5], [0, 2, 5, 2, 3], [1, 1, 1]);
        float[] shares = [0.2f, 0.3f, 0.5f];

        // Plainly: −Σ log softmax, in doubles.
        double Loss() => Enumerable.Range(0, 3).Sum(row =>
        {
            var all = Math.Log(logits[row].ToArray().Sum(x => Math.Exp(x)));
            return shares[row] * had[row].ToArray().Sum(item => all - logits.Values[row * 6 + item]);
        });

        var gradient = Slopes.Random(3, 6, 1);
        var loss = MultinomialLoss.Backward(gradient, had, shares, threads: 2);

        Assert.Equal(Loss(), loss, 1e-5);
        Slopes.Agree(Loss, logits.Values, gradient.Values);
    }

    [Fact]
    public void A_drawn_code_and_its_divergence()
    {
        var (code, noise, along, z) = (Slopes.Random(1, 8, 1), Slopes.Random(1, 4, 2), Slopes.Random(1, 4, 3), new Matrix(1, 4));

        double Loss() => 0.3 * GaussianCode.Forward(code.Values, noise.Values, z.Values) + z.Against(along);

        var byCode = new float[8];
        GaussianCode.Backward(code.Values, noise.Values, along.Values, 0.3f, byCode);

        Slopes.Agree(Loss, code.Values, byCode);
    }
}
