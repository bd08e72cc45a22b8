using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Providers.Tests.Fake;

/// <summary>What a client asked.</summary>
public sealed record FakeRequest(string Path, IReadOnlyDictionary<string, string> Headers);

/// <summary>What the server says, and how badly it behaves while doing so.</summary>
public sealed record FakeReply(int Status, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it thinks first.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>After so many bytes of the body the line is cut; null: never.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The length it claims; null: the true one.</summary>
    public int? ClaimedLength { get; init; }
}

/// <summary>A server over real HTTP that does as it is told, however wrong that is. Every connection takes one request.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _serving;
    readonly Func<FakeRequest, FakeReply> _answer;

    public FakeServer(Func<FakeRequest, FakeReply> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Everything that was asked, in order.</summary>
    public ConcurrentQueue<FakeRequest> Asked { get; } = new();

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                if (await reader.ReadLineAsync(_stop.Token) is not { } line)
                    return;
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
                    headers[header[..header.IndexOf(':', StringComparison.Ordinal)]] = header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
                var request = new FakeRequest(line.Split(' ')[1], headers);
                Asked.Enqueue(request);
                await WriteAsync(stream, _answer(request));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client went away, which is part of the play.
            }
        }
    }

    async Task WriteAsync(NetworkStream stream, FakeReply reply)
    {
        if (reply.Delay > TimeSpan.Zero)
            await Task.Delay(reply.Delay, _stop.Token);
        var body = Encoding.UTF8.GetBytes(reply.Body);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Said\r\nConnection: close\r\nContent-Type: application/json;charset=utf-8\r\n"));
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.ClaimedLength ?? body.Length}\r\n");
        foreach (var (name, value) in reply.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        await stream.WriteAsync(body.AsMemory(0, Math.Min(reply.CutAfter ?? body.Length, body.Length)), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }
}
