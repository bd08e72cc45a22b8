using Marquee.Data;

namespace Marquee.Features.Profiles.Family;

/// <summary>A profile as a face to choose.</summary>
sealed record Face(ProfileId Id, string DisplayName, string Kind, string? CertificationCap, string? Avatar, string? PinHash)
{
    /// <summary>What it is, under its name.</summary>
    public string? Words => Kind switch
    {
        "kid" => $"Kid, up to {CertificationCap}",
        "guest" => "Guest",
        _ => null,
    };
}

/// <summary>The profiles of an account.</summary>
sealed class FindProfiles(Database database)
{
    public const string Columns = "id, display_name, kind, certification_cap, avatar, pin_hash";

    public async Task<IReadOnlyList<Face>> OfAsync(AccountId account, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Face>(
            $"select {Columns} from profiles where account_id = @account order by case kind when 'personal' then 0 when 'kid' then 1 else 2 end, id", new { account }, cancel);
    }
}
