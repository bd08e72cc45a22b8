using System.Globalization;
using Marquee.Data;
using Marquee.Platform.Outside;
using Marquee.Providers;
using Marquee.Providers.Tmdb;

namespace Marquee.Features.Catalogue.Enriching;

/// <summary>A title that TMDB knows and this catalogue does not.</summary>
sealed record ElsewhereTitle(string Kind, string TmdbId, string Title, string? OriginalTitle, int? Year, string? Overview);

/// <summary>What TMDB finds.</summary>
/// <param name="IsConnected">Whether there is a key at all.</param>
/// <param name="Message">What to say instead of an answer; null when there is one.</param>
sealed record ElsewhereTitles(bool IsConnected, IReadOnlyList<ElsewhereTitle> Titles, string? Message);

/// <summary>Asks TMDB for what somebody typed, without the titles that are here: by number, and by name and year.</summary>
sealed class FindAtTmdb(Database database, OutsideServices services)
{
    // A page waits no longer for somebody else's server.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    sealed record Known(string Value, string Kind);

    sealed record Named(string Kind, string MatchKey, int? Year);

    public async Task<ElsewhereTitles> HandleAsync(string? text, TitleSight sight, CancellationToken cancel)
    {
        if (services.Tmdb is not { } tmdb)
            return new(IsConnected: false, [], OutsideServices.WithoutKey);
        // What is not here yet has no certificate that anybody could go by.
        if (string.IsNullOrWhiteSpace(text) || sight.Cap is not null)
            return new(IsConnected: true, [], null);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            var answer = await tmdb.SearchAsync(text.Trim(), 1, patience.Token);
            var found = answer?.Value.Items.DistinctBy(item => (item.Kind, item.Id)).ToList() ?? [];
            return new(IsConnected: true, [.. (await NewOnesAsync(found, cancel)).Select(Shape)], null);
        }
        catch (ProviderFailure failure)
        {
            return new(IsConnected: true, [], failure.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(IsConnected: true, [], "TMDB is slow just now.");
        }
    }

    async Task<List<TmdbListed>> NewOnesAsync(List<TmdbListed> found, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var dialect = database.Dialect;
        await using var answer = await connection.QueryManyAsync(
            $"""
            select value, kind from external_ids where kind in ('film', 'show') and provider = 'tmdb' and {dialect.Among("value", "@values")};
            select kind, match_key, year from titles where not manual and {dialect.Among("match_key", "@keys")};
            """,
            new { values = new TextSet(found.Select(item => Text(item.Id))), keys = new TextSet(found.Select(item => TitleKey.Of(item.Title))) }, cancel);
        var numbers = (await answer.ReadAsync<Known>()).Select(known => (known.Kind, known.Value)).ToHashSet();
        var names = (await answer.ReadAsync<Named>()).Select(named => (named.Kind, named.MatchKey, named.Year)).ToHashSet();
        return found.FindAll(item => !numbers.Contains((Kind(item), Text(item.Id))) && !names.Contains((Kind(item), TitleKey.Of(item.Title), item.Released?.Year)));
    }

    static ElsewhereTitle Shape(TmdbListed item) => new(Kind(item), Text(item.Id), item.Title, item.OriginalTitle == item.Title ? null : item.OriginalTitle, item.Released?.Year, item.Overview);

    static string Kind(TmdbListed item) => item.Kind == TmdbKind.Show ? TitleKind.Show : TitleKind.Film;

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
