using Marquee.Features.Profiles.Avatars;
using Marquee.Features.Profiles.Family;
using Marquee.Features.Profiles.Leaving;
using Marquee.Features.Profiles.People;
using Marquee.Features.Profiles.Settings;
using Marquee.Platform.Jobs;
using Marquee.Ui.Layout;

namespace Marquee.Features.Profiles;

/// <summary>Who one is: the profiles of an account, what they say of themselves, and who may see it.</summary>
static class ProfilesFeature
{
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton<FindProfiles>().AddSingleton<MakeProfile>().AddSingleton<EditProfile>().AddSingleton<RemoveProfile>().AddScoped<SwitchProfile>();
        services.AddSingleton<Avatar>().AddScoped<Me>().AddSingleton<FindPerson>();
        services.AddSingleton<AskForExport>().AddSingleton<LeaveForGood>();
        services.AddSingleton<MakeExports>().AddHostedService(provider => provider.GetRequiredService<MakeExports>());
        services.AddScheduledJob<RemoveAccounts>();
        services.AddSettingsPage("/settings/profile", "Profile", 5).AddSettingsPage("/settings/privacy", "Privacy", 60).AddSettingsPage("/settings/data", "Your data", 70);
        services.AddWhoMenuLink("/profiles", "Switch profile", 5);
    }

    public static void MapProfiles(this IEndpointRouteBuilder app)
    {
        app.MapFamily();
        app.MapProfileSettings();
        app.MapAvatars();
        app.MapPeople();
        app.MapLeaving();
        Me.Map(app);
    }
}
