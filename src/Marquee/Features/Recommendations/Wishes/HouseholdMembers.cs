using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Platform;
using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Wishes;

/// <summary>Who sits on the sofa: the asking profile first, then those who watch along.</summary>
/// <param name="Profiles">Everybody, each once; empty for somebody of whom nothing is kept yet.</param>
/// <param name="Cap">The certification that nobody may be taken beyond: the strictest of all.</param>
sealed record Sofa(IReadOnlyList<Profile> Profiles, string? Cap)
{
    public static Sofa Nobody { get; } = new([], null);

    /// <summary>What may be shown on this sofa: what whoever asks may meet, within everybody's cap.</summary>
    public TitleSight Sight => TitleSight.Of(Profiles.FirstOrDefault()?.Id, Cap);

    /// <summary>The same people with the same tastes have the same key.</summary>
    public string Key => $"{string.Join(',', Profiles.Select(profile => $"{profile.Id.Value}@{profile.TasteVersion}"))};{Cap}";
}

/// <summary>
/// Finds the profiles who watch together. A profile may ask for itself and for the others of its own account; anybody else's answers like one that does not exist,
/// for a list for two shows what the other one has seen.
/// </summary>
sealed class HouseholdMembers(Database database)
{
    /// <exception cref="NotFound">One of them does not exist, or is not of the asking profile's account.</exception>
    public async Task<Sofa> OfAsync(Profile? asking, IReadOnlyList<ProfileId> with, CancellationToken cancel)
    {
        if (asking is null)
            return with.Count == 0 ? Sofa.Nobody : throw Missing();
        if (with.Count == 0)
            return new Sofa([asking], asking.CertificationCap);
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<Profile>(
            $"""
            select {Profile.Columns} from profiles
            where id = @asking
               or ({database.Dialect.Among("id", "@with")} and account_id = (select account_id from profiles where id = @asking))
            """, new { asking = asking.Id, with = IdSet.Of(with) }, cancel);
        var byId = rows.ToDictionary(row => row.Id);
        return new Sofa(
            [asking, .. with.Where(id => id != asking.Id).Select(id => byId.GetValueOrDefault(id) ?? throw Missing())],
            Certifications.Strictest(rows.Select(row => row.CertificationCap)));
    }

    /// <summary>The profiles that could watch along: the others of the same account.</summary>
    public async Task<IReadOnlyList<Profile>> OthersAsync(Profile? asking, CancellationToken cancel)
    {
        if (asking is null)
            return [];
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryAsync<Profile>(
            $"""
            select {Profile.Columns} from profiles
            where id <> @asking and account_id = (select account_id from profiles where id = @asking) order by id
            """, new { asking = asking.Id }, cancel);
    }

    public static NotFound Missing() => new("profile_not_found", "There is no such profile in your account.");
}
