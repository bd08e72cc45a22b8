using Marquee.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Marquee.Platform;

/// <summary>
/// What this server is called by others. Never taken from the request: whoever writes its Host header would choose where the link in an e-mail leads.
/// </summary>
public sealed class Instance(MarqueeSettings settings, IServer server, Database database, TimeProvider clock)
{
    string? _issuer;

    /// <summary>The address people reach it by, without a slash at the end.</summary>
    public string Address => settings.PublicUrl is { } configured ? configured.ToString().TrimEnd('/') : Listening();

    /// <summary>Whether cookies may insist on TLS.</summary>
    public bool IsSecure => settings.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// The issuer of tokens, the same on every node. Where no public address is set, nodes take that of the first of them; a laptop's
    /// server, alone with its file, takes the address of today.
    /// </summary>
    public async ValueTask<string> IssuerAsync(CancellationToken cancel)
    {
        if (_issuer is not null) return _issuer;
        if (settings.PublicUrl is not null || database.Dialect.IsSqlite) return _issuer = Address;
        return _issuer = await database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                "insert into settings (name, value, updated_at) values ('issuer', @address, @now) on conflict (name) do nothing",
                new { address = Address, now = clock.GetUtcNow() }, cancel);
            return await connection.ScalarAsync<string>("select value from settings where name = 'issuer'", null, cancel);
        }, cancel) ?? Address;
    }

    // "http://*:8080" listens everywhere; to its own machine that is localhost.
    string Listening()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? settings.Urls.Split(';')[0];
        return first.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal).TrimEnd('/');
    }
}
