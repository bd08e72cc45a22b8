namespace Marquee.Providers;

/// <summary>Why an outside service gave no answer.</summary>
public enum FailureKind
{
    /// <summary>It cannot be reached, is too slow, broken, or was asked to be left alone for a while.</summary>
    Unavailable,

    /// <summary>It does not take our key.</summary>
    KeyRefused,

    /// <summary>The day's calls are used up, ours or theirs.</summary>
    QuotaExhausted,

    /// <summary>It says that the request makes no sense.</summary>
    Refused,

    /// <summary>It answered something that is not what it should be, again and again.</summary>
    Malformed,
}

/// <summary>An outside service gave no answer; the message is a sentence for the owner of this server.</summary>
public sealed class ProviderFailure(string provider, FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Provider { get; } = provider;

    public FailureKind Kind { get; } = kind;

    /// <summary>Whether another try later may succeed without anybody doing anything.</summary>
    public bool PassesByItself => Kind is FailureKind.Unavailable or FailureKind.Malformed or FailureKind.QuotaExhausted;
}
