using System.Collections.Frozen;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Passwords;

/// <summary>What a password must be: long enough, and not one that is tried first. No rules about signs; they make passwords worse.</summary>
sealed class PasswordPolicy
{
    public const int Shortest = 8, Longest = 128;

    readonly FrozenSet<string> _triedFirst = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "password", "password1", "12345678", "123456789", "1234567890", "qwertyui", "qwertyuiop", "iloveyou", "letmein1", "sunshine");

    /// <param name="about">What somebody who knows the person would try.</param>
    public void Check(string? password, params string[] about)
    {
        if (password is not { Length: >= Shortest })
            throw new Invalid("password_too_short", $"A password has at least {Shortest} characters. Four words are easier to keep than eight signs.", "password");
        if (password.Length > Longest)
            throw new Invalid("password_too_long", $"A password has at most {Longest} characters.", "password");
        if (_triedFirst.Contains(password) || about.Any(known => known.Length > 3 && password.Equals(known, StringComparison.OrdinalIgnoreCase)))
            throw new Invalid("password_too_common", "That is the first password anybody would try. Choose another.", "password");
    }
}
