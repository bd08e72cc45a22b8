using Marquee.Providers.Omdb;
using Marquee.Providers.Tmdb;

namespace Marquee.Platform.Outside;

/// <summary>The outside services that this instance has a key for; null for those it has none.</summary>
sealed class OutsideServices(MarqueeSettings settings, KeptAnswers answers, DailyCalls calls, TimeProvider clock) : IDisposable
{
    /// <summary>What brings more than the built-in catalogue, said in one place.</summary>
    public const string WithoutKey = "This server has no key for TMDB yet. With one (free at themoviedb.org, set as MARQUEE_TMDB_KEY) it finds every film and show, keeps them up to date, and knows where to watch them.";

    /// <summary>The same of OMDb.</summary>
    public const string WithoutOmdb = "This server has no key for OMDb yet. With one (free at omdbapi.com, set as MARQUEE_OMDB_KEY) it shows what IMDb, Rotten Tomatoes and Metacritic think.";

    public TmdbClient? Tmdb { get; } = settings.TmdbKey is not { } key ? null : new TmdbClient(
        settings.TmdbAddress is { } address ? new TmdbOptions { Key = key, Address = WithSlash(address) } : new TmdbOptions { Key = key }, answers, clock, calls);

    public OmdbClient? Omdb { get; } = settings.OmdbKey is not { } key ? null : new OmdbClient(
        settings.OmdbAddress is { } address ? new OmdbOptions { Key = key, Address = WithSlash(address) } : new OmdbOptions { Key = key }, answers, clock, calls);

    public void Dispose()
    {
        Tmdb?.Dispose();
        Omdb?.Dispose();
    }

    static Uri WithSlash(string address) => new(address.EndsWith('/') ? address : address + "/");
}
