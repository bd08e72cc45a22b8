using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Providers.Tests.Fake;

namespace Marquee.Browser.Tests.Host;

/// <summary>The program without its sample, connected to a TMDB of our own over real HTTP: what is in its catalogue came from there. Its owner has looked at the jobs.</summary>
public sealed class FilledFromTmdb : IAsyncDisposable
{
    public const string Email = "owner@films.example", Password = "four words are enough";

    readonly RunningProgram _program;

    FilledFromTmdb(RunningProgram program, FakeTmdb tmdb, HttpClient owner) => (_program, Tmdb, Owner) = (program, tmdb, owner);

    public string Address => _program.Address;

    public FakeTmdb Tmdb { get; }

    /// <summary>Asks as the owner does.</summary>
    public HttpClient Owner { get; }

    /// <summary>With so many films there already; Fight Club and Breaking Bad wait at TMDB to be added.</summary>
    public static async Task<FilledFromTmdb> StartAsync(int films)
    {
        var tmdb = new FakeTmdb();
        for (var id = 1; id <= films; id++)
            tmdb.Film(id, $"Film number {id}", $"tt{id:0000000}", released: $"{1960 + id}-05-05");
        tmdb.Film(550, "Fight Club", "tt0137523", overview: "An insomniac office worker and a soap maker form an underground club.");
        tmdb.FirstAired = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        tmdb.Show(1396, "Breaking Bad", (1, ["Pilot", "Cat's in the Bag", "Crazy Handful of Nothin'"]), (2, ["Seven Thirty-Seven"]));
        var program = await RunningProgram.StartAsync(["--sample", "none"], new Dictionary<string, string> { ["MARQUEE_TMDB_KEY"] = "0123456789abcdef", ["MARQUEE_TMDB_ADDRESS"] = tmdb.Address.ToString() });
        await program.UntilReadyAsync();
        var owner = new HttpClient { BaseAddress = new Uri(program.Address) };
        var registered = await SendAsync(owner, "/api/v1/auth/register", new { email = Email, password = Password, display_name = "Olga" });
        owner.DefaultRequestHeaders.Authorization = new("Bearer", registered.GetProperty("data").GetProperty("access_token").GetString());
        for (var id = 1; id <= films; id++)
            await SendAsync(owner, "/api/v1/titles/from-tmdb", new { kind = "film", tmdb_id = id });
        return new FilledFromTmdb(program, tmdb, owner);
    }

    static async Task<JsonElement> SendAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await _program.DisposeAsync();
        await Tmdb.DisposeAsync();
    }
}
