using Marquee.Features.Accounts.Identity;
using Marquee.Features.Accounts.Passwords;
using Marquee.Features.Accounts.Registering;
using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.SigningIn;
using Marquee.Features.Accounts.Tokens;

namespace Marquee.Features.Accounts;

/// <summary>Who gets in, with what, and for how long.</summary>
static class AccountsFeature
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentity();
        services.AddSingleton<LiveSessions>().AddSingleton<StartSession>().AddSingleton<EndSessions>().AddSingleton<TouchSession>();
        services.AddSingleton<SigningKeys>().AddSingleton<AccessTokens>().AddSingleton<RefreshTokens>().AddSingleton<PersonalTokens>();
        services.AddSingleton<RegistrationPolicy>().AddSingleton<PasswordPolicy>().AddSingleton<Attempts>();
        services.AddScoped<RegisterAccount>().AddScoped<VerifyEmail>().AddScoped<ResetPassword>();
        services.AddScoped<CheckCredentials>().AddScoped<SignInForTokens>().AddScoped<Me>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapAuthRest();
        app.MapWellKnown();
        app.MapSignInForms();
        Me.Map(app);
    }
}
