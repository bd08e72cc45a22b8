using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Data;
using Marquee.Features.Accounts;
using Marquee.Features.Backups;
using Marquee.Features.Calendar;
using Marquee.Features.Catalogue;
using Marquee.Features.Diary;
using Marquee.Features.Discovery;
using Marquee.Features.Exports;
using Marquee.Features.Imports;
using Marquee.Features.Jobs;
using Marquee.Features.Library;
using Marquee.Features.Lists;
using Marquee.Features.Profiles;
using Marquee.Features.Ratings;
using Marquee.Features.Recommendations;
using Marquee.Features.Reviews;
using Marquee.Features.Search;
using Marquee.Features.Tracking;
using Marquee.Platform;
using Marquee.Platform.Access;
using Marquee.Platform.Api;
using Marquee.Platform.Doctor;
using Marquee.Platform.Errors;
using Marquee.Platform.Jobs;
using Marquee.Platform.Mail;
using Marquee.Platform.Outside;
using Marquee.Platform.Pictures;
using Marquee.Ui;
using Marquee.Ui.Errors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Marquee;

/// <summary>The program's table of contents: what it is made of, and what it answers.</summary>
public static class MarqueeApp
{
    /// <summary>Puts the program together over a database that answers and is up to date; nothing listens yet.</summary>
    /// <exception cref="StartupException">The data folder cannot be written.</exception>
    /// <exception cref="DatabaseUnavailable">The database cannot be used.</exception>
    public static async Task<WebApplication> CreateAsync(MarqueeSettings settings, CancellationToken cancel = default)
    {
        MakeFolder(settings.DataFolder);
        var database = await Database.ConnectAsync(settings.Database, cancel);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(MarqueeApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseStaticWebAssets();
        // A program run from its build is in service too: styles as they were compressed and fingerprinted, kept by browsers for good.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
        builder.WebHost.UseUrls(settings.Urls);
        AddPlatform(builder, settings);
        // By a factory, so that the container closes it with the program.
        builder.Services.AddSingleton(_ => database);
        AddFeatures(builder.Services);

        var app = builder.Build();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancel);
        UsePlatform(app);
        app.MapHealth();
        app.MapApiDescription();
        MapFeatures(app);
        return app;
    }

    static void AddFeatures(IServiceCollection services)
    {
        services.AddUi();
        services.AddAccounts();
        services.AddProfiles();
        services.AddPosterSubjects();
        services.AddCatalogue();
        services.AddRecommendations();
        services.AddSearch();
        services.AddDiscovery();
        services.AddCalendar();
        services.AddTracking();
        services.AddLists();
        services.AddLibrary();
        services.AddReviews();
        services.AddDiary();
        services.AddRatings();
        services.AddImports();
        services.AddExports();
        services.AddJobPages();
        services.AddBackups();
    }

    static void MapFeatures(WebApplication app)
    {
        app.MapUi();
        app.MapAccounts();
        app.MapProfiles();
        app.MapCatalogue();
        app.MapRecommendations();
        app.MapSearch();
        app.MapDiscovery();
        app.MapCalendar();
        app.MapTracking();
        app.MapLists();
        app.MapLibrary();
        app.MapReviews();
        app.MapDiary();
        app.MapRatings();
        app.MapImports();
        app.MapExports();
        app.MapJobs();
        app.MapBackups();
    }

    /// <summary>Starts listening; what the operator can mend comes as one sentence.</summary>
    public static async Task StartAsync(WebApplication app, MarqueeSettings settings, CancellationToken cancel = default)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartupException($"Another program is listening on {settings.Urls} already: stop it, or choose another address with --urls http://127.0.0.1:8081.");
        }
        catch (Exception e) when (e is FormatException or System.Net.Sockets.SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
        {
            throw new StartupException($"Cannot listen on '{settings.Urls}': {e.Message} Choose an address such as --urls http://127.0.0.1:8080.");
        }
    }

    static void AddPlatform(WebApplicationBuilder builder, MarqueeSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(settings.Clock);
        services.AddSingleton<Readiness>();
        services.AddHostedService<Preparation>();
        services.AddSchedules();
        services.AddSingleton<Migrator>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<DailyCalls>();
        services.AddSingleton<OutsideServices>();
        services.AddPictureStore();
        services.AddSingleton<IExamination, MachineExamination>();
        services.AddSingleton<IExamination, DatabaseExamination>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentProfile>();
        services.AddJournal();
        services.AddSingleton<Instance>();
        services.AddSingleton<SpentOnce>();
        services.AddSingleton<Post>();
        services.AddHostedService<Carrier>();
        services.AddCredentialLimits();
        services.AddHealth();
        services.AddApiDescription();
        services.AddAntiforgery(options => options.Cookie.Name = "marquee_form");
        services.AddDataProtection().SetApplicationName("Marquee").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingPlace>();
        // A proxy on this machine may say who called it, and whether by TLS. Not by which name: links come from the settings.
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddProblemDetails();
        services.AddExceptionHandler<ErrorAnswers>();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.ConfigureHttpJsonOptions(options => ConfigureJson(options.SerializerOptions));
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // "Not ready yet" is an answer to whoever asks, not an error.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        // It warns that cookie keys lie unencrypted in the data folder, which is where everything else lies too.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // The terminal belongs to the progress bars and the one line with the address: logs go to standard error, and to somebody who watches it only what they should act on.
        builder.Logging.SetMinimumLevel(Console.IsErrorRedirected ? LogLevel.Information : LogLevel.Warning);
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    static void UsePlatform(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseResponseCompression();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { AllowStatusCode404Response = true, CreateScopeForErrors = true, ExceptionHandler = ErrorPages.ShowAsync });
        app.UseStatusCodePages(context => ErrorAnswers.IsForProgram(context.HttpContext) ? ErrorAnswers.AnswerStatusAsync(context) : ErrorPages.ShowAsync(context.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAccess();
        app.UseRateLimiter();
        app.UseTitleGate();
        app.UseAntiforgery();
        app.UseFormTokens();
        app.UseRequestKeys();
    }

    /// <summary>JSON as clients see it: snake_case, nulls left out, enums as words.</summary>
    public static void ConfigureJson(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.DictionaryKeyPolicy = null;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
    }

    static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".writable");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {folder} cannot be written: give this user the right to write there, or choose another with --data DIR.");
        }
    }
}
