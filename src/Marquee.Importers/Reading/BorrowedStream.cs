namespace Marquee.Importers.Reading;

/// <summary>
/// Reads another stream, at most as far as it claimed to reach. What an archive says about its sizes is checked once, before reading;
/// this holds it to its word, whatever it then unpacks to.
/// </summary>
/// <param name="source">The bytes. Closed together with this stream only when <paramref name="owned"/>.</param>
internal sealed class BorrowedStream(Stream source, long claimed, bool owned = false) : Stream
{
    long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = source.Read(buffer);
            _read += read;
            // Scratched bytes may unpack to an early end instead of an error.
            if (read == 0 && !buffer.IsEmpty && _read < claimed)
                throw ExportRefused.DamagedZip();
            return _read <= claimed ? read : throw ExportRefused.ZipBomb();
        }
        catch (InvalidDataException)
        {
            throw ExportRefused.DamagedZip();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && owned)
            source.Dispose();
        base.Dispose(disposing);
    }
}
