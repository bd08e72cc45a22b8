using Marquee.Features.Accounts.Admin;
using Marquee.Features.Accounts.AuditLog;
using Marquee.Features.Accounts.External;
using Marquee.Features.Accounts.Factors;
using Marquee.Features.Accounts.Identity;
using Marquee.Features.Accounts.Outbox;
using Marquee.Features.Accounts.Passkeys;
using Marquee.Features.Accounts.Passwords;
using Marquee.Features.Accounts.Registering;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.Settings;
using Marquee.Features.Accounts.SigningIn;
using Marquee.Features.Accounts.Tokens;
using Marquee.Platform.Access;
using Marquee.Ui.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Marquee.Features.Accounts;

/// <summary>Who gets in, with what, and for how long.</summary>
static class AccountsFeature
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentity();
        services.AddSingleton<LiveSessions>().AddSingleton<StartSession>().AddSingleton<EndSessions>().AddSingleton<TouchSession>();
        services.AddHostedService<SweepAccounts>();
        services.AddSingleton<SigningKeys>().AddSingleton<AccessTokens>().AddSingleton<RefreshTokens>().AddSingleton<PersonalTokens>();
        services.AddSingleton<RegistrationPolicy>().AddSingleton<PasswordPolicy>().AddSingleton<Attempts>();
        services.AddScoped<RegisterAccount>().AddScoped<VerifyEmail>().AddScoped<ResetPassword>();
        services.AddScoped<CheckCredentials>().AddScoped<SignInForTokens>().AddScoped<ProveIdentity>().AddScoped<ProveAnotherWay>();
        services.AddScoped<ChangePassword>().AddScoped<ChangeEmail>().AddScoped<MakePersonalToken>();
        services.AddSingleton<ListSessions>().AddSingleton<ReadAudit>().AddSingleton<ReadOutbox>();
        services.AddSingleton<FindAccounts>().AddSingleton<ChangeAccount>().AddSingleton<MakeInvitation>();
        services.AddWhoMenuLink(AdminForms.Users, "This server", 20, Audience.Admins);
        services.AddSettingsPage(AdminForms.Users, "Users", 160, Audience.Admins).AddSettingsPage(AdminForms.Invitations, "Invitations", 170, Audience.Admins);
        services.AddWhoMenuLink("/settings/account", "Settings", 10, Audience.Grownups);
        services.AddSettingsPage("/settings/account", "Account", 10).AddSettingsPage("/settings/sessions", "Sessions and devices", 30)
            .AddSettingsPage("/settings/tokens", "Access tokens", 40).AddSettingsPage("/settings/activity", "What happened", 90)
            .AddSettingsPage("/admin/audit", "Audit log", 180, Audience.Owners).AddSettingsPage("/admin/outbox", "Outbox", 190, Audience.Owners);
        services.AddScoped<SecondFactor>().AddScoped<WaysIn>().AddScoped<PasskeyCeremony>();
        services.TryAddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyChoices>();
        services.AddSingleton(provider => new ProviderClient(
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1 << 20 },
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RoundTrip>().AddScoped<ExternalSignIn>();
        services.AddSettingsPage(ExternalDoors.Page, "Connected accounts", 50);
        services.AddSettingsPage(FactorForms.SecurityPath, "Security", 20);
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapAuthRest();
        app.MapWellKnown();
        app.MapSignInForms();
        ProveIdentity.Map(app);
        ProveAnotherWay.Map(app);
        app.MapFactorForms();
        app.MapPasskeyForms();
        app.MapExternal();
        app.MapAccountSettings();
        app.MapSessions();
        app.MapPersonalTokens();
        app.MapAudit();
        app.MapAdminRest();
        app.MapAdminForms();
        ReadOutbox.Map(app);
    }
}
