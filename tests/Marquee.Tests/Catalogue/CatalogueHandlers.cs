using Marquee.Data;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.MovieLens;
using Marquee.Features.Catalogue.Populations;
using Marquee.Features.Catalogue.Sample;
using Marquee.Features.Catalogue.Writing;
using Marquee.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Catalogue;

/// <summary>The catalogue's handlers over one database, put together as the program does it.</summary>
sealed class CatalogueHandlers
{
    readonly ServiceProvider _services;

    public CatalogueHandlers(Database database) => _services = new ServiceCollection()
        .AddSingleton(database)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new MarqueeSettings("http://127.0.0.1:0", Path.GetTempPath(), "", WithSample: false) { TmdbKey = null, OmdbKey = null })
        .AddCatalogue()
        .BuildServiceProvider();

    public static string Samples => MarqueeSettings.SamplesFolder;

    public LoadSample LoadSample => _services.GetRequiredService<LoadSample>();

    public LoadMovieLens LoadMovieLens => _services.GetRequiredService<LoadMovieLens>();

    public GetTitle GetTitle => _services.GetRequiredService<GetTitle>();

    public WriteTitles WriteTitles => _services.GetRequiredService<WriteTitles>();

    public WritePopulation WritePopulation => _services.GetRequiredService<WritePopulation>();
}
