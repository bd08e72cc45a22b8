using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Marquee.Tests.Accounts;

/// <summary>What an app on a telephone does with the secret of a QR code (RFC 6238).</summary>
sealed class AuthenticatorApp(string secret)
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="steps">How many half minutes from now.</param>
    public string Code(int steps = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + steps);
#pragma warning disable CA5350 // what RFC 6238 says, and every app does
        var hash = HMACSHA1.HashData(Bytes(), counter);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(at)) & int.MaxValue) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    byte[] Bytes()
    {
        var bits = string.Concat(secret.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()
            .Select(letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
