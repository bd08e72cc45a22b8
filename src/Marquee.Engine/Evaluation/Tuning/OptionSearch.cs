using System.Diagnostics;
using Marquee.Engine.Models;

namespace Marquee.Engine.Evaluation.Tuning;

/// <summary>One set of options tried.</summary>
/// <param name="Options">The options by name.</param>
/// <param name="Value">What was measured; higher is better.</param>
/// <param name="Seconds">How long training and measuring took.</param>
public sealed record Trial(IReadOnlyDictionary<string, double> Options, double Value, double Seconds);

/// <summary>
/// Searches a model's options by pattern search (Hooke and Jeeves 1961, "Direct Search" Solution of Numerical and Statistical Problems): from the best options so far
/// one option at a time is moved up or down; a move that helps is kept, and when none does the steps are halved. It needs no gradient, spends its first
/// trials on the defaults, and is the same for the same seed up to where the time runs out.
/// </summary>
/// <param name="kind">The model.</param>
/// <param name="free">The options that may move.</param>
/// <param name="measure">Trains with these options and measures on data that is not the test data; higher is better.</param>
public sealed class OptionSearch(ModelKind kind, IReadOnlyList<string> free, Func<ModelOptions, CancellationToken, double> measure)
{
    const double SmallestStep = 0.125;
    readonly List<Trial> _trials = [];
    Trial? _best;

    /// <summary>Every trial so far, in order.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The best trial so far; null before the first.</summary>
    public Trial? Best => _best;

    /// <summary>Searches until the budget is spent or the steps are too small to matter. The options given are tried first, however long that takes.</summary>
    /// <param name="start">Where to start: defaults with whatever is fixed.</param>
    /// <param name="budget">The time after which no trial starts and a running one is stopped.</param>
    /// <param name="seed">Seeds the order of the moves.</param>
    /// <param name="tried">Told of every trial.</param>
    /// <param name="cancellation">Stops the search with what it has.</param>
    public void Run(ModelOptions start, TimeSpan budget, int seed, Action<Trial>? tried, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var random = new Random(seed);
        Try(start, tried, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(budget > clock.Elapsed ? budget - clock.Elapsed : TimeSpan.Zero);
        try
        {
            for (var step = 1.0; step >= SmallestStep;)
                if (!Improve(step, random, tried, limit.Token))
                    step /= 2;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The budget is spent: what was found counts.
        }
    }

    /// <summary>One round of moves; whether any helped.</summary>
    bool Improve(double step, Random random, Action<Trial>? tried, CancellationToken cancellation)
    {
        var helped = false;
        var names = free.ToArray();
        random.Shuffle(names);
        foreach (var name in names)
        {
            var direction = random.Next(2) == 0 ? step : -step;
            helped |= Move(name, direction) || Move(name, -direction);
        }

        return helped;

        bool Move(string name, double by)
        {
            cancellation.ThrowIfCancellationRequested();
            return OptionMove.Apply(kind, _best!.Options, name, by) is { } options && IsNew(options) && Try(options, tried, cancellation);
        }
    }

    bool IsNew(ModelOptions options)
    {
        var values = options.ToDictionary();
        return !_trials.Any(trial => trial.Options.All(option => values[option.Key].Equals(option.Value)));
    }

    /// <summary>Measures; whether it is the best so far.</summary>
    bool Try(ModelOptions options, Action<Trial>? tried, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var trial = new Trial(options.ToDictionary(), measure(options, cancellation), clock.Elapsed.TotalSeconds);
        _trials.Add(trial);
        var isBest = _best is null || trial.Value > _best.Value;
        if (isBest)
            _best = trial;
        tried?.Invoke(trial);
        return isBest;
    }
}
