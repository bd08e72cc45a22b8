using Marquee.Data;
using Marquee.Platform.Access;

namespace Marquee.Features.Accounts.Sessions;

/// <summary>A session as it stands in the table, with what its account and profile are now.</summary>
sealed record SessionState(
    SessionId Id, AccountId AccountId, ProfileId? ProfileId, string Role, string? ProfileKind, bool Remembered, DateTimeOffset ProvedAt, DateTimeOffset ExpiresAt, DateTimeOffset LastSeenAt)
{
    public Caller Caller(bool byCookie) => new()
    {
        Account = AccountId,
        Session = Id,
        Profile = ProfileId,
        Role = Role,
        IsKid = ProfileKind == "kid",
        ProvedAt = ProvedAt,
        ByCookie = byCookie,
    };
}
