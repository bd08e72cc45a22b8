using System.Security.Cryptography;

namespace Marquee.Features.Accounts.Tokens;

/// <summary>A key of access tokens.</summary>
/// <param name="Id">The <c>kid</c> of tokens signed with it.</param>
/// <param name="SignsFrom">Published before, so that nobody meets a token with a key that they have not seen.</param>
/// <param name="VerifiesUntil">Null: until another takes over.</param>
sealed record SigningKey(string Id, RSA Rsa, DateTimeOffset SignsFrom, DateTimeOffset? VerifiesUntil);
