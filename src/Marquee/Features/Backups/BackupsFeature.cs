using Marquee.Platform.Access;
using Marquee.Ui.Layout;

namespace Marquee.Features.Backups;

/// <summary>Backups: made, tried, kept by rule, taken away; restored from the command line.</summary>
static class BackupsFeature
{
    public static void AddBackups(this IServiceCollection services)
    {
        services.AddSingleton<BackupShelf>();
        services.AddSingleton<BackupPlan>();
        services.AddSingleton<WriteArchive>();
        services.AddSingleton<ProveBackup>();
        services.AddSingleton<MakeBackup>();
        services.AddSingleton(provider => new BackupJob(provider.GetRequiredService<MakeBackup>()));
        services.AddSingleton<BackupClock>();
        services.AddSingleton<AskForBackup>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupClock>());
        services.AddSettingsPage(BackupDoors.Page, "Backups", 185, Audience.Owners);
    }

    public static void MapBackups(this IEndpointRouteBuilder app)
    {
        app.MapBackupForms();
        app.MapBackupRest();
    }
}
