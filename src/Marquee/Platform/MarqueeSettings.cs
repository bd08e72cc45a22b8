namespace Marquee.Platform;

/// <summary>What the operator decides: by flag, else by environment, else the default that works on a laptop.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
/// <param name="DataFolder">Database, models and uploads; a full path.</param>
/// <param name="Database">A connection string.</param>
/// <param name="WithSample">Whether the built-in catalogue and population are loaded at first start.</param>
public sealed record MarqueeSettings(string Urls, string DataFolder, string Database, bool WithSample)
{
    /// <summary>The address people reach this server by, such as <c>https://films.example.org</c>: in e-mails, and the issuer of tokens. Null: where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Who carries e-mail: <c>smtp://user:password@host:587?from=marquee@example.org</c>, <c>smtps</c> to insist on STARTTLS. Null: they stay in the outbox.</summary>
    public Uri? Smtp { get; init; }

    /// <summary>The key or token for TMDB; null: the catalogue lives without it.</summary>
    public string? TmdbKey { get; init; } = Secret("MARQUEE_TMDB_KEY");

    /// <summary>Where TMDB is; another address for a mirror, or for tests.</summary>
    public string? TmdbAddress { get; init; } = Choose(null, "MARQUEE_TMDB_ADDRESS");

    /// <summary>Where TMDB's pictures are; another address for a mirror, or for tests.</summary>
    public string TmdbImages { get; init; } = Choose(null, "MARQUEE_TMDB_IMAGES") ?? "https://image.tmdb.org/t/p";

    /// <summary>Where artwork is kept: a folder, or <c>s3://key:secret@host/bucket?region=…</c>. Null: a folder beside the data.</summary>
    public string? Artwork { get; init; } = Secret("MARQUEE_ARTWORK");

    /// <summary>The key for OMDb; null: no ratings of IMDb, Metacritic and Rotten Tomatoes.</summary>
    public string? OmdbKey { get; init; } = Secret("MARQUEE_OMDB_KEY");

    public string? OmdbAddress { get; init; } = Choose(null, "MARQUEE_OMDB_ADDRESS");

    /// <summary>The country whose certificates and services are meant when nobody says another: ISO 3166-1.</summary>
    public string Region { get; init; } = Choose(null, "MARQUEE_REGION")?.ToUpperInvariant() ?? "US";

    /// <summary>The most calls to TMDB on a day.</summary>
    public int TmdbCallsADay { get; init; } = int.TryParse(Choose(null, "MARQUEE_TMDB_CALLS_A_DAY"), out var calls) ? calls : 20_000;

    /// <summary>The most calls to OMDb on a day: a free key has 1,000.</summary>
    public int OmdbCallsADay { get; init; } = int.TryParse(Choose(null, "MARQUEE_OMDB_CALLS_A_DAY"), out var omdbCalls) ? omdbCalls : 1000;

    /// <summary>Whether this node asks outside services behind the pages; another may serve pages only.</summary>
    public bool WorksBehind { get; init; } = Choose(null, "MARQUEE_WORKS_BEHIND") is not "off";

    /// <summary>What time it is; tests move it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Other places whose accounts may sign in here.</summary>
    public IReadOnlyList<SignInProvider> SignInProviders { get; init; } = [];

    /// <summary>Where backups lie: best on another disk than the data.</summary>
    public string BackupsFolder { get; init; } = Choose(null, "MARQUEE_BACKUPS") is { } backups ? Path.GetFullPath(backups) : Path.Combine(DataFolder, "backups");

    public string ModelsFolder => Path.Combine(DataFolder, "models");

    /// <summary>The built-in catalogue and population, which the build copies beside the program.</summary>
    public static string SamplesFolder => Path.Combine(AppContext.BaseDirectory, "samples");

    public static MarqueeSettings From(string? urls = null, string? data = null, string? database = null, string? sample = null)
    {
        var folder = Path.GetFullPath(Choose(data, "MARQUEE_DATA") ?? "data");
        return new MarqueeSettings(
            Choose(urls, "MARQUEE_URLS") ?? "http://127.0.0.1:8080",
            folder,
            Choose(database, "MARQUEE_DATABASE") ?? $"Data Source={Path.Combine(folder, "marquee.db")}",
            WithSample: Choose(sample, "MARQUEE_SAMPLE") switch
            {
                null or "" or "built-in" => true,
                "none" => false,
                var other => throw new StartupException($"--sample takes 'none' or 'built-in', not '{other}'."),
            })
        {
            PublicUrl = Address("MARQUEE_PUBLIC_URL", "http", "https"),
            Smtp = Address("MARQUEE_SMTP", "smtp", "smtps"),
            SignInProviders = SignInProvider.FromEnvironment(),
        };
    }

    static Uri? Address(string variable, params string[] schemes)
    {
        if (Choose(null, variable) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)
            ? address
            : throw new StartupException($"{variable} takes an address that begins with {string.Join(" or ", schemes.Select(s => s + "://"))}.");
    }

    /// <summary>A secret from the environment, or from the file that <c>…_FILE</c> names.</summary>
    static string? Secret(string variable) =>
        Choose(null, variable) ?? (Choose(null, variable + "_FILE") is { } file && File.Exists(file) ? File.ReadAllText(file).Trim() : null);

    static string? Choose(string? flag, string variable) =>
        flag ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null);
}

/// <summary>The program cannot start as it is set up; the message is one sentence that says what to do.</summary>
public sealed class StartupException(string message) : Exception(message);
