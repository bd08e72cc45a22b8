using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Platform;

/// <summary>Secrets that we hand out once and keep only the hash of. They are random, so one round of SHA-256 is enough to keep them.</summary>
public static class Secrets
{
    /// <summary>The length of a secret's text.</summary>
    public const int Length = 43;

    /// <summary>256 random bits as 43 letters that fit into a cookie, an address or a header.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored: SHA-256 in hex.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
