using Marquee.Engine.Data;

namespace Marquee.Engine.Models.TimeSvd;

/// <summary>The days on which each user rated, and how far each day lies from the user's mean day: dev_u(t) = sign(t − t_u) |t − t_u|^β, in days (Koren 2009, section 3.2).</summary>
sealed class UserTimes
{
    const double SecondsPerDay = 86_400;
    readonly int[] _starts;
    readonly long[] _days;
    readonly double[] _means;
    readonly double _power;

    public UserTimes(SparseRows rated, double power)
    {
        _power = power;
        _starts = new int[rated.RowCount + 1];
        _means = new double[rated.RowCount];
        var days = new List<long>();
        for (var user = 0; user < rated.RowCount; user++)
        {
            var known = rated.TimesOf(user).ToArray().Where(time => time != 0).Select(DayOf).ToArray();
            _means[user] = known.Length == 0 ? double.NaN : known.Average(day => (double)day);
            days.AddRange(known.Distinct().Order());
            _starts[user + 1] = days.Count;
        }

        _days = [.. days];
    }

    /// <summary>All days of all users.</summary>
    public int Count => _days.Length;

    /// <summary>The place of the user's day among all days of all users, or −1.</summary>
    public int PlaceOf(int user, long time)
    {
        if (time == 0 || user < 0 || user >= _means.Length)
            return -1;
        var place = Array.BinarySearch(_days, _starts[user], _starts[user + 1] - _starts[user], DayOf(time));
        return place < 0 ? -1 : place;
    }

    /// <summary>dev_u(t), a tenth of it, so that it stays about 1.</summary>
    public float Drift(int user, long time)
    {
        if (time == 0 || user < 0 || user >= _means.Length || double.IsNaN(_means[user]))
            return 0;
        var apart = DayOf(time) - _means[user];
        return (float)(0.1 * Math.Sign(apart) * Math.Pow(Math.Abs(apart), _power));
    }

    static long DayOf(long time) => (long)Math.Floor(time / SecondsPerDay);
}
