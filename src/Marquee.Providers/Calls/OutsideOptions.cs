namespace Marquee.Providers.Calls;

/// <summary>How an outside service is called. The defaults are for production; tests hurry.</summary>
public sealed class OutsideOptions
{
    /// <summary>Calls a second at most; 0 for no limit.</summary>
    public int PerSecond { get; init; } = 40;

    /// <summary>How long one try may take, its body included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries after the first.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the second try; it doubles, with jitter.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait that a service may ask for; when it asks for more, the call fails at once.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many calls of which half failed, the service is left alone.</summary>
    public int BreakAfter { get; init; } = 8;

    /// <summary>For how long it is left alone.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A body larger than this is not read to its end.</summary>
    public int MostBytes { get; init; } = 8 << 20;
}
