using Microsoft.AspNetCore.DataProtection;

namespace Marquee.Features.Accounts.Identity;

/// <summary>Closes secrets that we must be able to read again: an authenticator's key, a signing key. Only a node with the key ring opens them.</summary>
sealed class SecretBox(IDataProtectionProvider protection)
{
    readonly IDataProtector _protector = protection.CreateProtector("Marquee.Accounts.Secrets.v1");

    public string Close(string secret) => _protector.Protect(secret);

    public string Open(string kept) => _protector.Unprotect(kept);
}
