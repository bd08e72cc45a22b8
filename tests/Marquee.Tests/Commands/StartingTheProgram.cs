using System.Net;
using System.Net.Sockets;

namespace Marquee.Tests.Commands;

/// <summary>What an operator sees when something is set up wrong: one sentence that says what to do, and exit code 2.</summary>
public sealed class StartingTheProgram : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("marquee-").FullName;

    [Fact]
    public async Task A_port_in_use_is_said_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await RefusedAsync($"Another program is listening on http://127.0.0.1:{port} already", "--urls", $"http://127.0.0.1:{port}");
    }

    [Fact]
    public Task An_unwritable_folder_is_said_in_one_sentence() =>
        RefusedAsync("The data folder /proc/marquee cannot be written", "--data", "/proc/marquee");

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=marquee", "PostgreSQL 127.0.0.1:1/marquee cannot be reached")]
    [InlineData("colour=blue", "neither a SQLite file")]
    public Task A_wrong_connection_string_is_said_in_one_sentence(string connection, string sentence) =>
        RefusedAsync(sentence, "--database", connection);

    [Theory]
    [InlineData("nowhere")]
    [InlineData("http://192.0.2.1:80")]
    public Task An_address_that_cannot_be_listened_on_is_said_in_one_sentence(string urls) =>
        RefusedAsync($"Cannot listen on '{urls}'", "--urls", urls);

    [Theory]
    [InlineData("--colour")]
    [InlineData("dance")]
    public Task What_the_program_does_not_know_points_to_help(string argument) =>
        RefusedAsync("'marquee --help' shows what there is.", argument);

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await CommandLine.RunAsync("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.All((string[])["serve", "recommend", "evaluate", "train", "datasets", "doctor"], command => Assert.Contains(command, help.Output, StringComparison.Ordinal));
    }

    async Task RefusedAsync(string sentence, params string[] arguments)
    {
        string[] data = arguments.Contains("--data") ? [] : ["--data", _folder];
        var answer = await CommandLine.RunAsync([.. arguments, .. arguments[0].StartsWith("--", StringComparison.Ordinal) ? data : [], .. (string[])["--sample", "none"]]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
