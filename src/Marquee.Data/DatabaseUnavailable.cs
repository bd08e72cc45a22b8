namespace Marquee.Data;

/// <summary>
/// The database named by the operator cannot be used. The message is one sentence that says why and what to look at;
/// the program prints it and ends with exit code 2.
/// </summary>
public sealed class DatabaseUnavailable(string message, Exception? cause = null) : Exception(message, cause);
