using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Marquee.Browser.Tests.Host.Cinema))]

namespace Marquee.Browser.Tests.Host;

/// <summary>What all browser tests share: the program with its sample learnt, and a Chromium. Every visitor is somebody new.</summary>
public sealed class Cinema : IAsyncLifetime
{
    static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public const string OwnersEmail = "owner@films.example", OwnersPassword = "four words are enough";

    RunningProgram? _program;
    IPlaywright? _playwright;
    IBrowser? _browser;

    public string Address => _program!.Address;

    static string Chromium => Environment.GetEnvironmentVariable("MARQUEE_CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Why nothing can be tested here, in one sentence; null when everything can.</summary>
    static string? Missing =>
        !File.Exists(Chromium) ? "Chromium is missing: install chromium, or name it in MARQUEE_CHROMIUM."
        : !File.Exists(Visitor.AxeFile) ? "axe-core is missing: run npm ci in tests/Browser.Tests."
        : null;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        _program = await RunningProgram.StartAsync();
        await _program.UntilReadyAsync();
        // Before anybody else: the first account is the owner's.
        await _program.RegisterAsync(OwnersEmail, OwnersPassword);
        _playwright = await Playwright.CreateAsync();
        // A sign-in costs a hash, and a busy machine is slow: what is not there after this long will not come.
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await LaunchAsync(_playwright);
    }

    /// <summary>A new visitor, without cookies.</summary>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="script">Whether their browser runs scripts.</param>
    /// <param name="theme">The display settings they chose: <c>dark.normal</c>, <c>light.normal</c>, <c>dark.more</c> …</param>
    /// <param name="address">Of another program than the shared one.</param>
    public async Task<Visitor> VisitAsync(int width = 1440, bool script = true, string theme = "dark.normal", string? address = null)
    {
        SkipWhereImpossible();
        var at = address ?? Address;
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = at,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = width < 600,
        });
        await context.AddCookiesAsync([new Cookie { Name = "marquee-display", Value = theme, Url = at }]);
        context.SetDefaultTimeout(30_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>Says that a machine cannot run these tests, and why, rather than failing them.</summary>
    public static void SkipWhereImpossible()
    {
        if (Missing is { } missing) Assert.Skip(missing);
    }

    static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium,
        Args = Arguments,
        Env = new Dictionary<string, string>(
            Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!)))
        {
            ["FONTCONFIG_FILE"] = Path.Combine(RunningProgram.Checkout, "tests", "Browser.Tests", "Host", "fonts.conf"),
        },
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_program is not null) await _program.DisposeAsync();
    }
}
