using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Marquee.Data;
using Marquee.Tests.Host;

namespace Marquee.Tests.Imports;

/// <summary>
/// Whoever reads a file is killed several times in the middle, as by <c>kill -9</c>: the same program after its next start, or the other node,
/// goes on by itself, and the library is the one that an undisturbed import makes.
/// </summary>
public abstract class GoingOnAfterAKill(DatabaseKind kind, int nodes, ITestOutputHelper output) : IAsyncLifetime
{
    const int Rows = 20_000;
    const int Kills = 3;

    readonly List<Node> _nodes = [];
    string _folder = "";
    string _connection = "";
    Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        (_folder, _connection) = await (await PreparedSample.Of(kind)).CopyAsync();
        _database = await Database.ConnectAsync(_connection);
        for (var node = 0; node < nodes; node++)
            _nodes.Add(new Node(_folder, _connection));
        foreach (var node in _nodes)
            await node.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _nodes.ForEach(node => node.Kill());
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_doubles()
    {
        var file = Diary();
        var undisturbed = await BeginAsync(new HttpClient(new SocketsHttpHandler { CookieContainer = new() }), file);
        await UntilAsync(undisturbed.Batch, "ready", killing: null);
        await CommitAsync(undisturbed);
        await UntilAsync(undisturbed.Batch, "done", killing: null);

        var chance = new Random(8);
        var disturbed = await BeginAsync(new HttpClient(new SocketsHttpHandler { CookieContainer = new() }), file);
        var first = await UntilAsync(disturbed.Batch, "ready", chance);
        await CommitAsync(disturbed);
        var second = await UntilAsync(disturbed.Batch, "done", chance);

        output.WriteLine($"{kind}: killed {first} times while reading, {second} times while bringing in");
        Assert.True(second > 0, "It was through before anybody could be killed.");
        var there = await LibraryAsync(undisturbed.Batch);
        Assert.True(there.Count > Rows / 2);
        Assert.Equal(there, await LibraryAsync(disturbed.Batch));
    }

    async Task<(HttpClient Visitor, long Batch)> BeginAsync(HttpClient visitor, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "diary.csv" } };
        using var answer = await visitor.PostAsync($"{Alive.Address}/api/v1/imports?wait=0", form);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (visitor, long.Parse(json.GetProperty("data").GetProperty("import").GetProperty("id").GetString()!, CultureInfo.InvariantCulture));
    }

    async Task CommitAsync((HttpClient Visitor, long Batch) import)
    {
        using var answer = await import.Visitor.PostAsync($"{Alive.Address}/api/v1/imports/{import.Batch}/commit?wait=0", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    Node Alive => _nodes.First(node => node.IsAlive);

    // Whoever holds the import is killed a moment after some of it is through, and started again.
    async Task<int> UntilAsync(long batch, string wanted, Random? killing)
    {
        var clock = Stopwatch.StartNew();
        var (kills, place) = (0, -1L);
        while (true)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(10), $"It did not come to {wanted}.");
            await using var connection = await _database.OpenAsync();
            var now = await connection.QueryFirstAsync<Standing>("select coalesce(phase, status) as status, worker, place, message from import_batches where id = @batch", new { batch });
            Assert.True(now.Status != "failed", now.Message);
            if (now.Status == wanted)
                return kills;
            if (killing is not null && kills < Kills && now.Worker is not null && now.Place > place
                && _nodes.Find(node => now.Worker.Contains($"/{node.Process}/", StringComparison.Ordinal)) is { IsAlive: true } holder)
            {
                await Task.Delay(killing.Next(400));
                holder.Kill();
                (kills, place) = (kills + 1, now.Place);
                await holder.StartAsync();
            }

            await Task.Delay(20);
        }
    }

    async Task<List<string>> LibraryAsync(long batch)
    {
        await using var connection = await _database.OpenAsync();
        return [.. (await connection.QueryAsync<string>(
            """
            select 'rating ' || title || ' ' || coalesce(t.year, 0) || ' ' || value || ' ' || rated_at from ratings r join titles t on t.id = r.title_id where r.profile_id = @profile
            union all select 'play ' || title || ' ' || coalesce(t.year, 0) || ' ' || precision || ' ' || coalesce(watched_at, 0) || ' ' || ordinal || ' ' || coalesce(source_event_id, '')
                from plays p join titles t on t.id = p.title_id where p.profile_id = @profile
            union all select 'tag ' || name || ' ' || title from title_tags g join titles t on t.id = g.title_id where g.profile_id = @profile
            union all select 'sum ' || title || ' ' || plays || ' ' || coalesce(t.year, 0) from tracked_titles s join titles t on t.id = s.title_id where s.profile_id = @profile
            union all select 'own ' || title from titles where made_by = @profile
            union all select 'row ' || place || ' ' || outcome from import_rows where batch_id = @batch
            union all select 'counts ' || rows_read || ' ' || matched || ' ' || unsure || ' ' || unmatched || ' ' || refused || ' ' || fresh || ' ' || plays || ' ' || ratings from import_batches where id = @batch
            """, new { batch, profile = await connection.ExecuteScalarAsync<long>("select profile_id from import_batches where id = @batch", new { batch }) })).Order(StringComparer.Ordinal)];
    }

    // Films of the sample by the names they have there, many several times, and some that nobody knows.
    static byte[] Diary()
    {
        var films = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samples", "movielens-small", "movies.csv")).Skip(1)
            .Select(line => line.Split(',')).Where(cells => cells.Length == 3 && cells[1].EndsWith(')') && cells[1].Contains(" (", StringComparison.Ordinal))
            .Select(cells => (Name: cells[1][..cells[1].LastIndexOf(" (", StringComparison.Ordinal)], Year: cells[1][^5..^1])).Where(film => film.Year.All(char.IsAsciiDigit)).Take(4_000).ToList();
        var text = new StringBuilder(ExportFiles.Diary);
        var day = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var row = 0; row < Rows; row++)
        {
            var (name, year) = row % 50 == 0 ? ($"Unknown film number {row % 700}", "1999") : films[row * 7 % films.Count];
            text.Append(CultureInfo.InvariantCulture, $"2024-01-05,{name},{year},https://boxd.it/{row:x},{(row % 10 + 1) / 2.0:0.0},,{(row % 9 == 0 ? "night" : "")},{day.AddDays(row / 3):yyyy-MM-dd}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    sealed record Standing(string Status, string? Worker, long Place, string? Message);

    sealed class Node(string folder, string connection)
    {
        static readonly HttpClient Http = new();

        readonly int _port = FreePort();
        Process? _process;

        public string Address => $"http://127.0.0.1:{_port}";

        public int Process => _process!.Id;

        public bool IsAlive => _process is { HasExited: false };

        public async Task StartAsync()
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marquee.dll"), "serve", "--urls", Address, "--data", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["MARQUEE_DATABASE"] = connection;
            _process = System.Diagnostics.Process.Start(start)!;
            _process.OutputDataReceived += (_, _) => { };
            _process.ErrorDataReceived += (_, _) => { };
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < TimeSpan.FromMinutes(1) && !_process.HasExited)
            {
                try
                {
                    using var answer = await Http.GetAsync(new Uri($"{Address}/health/live"));
                    if (answer.IsSuccessStatusCode)
                        return;
                }
                catch (HttpRequestException)
                {
                    // Not yet.
                }

                await Task.Delay(50);
            }

            throw new InvalidOperationException("The program does not start.");
        }

        public void Kill()
        {
            if (IsAlive)
                _process!.Kill();
            _process?.WaitForExit();
        }

        static int FreePort()
        {
            using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    public sealed class On_Sqlite(ITestOutputHelper output) : GoingOnAfterAKill(DatabaseKind.Sqlite, 1, output);

    public sealed class On_PostgreSql(ITestOutputHelper output) : GoingOnAfterAKill(DatabaseKind.PostgreSql, 2, output);
}
