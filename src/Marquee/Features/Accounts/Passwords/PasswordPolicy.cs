using System.Collections.Frozen;
using Marquee.Platform.Errors;

namespace Marquee.Features.Accounts.Passwords;

/// <summary>What a password must be: long enough, and not one that is tried first. No rules about signs; they make passwords worse.</summary>
sealed class PasswordPolicy
{
    public const int Shortest = 8, Longest = 128;

    readonly Lazy<FrozenSet<string>> _triedFirst = new(Read);

    /// <param name="about">What somebody who knows the person would try: their address, their name.</param>
    public void Check(string? password, params string[] about)
    {
        if (password is not { Length: >= Shortest })
            throw new Invalid("password_too_short", $"A password has at least {Shortest} characters. Four words are easier to keep than eight signs.", "password");
        if (password.Length > Longest)
            throw new Invalid("password_too_long", $"A password has at most {Longest} characters.", "password");
        if (IsTriedFirst(password, about))
            throw new Invalid("password_too_common", "That password is among the first that anybody would try. Choose another; four words that do not belong together are good.", "password");
    }

    bool IsTriedFirst(string password, string[] about)
    {
        var plain = PasswordShapes.Plain(password);
        var core = PasswordShapes.Core(plain);
        return _triedFirst.Value.Contains(password) || _triedFirst.Value.Contains(plain)
            // "Summer2024!" is "summer", as far as a guesser is concerned; "summer rain on tin" is not.
            || (core.Length >= 5 && password.Length - core.Length <= 5 && _triedFirst.Value.Contains(core))
            || PasswordShapes.IsPattern(plain)
            || about.Any(known => known.Length > 3 && (password.Equals(known, StringComparison.OrdinalIgnoreCase) || core.Equals(PasswordShapes.Core(PasswordShapes.Plain(known)), StringComparison.Ordinal)));
    }

    static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PasswordPolicy).Assembly.GetManifestResourceStream("Marquee.Features.Accounts.Passwords.tried-first.txt")!);
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#'))
                words.Add(line);
        return words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
