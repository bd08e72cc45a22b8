namespace Marquee.Platform.Errors;

/// <summary>
/// A request the product understands and does not carry out. Handlers throw one of these; each door translates it once:
/// problem+json for APIs, a friendly page for people, an exit code for the command line.
/// </summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">Stable, for programs: lower case, words joined by underscores.</param>
/// <param name="message">For people: what happened, then what to do.</param>
public abstract class Refusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}

/// <summary>It does not exist, or it is somebody else's: the answer is the same.</summary>
public sealed class NotFound(string code, string message) : Refusal(404, code, message);

/// <summary>The request makes no sense as it stands.</summary>
public sealed class Invalid(string code, string message, string? atField = null) : Refusal(422, code, message)
{
    /// <summary>The field at fault, by its name in the request.</summary>
    public string? Field { get; } = atField;
}

/// <summary>It would contradict what is there now.</summary>
public sealed class Conflict(string code, string message) : Refusal(409, code, message);

/// <summary>Somebody changed it since this person read it (<c>If-Match</c>): what they wrote is not carried out, and not lost either.</summary>
public sealed class Outdated(string message) : Refusal(412, "version_conflict", message);

/// <summary>It is there, and this person may not do that with it.</summary>
public sealed class Forbidden(string code, string message) : Refusal(403, code, message);

/// <summary>Nobody is signed in, or what they signed in with is not good any more.</summary>
public sealed class SignInNeeded(string code, string message) : Refusal(401, code, message);

/// <summary>Too often, too fast.</summary>
public sealed class TooMany(string code, string message, TimeSpan wait) : Refusal(429, code, message)
{
    /// <summary>How long to wait before the next try.</summary>
    public TimeSpan Wait { get; } = wait;
}
