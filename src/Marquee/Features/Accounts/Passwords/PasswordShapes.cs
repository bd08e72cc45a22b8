namespace Marquee.Features.Accounts.Passwords;

/// <summary>How guessers look at a password: signs for letters undone, what is stuck on at the ends taken off, patterns seen.</summary>
static class PasswordShapes
{
    static readonly string[] Rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "azertyuiop", "abcdefghijklmnopqrstuvwxyz"];

    /// <summary>In lower case, with the letters that signs stand for.</summary>
    public static string Plain(string password) => string.Create(password.Length, password, (letters, source) =>
    {
        for (var i = 0; i < letters.Length; i++)
            letters[i] = char.ToLowerInvariant(source[i]) switch { '@' => 'a', '$' => 's', '!' when i < letters.Length - 1 => 'i', '0' when IsAmongLetters(source, i) => 'o', '1' when IsAmongLetters(source, i) => 'i', '3' when IsAmongLetters(source, i) => 'e', var c => c };
    });

    /// <summary>Without the digits and signs before and after the letters.</summary>
    public static string Core(string plain)
    {
        var first = 0;
        var last = plain.Length;
        while (first < last && !char.IsLetter(plain[first])) first++;
        while (last > first && !char.IsLetter(plain[last - 1])) last--;
        return plain[first..last];
    }

    /// <summary>One piece over and over, or a run along the keyboard or the alphabet, either way.</summary>
    public static bool IsPattern(string plain)
    {
        for (var length = 1; length <= Math.Min(4, plain.Length / 2); length++)
            if (Enumerable.Range(length, plain.Length - length).All(i => plain[i] == plain[i - length]))
                return true;
        var backwards = new string([.. plain.Reverse()]);
        return Rows.Any(row => (row + row).Contains(plain, StringComparison.Ordinal) || (row + row).Contains(backwards, StringComparison.Ordinal))
            || Rows.SelectMany(_ => Rows, (one, other) => one + other).Any(rows => rows.Contains(plain, StringComparison.Ordinal));
    }

    // "p0ssible" but not "2024": a digit between letters stands for one.
    static bool IsAmongLetters(string text, int i) => i > 0 && i < text.Length - 1 && char.IsLetter(text[i - 1]) && !char.IsDigit(text[i + 1]);
}
