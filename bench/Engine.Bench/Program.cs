Console.WriteLine("Benchmarks come with the claims they prove.");
