using System.Runtime.CompilerServices;
using Marquee.Tests.Commands;

namespace Marquee.Tests.Evaluate;

/// <summary>The built-in population, divided once by the command itself for all tests that measure.</summary>
public sealed class SplitFiles : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("marquee-splits-").FullName;

    public static string Sample(string file) => Path.GetFullPath(Path.Combine(Here(), "../../../samples/movielens-small", file));

    public string Strong(string part) => Path.Combine(_folder, "strong", part + ".csv");

    public string Last(string part) => Path.Combine(_folder, "last", part + ".csv");

    public string Fold(string part) => Path.Combine(_folder, "fold", part + ".csv");

    public string New(string name) => Path.Combine(_folder, name);

    public async ValueTask InitializeAsync()
    {
        await SplitAsync("strong", "strong");
        await SplitAsync("leave-last", "last");
        await SplitAsync("k-fold", "fold");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    async Task SplitAsync(string protocol, string folder)
    {
        var split = await CommandLine.RunAsync("evaluate", "split", "--ratings", Sample("ratings.csv"), "--protocol", protocol, "--out", New(folder), "--seed", "7");
        Assert.True(split.ExitCode == 0, split.Error);
    }

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
