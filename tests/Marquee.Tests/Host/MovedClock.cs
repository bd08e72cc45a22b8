namespace Marquee.Tests.Host;

/// <summary>The system's clock, moved: so that a week passes between two lines of a test.</summary>
sealed class MovedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
