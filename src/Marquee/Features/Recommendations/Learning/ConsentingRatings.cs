using System.Data.Common;
using Marquee.Data;
using Marquee.Features.Catalogue;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>A rating or a play of a profile that training may learn from.</summary>
/// <param name="Value">In tenths of a point; null: seen, not rated.</param>
/// <param name="At">When, as Unix milliseconds; 0 when unknown.</param>
sealed record OwnEvent(long Profile, long Title, int? Value, long At);

/// <summary>
/// What the instance's own people did, of those who let models learn from it: grown-up profiles of an account whose <c>learn_from</c> is set. Guests and kids are never learnt from:
/// a guest has no place to say no, and a child does not decide this (docs/adr/0020).
/// </summary>
static class ConsentingRatings
{
    public static async Task<IReadOnlyList<OwnEvent>> ConsentingRatingsAsync(this DbConnection connection, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<Row>(
            $"""
            with willing as (select id from profiles where kind = 'personal' and account_id is not null and learn_from)
            select r.profile_id as profile, r.title_id as title, r.value, r.rated_at as at from ratings r where r.profile_id in (select id from willing) and {TitleSight.Anybody.AllowsId("r.title_id")}
            union all
            select p.profile_id, p.title_id, null, coalesce(max(p.watched_at), 0) from plays p
            where p.profile_id in (select id from willing) and {TitleSight.Anybody.AllowsId("p.title_id")}
              and not exists (select 1 from ratings r where r.profile_id = p.profile_id and r.title_id = p.title_id)
            group by p.profile_id, p.title_id
            """, null, cancel);
        return rows.ConvertAll(row => new OwnEvent(row.Profile, row.Title, (int?)row.Value, row.At));
    }

    sealed record Row(long Profile, long Title, long? Value, long At);
}
