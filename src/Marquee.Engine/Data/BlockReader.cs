namespace Marquee.Engine.Data;

/// <summary>
/// Cuts a stream into blocks of whole lines. While the caller works on one block the next is read and unpacked on another thread,
/// which hides nearly all of the reading behind the parsing.
/// </summary>
sealed class BlockReader : IDisposable
{
    /// <summary>The room before each block, where the cut line at the end of the block before is put.</summary>
    public const int LongestLine = 1 << 16;
    const int BlockLength = 1 << 20;

    readonly Stream _stream;
    byte[] _current = new byte[LongestLine + BlockLength];
    byte[] _next = new byte[LongestLine + BlockLength];
    Task<int> _reading;
    int _cut;
    bool _lineTooLong;

    public BlockReader(Stream stream)
    {
        _stream = stream;
        _reading = ReadNext();
    }

    /// <summary>How many bytes came out of the stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Gives the next lines, each ended by a line feed but perhaps the very last. The span lives until the next call.</summary>
    /// <exception cref="LineTooLongException">A line does not fit.</exception>
    public bool Next(out ReadOnlySpan<byte> lines)
    {
        if (_lineTooLong)
            throw new LineTooLongException();
        var length = _reading.GetAwaiter().GetResult();
        BytesRead += length;
        (_current, _next) = (_next, _current);
        var block = _current.AsSpan(LongestLine - _cut, _cut + length);
        if (length == 0)
        {
            _cut = 0;
            lines = block;
            _reading = Task.FromResult(0);
            return !lines.IsEmpty;
        }

        _reading = ReadNext();
        var whole = block.LastIndexOf((byte)'\n') + 1;
        var cut = block[whole..];
        lines = block[..whole];
        // The lines before it are good: they are given first, so that the refusal can count them.
        _lineTooLong = cut.Length > LongestLine;
        if (_lineTooLong)
            return true;
        cut.CopyTo(_next.AsSpan(LongestLine - cut.Length));
        _cut = cut.Length;
        return true;
    }

    public void Dispose()
    {
        // The reading thread must not outlive the stream.
        ((IAsyncResult)_reading).AsyncWaitHandle.WaitOne();
    }

    Task<int> ReadNext()
    {
        var target = _next;
        return Task.Run(() => _stream.ReadAtLeast(target.AsSpan(LongestLine), BlockLength, throwOnEndOfStream: false));
    }
}

sealed class LineTooLongException : Exception;
