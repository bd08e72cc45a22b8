using Marquee.Data;

namespace Marquee.Features.Accounts;

/// <summary>What signs in. ASP.NET Core Identity's user, kept by <see cref="Identity.AccountStore"/>.</summary>
public sealed class Account
{
    public AccountId Id { get; set; }

    public string Email { get; set; } = "";

    /// <summary>In upper case, as Identity compares it; unique.</summary>
    public string NormalizedEmail { get; set; } = "";

    public bool EmailVerified { get; set; }

    /// <summary>Null: signs in with a passkey or another provider only.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>New at every change of credentials; links in e-mails end with it.</summary>
    public string SecurityStamp { get; set; } = "";

    public string ConcurrencyStamp { get; set; } = "";

    /// <summary>One of <see cref="Platform.Access.Roles"/>.</summary>
    public string Role { get; set; } = Platform.Access.Roles.Member;

    /// <summary>Whether a code is asked for after the password.</summary>
    public bool TwoFactor { get; set; }

    /// <summary>The secret of the authenticator app, under data protection.</summary>
    public string? AuthenticatorKey { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>When it will be deleted, as its holder asked; null: not asked.</summary>
    public DateTimeOffset? DeleteAfter { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public override string ToString() => Id.ToString();
}
