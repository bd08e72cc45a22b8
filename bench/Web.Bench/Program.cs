using System.Globalization;
using Marquee.Web.Bench;

// dotnet run -c Release --project bench/Web.Bench -- search [titles] [database connection]
if (args is ["search", ..])
{
    await SearchTimes.PrintAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000, args.Length > 2 ? args[2] : null);
    return;
}

// dotnet run -c Release --project bench/Web.Bench -- library [plays] [titles]
if (args is ["library", ..])
{
    await LibraryTimes.PrintAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5_000);
    return;
}

// dotnet run -c Release --project bench/Web.Bench -- sign-in
if (args is ["sign-in"])
{
    await SignInTimes.PrintAsync();
    return;
}

// dotnet run -c Release --project bench/Web.Bench -- readers [clients] [seconds per scenario] [a data folder that is there already]
if (args is ["readers", ..])
{
    await ReadersTimes.PrintAsync(
        args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 8, args.Length > 3 ? args[3] : null);
    return;
}

// dotnet run -c Release --project bench/Web.Bench -- imports
if (args is ["imports"])
{
    await using var alone = await ServerUnderLoad.StartAsync();
    await ImportTimes.PrintAsync(alone);
    return;
}

// dotnet run -c Release --project bench/Web.Bench -- [clients] [seconds per scenario]
var clients = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 8;

await using var server = await ServerUnderLoad.StartAsync();
Console.WriteLine($"Idle with the sample models loaded: {server.ResidentMegabytes():N0} MB resident.");
Console.WriteLine($"{clients} clients, each asking again as soon as it is answered, {seconds} s a scenario, {Environment.ProcessorCount} processors, server and clients on the same machine.");
Console.WriteLine();

var visitors = await Task.WhenAll(Enumerable.Range(0, clients).Select(number => server.NewProfileAsync(number)));
Console.WriteLine("| scenario | requests/s | p50 ms | p95 ms | p99 ms | p50 ratio |");
Console.WriteLine("|---|--:|--:|--:|--:|--:|");
double? baseline = null;
foreach (var scenario in Scenario.All)
{
    await Load.RunAsync(visitors, scenario, TimeSpan.FromSeconds(1)); // warm-up
    var measured = await Load.RunAsync(visitors, scenario, TimeSpan.FromSeconds(seconds));
    baseline ??= measured.Percentile(50);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {scenario.Name} | {measured.PerSecond:N0} | {measured.Percentile(50):0.00} | {measured.Percentile(95):0.00} | {measured.Percentile(99):0.00} | {measured.Percentile(50) / baseline:0.0} |"));
}

Console.WriteLine();
await ImportTimes.PrintAsync(server);
