using System.Globalization;
using Marquee.Data;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform.Errors;
using Marquee.Platform.Outside;
using Marquee.Providers;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>Adds a title that somebody found at TMDB, or gives the one that is there already.</summary>
sealed class AddFromTmdb(Database database, OutsideServices services, KeepProviderTitle keepTitle)
{
    /// <param name="kind"><c>film</c> or <c>show</c>.</param>
    public async Task<TitleId> HandleAsync(string? kind, long number, TitleSight sight, CancellationToken cancel)
    {
        if (kind is not (TitleKind.Film or TitleKind.Show))
            throw new Invalid("bad_kind", "A title is a film or a show.", "kind");
        if (await FindAsync(kind, number, sight, cancel) is { } known)
            return known;
        if (sight.Cap is not null)
            throw new NotFound("title_not_found", "There is no such title.");
        if (services.Tmdb is not { } tmdb)
            throw new Conflict("tmdb_not_connected", OutsideServices.WithoutKey);
        try
        {
            var answer = (kind == TitleKind.Show ? await tmdb.ShowAsync(number, cancel) : await tmdb.FilmAsync(number, cancel))
                ?? throw new NotFound("title_not_found", "TMDB has no such title.");
            return await database.WriteAsync(connection => keepTitle.HandleAsync(connection, answer.Value, cancel), cancel);
        }
        catch (ProviderFailure failure)
        {
            throw new Conflict("tmdb_unavailable", failure.Message + " Try again in a while.");
        }
    }

    async Task<TitleId?> FindAsync(string kind, long number, TitleSight sight, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.FirstAsync<TitleId?>(
            $"select title_id from external_ids where kind = @kind and provider = @provider and value = @value and {sight.AllowsId("title_id")}",
            new { kind, provider = ExternalId.Tmdb, value = number.ToString(CultureInfo.InvariantCulture) }, cancel);
    }
}
