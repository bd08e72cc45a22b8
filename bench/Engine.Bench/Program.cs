using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Engine.Bench -- --filter '*'      (or '*Gemm*', and --job short for a quick look)
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
