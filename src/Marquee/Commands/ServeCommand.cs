using System.CommandLine;
using Marquee.Platform;

namespace Marquee.Commands;

/// <summary><c>marquee [serve]</c>: the product.</summary>
static class ServeCommand
{
    static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons. (MARQUEE_URLS; http://127.0.0.1:8080)" };
    static readonly SettingsOptions Settings = new();

    public static Command Create()
    {
        var command = new Command("serve", "Starts the product (also what happens without a command).");
        MakeDefaultOf(command);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> serve.</summary>
    public static void MakeDefaultOf(Command command)
    {
        command.Options.Add(Urls);
        Settings.AddTo(command);
        command.SetAction((parsed, cancel) => ServeAsync(Settings.Read(parsed, parsed.GetValue(Urls)), cancel));
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
