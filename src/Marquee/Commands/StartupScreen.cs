using Marquee.Platform;
using Spectre.Console;

namespace Marquee.Commands;

/// <summary>What a terminal shows while the program gets ready: a bar for each step, then one line with the address.</summary>
static class StartupScreen
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    public static async Task ShowAsync(WebApplication app, MarqueeSettings settings, CancellationToken cancel)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        if (!Console.IsOutputRedirected && !readiness.IsReady)
            await AnsiConsole.Progress().AutoClear(true).StartAsync(progress => FollowAsync(progress, readiness, readiness.WhenReady, cancel));

        await readiness.WhenReady.WaitAsync(cancel);
        Console.WriteLine($"Marquee is ready: {string.Join(" ", app.Urls)} (data in {settings.DataFolder})");
    }

    /// <summary>Draws a bar for each step until <paramref name="work"/> ends.</summary>
    public static async Task FollowAsync(ProgressContext progress, Readiness readiness, Task work, CancellationToken cancel)
    {
        var bars = new Dictionary<string, ProgressTask>();
        while (!work.IsCompleted)
        {
            foreach (var step in readiness.Steps)
            {
                if (!bars.TryGetValue(step.Name, out var bar))
                    bars[step.Name] = bar = progress.AddTask(Markup.Escape(step.Name), maxValue: 1);
                bar.Value = step.Share;
            }

            await Task.WhenAny(work, Task.Delay(Beat, cancel));
        }
    }
}
