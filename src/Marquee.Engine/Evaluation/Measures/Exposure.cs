namespace Marquee.Engine.Evaluation.Measures;

/// <summary>How often each item was recommended.</summary>
static class Exposure
{
    public static int[] Of(IEnumerable<int[]> lists, int items)
    {
        var times = new int[items];
        foreach (var list in lists)
            foreach (var item in list)
                times[item]++;
        return times;
    }
}
