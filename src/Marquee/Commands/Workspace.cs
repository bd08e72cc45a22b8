using Marquee.Platform;
using Spectre.Console;

namespace Marquee.Commands;

/// <summary>The program without its web server, for commands that work on an instance's data.</summary>
static class Workspace
{
    /// <summary>Progress and words go to standard error: standard output belongs to the answer.</summary>
    public static IAnsiConsole Screen { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Opens an instance: database connected and migrated, nothing loaded or trained yet.</summary>
    public static Task<WebApplication> OpenAsync(MarqueeSettings settings, CancellationToken cancel) => MarqueeApp.CreateAsync(settings, cancel);

    /// <summary>Gets ready what a first start would: the sample catalogue and the models. Quick when that was done before.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancel)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        var steps = app.Services.GetServices<IPreparationStep>().OrderBy(step => step.Order).ToList();
        await ShowAsync(readiness, async () =>
        {
            foreach (var step in steps)
                await step.RunAsync(readiness, cancel);
            readiness.Ready();
        }, cancel);
    }

    /// <summary>Shows bars while <paramref name="work"/> reports its steps, when somebody is looking.</summary>
    public static async Task ShowAsync(Readiness readiness, Func<Task> work, CancellationToken cancel)
    {
        if (Console.IsErrorRedirected)
        {
            await work();
            return;
        }

        await Screen.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var working = work();
            await StartupScreen.FollowAsync(progress, readiness, working, cancel);
            await working;
        });
    }
}
