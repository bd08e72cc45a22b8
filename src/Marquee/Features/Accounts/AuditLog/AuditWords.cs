namespace Marquee.Features.Accounts.AuditLog;

/// <summary>Kinds of entries as people read them.</summary>
static class AuditWords
{
    static readonly Dictionary<string, string> Known = new()
    {
        ["account.registered"] = "Account made",
        ["session.started"] = "Signed in",
        ["session.revoked"] = "Signed out",
        ["sessions.revoked"] = "Signed out elsewhere",
        ["signin.failed"] = "Wrong password or code",
        ["token.reused"] = "A refresh token was used twice",
        ["personal_token.made"] = "Access token made",
        ["personal_token.revoked"] = "Access token revoked",
        ["password.changed"] = "Password changed",
        ["password.reset_asked"] = "Password reset asked for",
        ["password.reset"] = "Password reset",
        ["email.changed"] = "E-mail changed",
        ["email.verified"] = "E-mail confirmed",
        ["recovery_code.used"] = "Recovery code used",
        ["registration.changed"] = "Registration changed",
        ["account.disabled"] = "Account shut out",
        ["account.enabled"] = "Account let in again",
        ["invitation.made"] = "Invitation made",
        ["invitation.revoked"] = "Invitation taken back",
        ["proof.letter"] = "A code to prove who it is was sent",
    };

    /// <summary>A kind without words of its own reads as it is written: "profile.made" as "Profile made".</summary>
    public static string Of(string kind) => Known.TryGetValue(kind, out var words) ? words
        : char.ToUpperInvariant(kind[0]) + kind[1..].Replace('.', ' ').Replace('_', ' ');
}
