using Marquee.Features.Accounts.Sessions;
using Marquee.Features.Accounts.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Identity;

/// <summary>ASP.NET Core Identity over our own tables, and the one scheme that tells a browser from a program.</summary>
static class IdentitySetup
{
    /// <summary>Looks at the request and asks the right one: a header with a token, or else the browser's cookie.</summary>
    public const string EitherScheme = "marquee";

    public static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<SecretBox>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.AddIdentityCore<Account>(options =>
        {
            options.User.RequireUniqueEmail = false; // the table's unique index says so, once and without a race
            options.User.AllowedUserNameCharacters = "";
            options.Password.RequiredLength = 8;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredUniqueChars = 1;
        }).AddSignInManager().AddDefaultTokenProviders();
        // OWASP's recommendation of 2023 for PBKDF2 with SHA-512.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(3));

        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = http =>
                TokenScheme.IsBorne(http) ? TokenScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<SessionCookieOptions, SessionCookie>(IdentityConstants.ApplicationScheme, null)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            // Half-way through signing in: at a provider, or before the second factor.
            .AddCookie(IdentityConstants.ExternalScheme, options => HalfWay(options, "marquee_external"))
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options => HalfWay(options, "marquee_half_way"));
    }

    static void HalfWay(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        options.SlidingExpiration = false;
    }
}
