using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Tests.Accounts;

/// <summary>A mail server that takes letters and keeps them.</summary>
sealed class LetterBox : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LetterBox()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public ConcurrentQueue<string> Letters { get; } = new();

    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}?from=marquee@films.example");

    /// <summary>Waits for a letter to somebody that holds these words.</summary>
    public async Task<string> ReceiveAsync(string to, string words)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (Letters.FirstOrDefault(letter => letter.Contains($"To: {to}", StringComparison.Ordinal) && letter.Contains(words, StringComparison.Ordinal)) is { } found) return found;
            await Task.Delay(100);
        }

        throw new TimeoutException($"No letter to {to} with '{words}' came; there are {Letters.Count}.");
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException) { }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 letter box");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                var letter = new StringBuilder();
                while (await reader.ReadLineAsync() is { } text and not ".") letter.AppendLine(text);
                Letters.Enqueue(Readable(letter.ToString().ReplaceLineEndings("\n")));
                await writer.WriteLineAsync("250 kept");
            }
            else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase)) return;
            else await writer.WriteLineAsync("250 well");
        }
    }

    static string Readable(string letter)
    {
        var body = letter.IndexOf("\n\n", StringComparison.Ordinal);
        return letter[..body] + "\n\n" + Encoding.UTF8.GetString(Convert.FromBase64String(letter[body..].Replace("\n", "", StringComparison.Ordinal)));
    }

    public void Dispose() => _listener.Dispose();
}
