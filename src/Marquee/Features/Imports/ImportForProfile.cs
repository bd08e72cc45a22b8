using Marquee.Data;
using Marquee.Features.Imports.Keeping;
using Marquee.Importers;
using Marquee.Platform.Errors;

namespace Marquee.Features.Imports;

/// <summary>What came of an import that the command line asked for.</summary>
/// <param name="IsNewProfile">Whether nobody bore the name before.</param>
sealed record ImportedHistory(string Source, string SourceName, string Profile, bool IsNewProfile, ImportCount Count, string Words);

/// <summary>Brings a file into the profile of a name, making one where there is none; or tries it and keeps nothing.</summary>
sealed class ImportForProfile(Database database, BringHistoryIn bring, ImportFile import, TimeProvider clock)
{
    const int LongestName = 50;

    /// <exception cref="Invalid">The name fits several profiles or none could bear it, or the file is no export.</exception>
    public async Task<ImportedHistory> HandleAsync(
        Stream bytes, string fileName, string name, FilmListKind readAs, ImportChoices choices, bool isTrial, Action<IReadOnlyList<PlacedRow>> seen, CancellationToken cancel)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw new Invalid("profile_invalid", $"A profile has a name of 1 to {LongestName} characters.", "profile");
        using var export = ImportFile.Open(bytes, fileName, readAs);
        var hash = await ImportFile.HashAsync(bytes, cancel);
        if (isTrial)
            return await TryAsync(export, fileName, hash, name, choices, seen, cancel);

        var (bringing, isNew) = await database.WriteAsync(connection => BeginAsync(connection, export, fileName, hash, name, choices, cancel), cancel);
        var count = await import.RunAsync(bringing, export, seen);
        return new ImportedHistory(export.SourceKey, export.SourceName, name, isNew, count, string.Join(' ', [.. count.Sentences(), .. export.Remarks]));
    }

    async Task<ImportedHistory> TryAsync(
        HistoryExport export, string fileName, string hash, string name, ImportChoices choices, Action<IReadOnlyList<PlacedRow>> seen, CancellationToken cancel)
    {
        var count = new ImportCount();
        var isNew = false;
        try
        {
            await database.WriteAsync(async connection =>
            {
                (var bringing, isNew) = await BeginAsync(connection, export, fileName, hash, name, choices, cancel);
                await bring.TryAsync(connection, bringing, export, count, seen, cancel);
                throw new GivenUp();
            }, cancel);
        }
        catch (GivenUp)
        {
            // Everything was done as it would be, and nothing of it stays.
        }

        return new ImportedHistory(export.SourceKey, export.SourceName, name, isNew, count, string.Join(' ', [.. count.Sentences(), .. export.Remarks]));
    }

    async Task<(Bringing Bringing, bool IsNew)> BeginAsync(
        System.Data.Common.DbConnection connection, HistoryExport export, string fileName, string hash, string name, ImportChoices choices, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var known = await ProfileNames.FindAsync(connection, name, cancel);
        var profile = known ?? await ProfileNames.MakeAsync(connection, name, now, cancel);
        var batch = await connection.StartAsync(profile, export.SourceKey, fileName, hash, choices, now, cancel);
        return (new Bringing(profile, batch, export.SourceKey, choices), known is null);
    }

    sealed class GivenUp : Exception;
}

/// <summary>Profiles by the name that stands on them, for the command line.</summary>
static class ProfileNames
{
    /// <summary>The profile of a name; null when there is none. Case counts only where two differ in nothing else.</summary>
    /// <exception cref="Invalid">Several bear it.</exception>
    public static async Task<ProfileId?> FindAsync(System.Data.Common.DbConnection connection, string name, CancellationToken cancel)
    {
        var named = await connection.QueryAsync<Named>("select id, display_name from profiles where kind <> 'guest' and lower(display_name) = lower(@name) order by id", new { name }, cancel);
        var exact = named.Where(n => n.DisplayName == name).ToList();
        var found = exact.Count > 0 ? exact : named;
        return found.Count > 1
            ? throw new Invalid("profile_ambiguous", $"{found.Count} profiles are called '{name}'. Give the one you mean a name of its own under Settings, Profile.", "profile")
            : found.Count == 1 ? found[0].Id : null;
    }

    /// <summary>A profile of this name: in the account, where the instance has one, else on its own.</summary>
    public static async Task<ProfileId> MakeAsync(System.Data.Common.DbConnection connection, string name, DateTimeOffset now, CancellationToken cancel) =>
        await connection.ScalarAsync<ProfileId>(
            """
            insert into profiles (account_id, kind, display_name, created_at, last_seen_at)
            values ((select min(id) from accounts having count(*) = 1), 'personal', @name, @now, @now) returning id
            """, new { name, now }, cancel);

    sealed record Named(ProfileId Id, string DisplayName);
}
