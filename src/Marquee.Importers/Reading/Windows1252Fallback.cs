using System.Text;

namespace Marquee.Importers.Reading;

/// <summary>Reads each byte that is not valid UTF-8 as the letter it is in Windows-1252.</summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    // 0x80 to 0x9F, where Windows-1252 and Latin-1 part; the rest is the same number in Unicode.
    const string Specials = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Letters();

    sealed class Letters : DecoderFallbackBuffer
    {
        byte[] _bytes = [];
        int _next;

        public override int Remaining => _bytes.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_bytes, _next) = (bytesUnknown, 0);
            return bytesUnknown.Length > 0;
        }

        public override char GetNextChar()
        {
            if (_next >= _bytes.Length)
                return '\0';
            var b = _bytes[_next++];
            return b is >= 0x80 and < 0xA0 ? Specials[b - 0x80] : (char)b;
        }

        public override bool MovePrevious()
        {
            if (_next == 0)
                return false;
            _next--;
            return true;
        }

        public override void Reset() => (_bytes, _next) = ([], 0);
    }
}
