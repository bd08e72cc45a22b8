using System.CommandLine;
using Marquee.Platform;

namespace Marquee.Commands;

/// <summary><c>marquee [serve]</c>: the product.</summary>
static class ServeCommand
{
    static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons. (MARQUEE_URLS; http://127.0.0.1:8080)" };
    static readonly Option<string?> Data = new("--data") { Description = "The folder for the database, models and uploads. (MARQUEE_DATA; ./data)" };
    static readonly Option<string?> Database = new("--database") { Description = "A PostgreSQL or SQLite connection string. (MARQUEE_DATABASE; SQLite in the data folder)" };
    static readonly Option<string?> Sample = new("--sample") { Description = "'none' starts without the built-in catalogue and population. (MARQUEE_SAMPLE; built-in)" };

    public static Command Create()
    {
        var command = new Command("serve", "Starts the product (also what happens without a command).");
        Default(command);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> serve.</summary>
    public static void Default(Command command)
    {
        command.Options.Add(Urls);
        command.Options.Add(Data);
        command.Options.Add(Database);
        command.Options.Add(Sample);
        command.SetAction((parsed, cancel) => ServeAsync(
            MarqueeSettings.From(parsed.GetValue(Urls), parsed.GetValue(Data), parsed.GetValue(Database), parsed.GetValue(Sample)), cancel));
    }

    static async Task<int> ServeAsync(MarqueeSettings settings, CancellationToken cancel)
    {
        await using var app = await MarqueeApp.CreateAsync(settings, cancel);
        await MarqueeApp.StartAsync(app, settings, cancel);
        await StartupScreen.ShowAsync(app, settings, cancel);
        await app.WaitForShutdownAsync(cancel);
        return MarqueeCommand.Done;
    }
}
