using System.Xml.Linq;
using Marquee.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Marquee.Platform;

/// <summary>
/// Keys of data protection in the database, so that a form opened on one node can be sent to another. A laptop's server, alone with its
/// file, keeps them in its data folder instead, apart from what they protect.
/// </summary>
sealed class KeyRing(Database database, TimeProvider clock) : IXmlRepository
{
    // The framework's interface is synchronous; it is called a few times in a process's life.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => database.WriteAsync(connection => connection.ExecuteAsync(
        "insert into data_protection_keys (name, xml, created_at) values (@name, @xml, @now) on conflict (name) do nothing",
        new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting), now = clock.GetUtcNow() }, CancellationToken.None)).GetAwaiter().GetResult();

    async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var connection = await database.OpenAsync();
        return [.. (await connection.QueryAsync<string>("select xml from data_protection_keys order by created_at", null, CancellationToken.None)).Select(xml => XElement.Parse(xml))];
    }
}

/// <summary>Chooses where the keys lie.</summary>
sealed class KeyRingPlace(Database database, TimeProvider clock) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        if (!database.Dialect.IsSqlite)
            options.XmlRepository = new KeyRing(database, clock);
    }
}
