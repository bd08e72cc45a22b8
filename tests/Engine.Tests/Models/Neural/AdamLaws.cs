using Marquee.Engine.Models.Neural.Layers;

namespace Marquee.Engine.Tests.Models.Neural;

public sealed class AdamLaws
{
    [Theory, InlineData(0.0), InlineData(0.1)]
    public void It_steps_as_the_algorithm_in_the_paper(double decay)
    {
        const double rate = 0.01;
        var parameter = new Parameter(Slopes.Random(3, 7, 1));
        var adam = new Adam([parameter], decay);
        var (theta, m, v) = (parameter.Value.Values.Select(x => (double)x).ToArray(), new double[21], new double[21]);
        for (var t = 1; t <= 20; t++)
        {
            var gradient = Slopes.Random(3, 7, 100 + t);
            gradient.Values.CopyTo(parameter.Gradient.Values, 0);
            adam.Step(rate, threads: 2);
            for (var n = 0; n < theta.Length; n++)
            {
                var g = (double)gradient.Values[n];
                m[n] = 0.9 * m[n] + 0.1 * g;
                v[n] = 0.999 * v[n] + 0.001 * g * g;
                theta[n] -= rate * decay * theta[n] + rate * (m[n] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[n] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
        }

        Assert.All(theta.Zip(parameter.Value.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(parameter.Gradient.Values, g => Assert.Equal(0, g));
    }

    [Fact]
    public void A_bias_does_not_decay()
    {
        var bias = new Parameter(Slopes.Random(1, 9, 1));
        var before = bias.Value.Values.ToArray();

        new Adam([bias], decay: 1).Step(0.1, threads: 1);

        Assert.Equal(before, bias.Value.Values);
    }

    [Fact]
    public void It_finds_the_bottom_of_a_bowl()
    {
        var (parameter, bottom) = (new Parameter(Slopes.Random(2, 5, 1)), Slopes.Random(2, 5, 2));
        var adam = new Adam([parameter]);
        for (var step = 0; step < 2000; step++)
        {
            for (var n = 0; n < 10; n++)
                parameter.Gradient.Values[n] = 2 * (parameter.Value.Values[n] - bottom.Values[n]);
            adam.Step(0.01, threads: 1);
        }

        Assert.All(parameter.Value.Values.Zip(bottom.Values), pair => Assert.Equal(pair.Second, pair.First, 1e-2));
    }
}
