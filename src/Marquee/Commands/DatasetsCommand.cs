using System.CommandLine;
using System.Globalization;
using Marquee.Features.Catalogue;
using Marquee.Features.Catalogue.MovieLens;
using Marquee.Platform;

namespace Marquee.Commands;

/// <summary><c>marquee datasets load DIR</c>: a MovieLens data set that the operator downloaded becomes catalogue and population.</summary>
static class DatasetsCommand
{
    static readonly SettingsOptions Settings = new();
    static readonly Argument<DirectoryInfo> Folder = new("DIR") { Description = "A MovieLens folder of any edition: ratings, movies and, where there are any, links." };

    public static Command Create()
    {
        var load = new Command("load", "Loads a MovieLens folder. Run 'marquee train' afterwards.") { Folder };
        Settings.AddTo(load);
        load.SetAction((parsed, cancel) => LoadAsync(Settings.Read(parsed), parsed.GetRequiredValue(Folder), cancel));
        return new Command("datasets", "Loads larger rating populations.") { load };
    }

    static async Task<int> LoadAsync(MarqueeSettings settings, DirectoryInfo folder, CancellationToken cancel)
    {
        await using var app = await Workspace.OpenAsync(settings, cancel);
        var readiness = app.Services.GetRequiredService<Readiness>();
        LoadedMovieLens? loaded = null;
        await Workspace.ShowAsync(readiness, async () =>
            loaded = await app.Services.GetRequiredService<LoadMovieLens>().HandleAsync(folder.FullName, new LoadingSteps(readiness), cancel), cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Loaded {loaded!.Population.Name}: {loaded.Population.Ratings:N0} ratings of {loaded.Population.Users:N0} people and {loaded.Population.Titles:N0} titles. Run 'marquee train' to learn from them."));
        return MarqueeCommand.Done;
    }

    sealed class LoadingSteps(Readiness readiness) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => readiness.Report(value.Step, value.Share);
    }
}
