namespace Marquee.Providers.Calls;

/// <summary>The same question asked by several at once is asked once. Whoever stops waiting leaves the others their answer; when all stop, the call is given up.</summary>
sealed class SingleFlight<T>
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Flight> _flights = [];

    sealed class Flight
    {
        public required CancellationTokenSource Stop { get; init; }
        public required Task<T> Task { get; set; }
        public int Waiting { get; set; }
    }

    public async Task<T> AskAsync(string key, Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        Flight? flight;
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out flight))
            {
                var stop = new CancellationTokenSource();
                flight = new Flight { Stop = stop, Task = Task.FromCanceled<T>(new CancellationToken(true)) };
                _flights.Add(key, flight);
                // Started outside of the caller's stack, so that nothing of it runs under the lock.
                flight.Task = Task.Run(() => ask(stop.Token), CancellationToken.None);
            }

            flight.Waiting++;
        }

        try
        {
            return await flight.Task.WaitAsync(cancel);
        }
        finally
        {
            lock (_lock)
            {
                flight.Waiting--;
                if ((flight.Task.IsCompleted || flight.Waiting == 0) && _flights.GetValueOrDefault(key) == flight)
                    _flights.Remove(key);
                if (flight.Waiting == 0 && !flight.Task.IsCompleted)
                    flight.Stop.Cancel();
            }
        }
    }
}
