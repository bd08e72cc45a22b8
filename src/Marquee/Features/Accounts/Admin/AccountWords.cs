using System.Globalization;
using Marquee.Platform.Access;
using Marquee.Ui.Components;

namespace Marquee.Features.Accounts.Admin;

/// <summary>Accounts and invitations as people say them.</summary>
static class AccountWords
{
    public static string Role(string role) => role switch { Roles.Owner => "Owner", Roles.Admin => "Admin", _ => "Member" };

    public static string State(string state) => state switch { "active" => "Active", "disabled" => "Shut out", "leaving" => "Leaving", _ => state };

    /// <summary>"here 3 hours ago".</summary>
    public static string Seen(AccountView account, DateTimeOffset now) => account.LastSeenAt is { } at ? $"here {Ago.Since(at, now)}" : "never signed in";

    /// <summary>"Password, 2 passkeys, 1 account elsewhere, second factor".</summary>
    public static string WaysIn(AccountView account)
    {
        var ways = ((string?[])
        [
            account.HasPassword ? "password" : null,
            account.Passkeys > 0 ? Count(account.Passkeys, "passkey", "passkeys") : null,
            account.Logins > 0 ? Count(account.Logins, "account elsewhere", "accounts elsewhere") : null,
            account.HasSecondFactor ? "second factor" : "no second factor",
        ]).OfType<string>().ToList();
        return string.Join(", ", ways) is { Length: > 0 } all ? char.ToUpperInvariant(all[0]) + all[1..] : "";
    }

    public static string Of(InvitationView invitation, DateTimeOffset now) => invitation.State switch
    {
        "accepted" => $"accepted by {invitation.AcceptedBy ?? "somebody who left"} {Ago.Since(invitation.AcceptedAt!.Value, now)}",
        "revoked" => "taken back",
        "expired" => $"expired on {Ago.Day(invitation.ExpiresAt)}",
        _ => $"good until {Ago.Day(invitation.ExpiresAt)}",
    };

    static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{number} {many}");
}
