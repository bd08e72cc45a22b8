namespace Marquee.Platform;

/// <summary>Another place whose accounts may sign in here, as the operator set it up.</summary>
/// <param name="Name">In addresses and tables: <c>google</c>, <c>apple</c>, <c>facebook</c>, <c>oidc-work</c>.</param>
/// <param name="Words">On the button.</param>
/// <param name="Issuer">Of OpenID Connect, found by discovery; for Facebook, which has none for websites, where its pages are.</param>
/// <param name="ClientSecret">Null for Apple, whose secret is signed each time with <paramref name="SigningKey"/>.</param>
/// <param name="SigningKey">PKCS#8 in PEM, P-256.</param>
public sealed record SignInProvider(
    string Name, string Words, Uri Issuer, string ClientId, string? ClientSecret, string? SigningKey = null, string? KeyId = null, string? TeamId = null)
{
    public bool IsFacebook => Name == "facebook";

    /// <summary>
    /// Those of the environment: <c>MARQUEE_GOOGLE_CLIENT_ID</c> and <c>_CLIENT_SECRET</c>, the same for <c>FACEBOOK</c>; <c>MARQUEE_APPLE_CLIENT_ID</c>, <c>_TEAM_ID</c>, <c>_KEY_ID</c>
    /// and <c>_KEY_FILE</c>; for any other <c>MARQUEE_OIDC_ISSUER</c>, <c>_CLIENT_ID</c>, <c>_CLIENT_SECRET</c> and <c>_NAME</c>.
    /// </summary>
    public static IReadOnlyList<SignInProvider> FromEnvironment()
    {
        var found = new List<SignInProvider>();
        if (Value("GOOGLE_CLIENT_ID") is { } google) found.Add(new("google", "Google", new Uri("https://accounts.google.com"), google, Needed("GOOGLE_CLIENT_SECRET")));
        if (Value("FACEBOOK_CLIENT_ID") is { } facebook) found.Add(new("facebook", "Facebook", new Uri("https://graph.facebook.com"), facebook, Needed("FACEBOOK_CLIENT_SECRET")));
        if (Value("APPLE_CLIENT_ID") is { } apple)
            found.Add(new("apple", "Apple", new Uri("https://appleid.apple.com"), apple, null, Key(Needed("APPLE_KEY_FILE")), Needed("APPLE_KEY_ID"), Needed("APPLE_TEAM_ID")));
        if (Value("OIDC_ISSUER") is { } issuer)
            found.Add(new("oidc", Value("OIDC_NAME") ?? "Single sign-on", Address(issuer), Needed("OIDC_CLIENT_ID"), Needed("OIDC_CLIENT_SECRET")));
        return found;
    }

    static string? Value(string name) => Environment.GetEnvironmentVariable("MARQUEE_" + name) is { Length: > 0 } value ? value : null;

    static string Needed(string name) => Value(name) ?? throw new StartupException($"Signing in through another provider is half set up: MARQUEE_{name} is missing.");

    static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "https" || address.IsLoopback)
        ? address
        : throw new StartupException("MARQUEE_OIDC_ISSUER takes an address that begins with https://.");

    static string Key(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file {file}, named in MARQUEE_APPLE_KEY_FILE, cannot be read.");
        }
    }
}
