namespace Marquee.Providers.Tests.Fake;

/// <summary>The system's clock, moved: so that a day passes between two lines of a test.</summary>
public sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
