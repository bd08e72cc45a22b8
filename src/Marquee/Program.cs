System.Console.WriteLine("marquee");
