using System.Text;
using System.Text.Unicode;

namespace FitPipeline.Intake.Text;

/// <summary>
/// A text file as UTF-8, whatever it was. Read as UTF-8 until a byte cannot be; from there as Latin-1 if everything before
/// was ASCII, for then the whole file can be Latin-1. A file that is UTF-8 in one place and cannot be in another is
/// neither, and choosing would be a guess. The NULs and the old end-of-file mark with which some systems fill a file's
/// last block are left off.
/// </summary>
internal sealed class Utf8Input(ForwardStream source) : ForwardStream
{
    private const int Chunk = 32 * 1024;

    private readonly byte[] _raw = new byte[Chunk];
    private readonly byte[] _out = new byte[2 * Chunk];
    private int _held;
    private int _from;
    private int _to;
    private long _padding;
    private long _paddingDue;
    private byte _last;
    private bool _ended;
    private bool _latin1;
    private string? _broken;
    private bool _sawUtf8;

    internal override string? Broken => _broken;

    /// <summary>Once read to the end: whether the last line was ended, and so was not cut off.</summary>
    internal bool EndsWithLineBreak => _last is (byte)'\n' or (byte)'\r';

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_from == _to && _paddingDue == 0)
        {
            _from = 0;
            _to = 0;
            if (!Refill())
            {
                return 0;
            }
        }

        if (_paddingDue > 0)
        {
            int zeros = (int)Math.Min(_paddingDue, buffer.Length);
            buffer[..zeros].Clear();
            _paddingDue -= zeros;
            return zeros;
        }

        int given = Math.Min(buffer.Length, _to - _from);
        _out.AsSpan(_from, given).CopyTo(buffer);
        _from += given;
        _last = buffer[given - 1];
        return given;
    }

    /// <summary>Fills the empty output with the next piece of text; false at the end.</summary>
    private bool Refill()
    {
        if (_ended)
        {
            return false;
        }

        int read = source.Read(_raw.AsSpan(_held));
        if (read == 0)
        {
            _ended = true;
            _broken ??= source.Broken;
        }

        Take(_raw.AsSpan(0, _held + read));
        KeepPadding();
        return !_ended || _to > 0;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (!_latin1)
        {
            int valid = bytes.Length - Incomplete(bytes);
            if (Utf8.IsValid(bytes[..valid]) && (valid == bytes.Length || !_ended))
            {
                _sawUtf8 |= !Ascii.IsValid(bytes[..valid]);
                bytes[..valid].CopyTo(_out);
                _to = valid;
                _held = bytes.Length - valid;
                bytes[valid..].CopyTo(_raw);
                return;
            }

            if (_sawUtf8 || BeginsWithUtf8(bytes))
            {
                Utf8.ToUtf16(bytes, new char[bytes.Length], out int good, out _, replaceInvalidSequences: false);
                bytes[..good].CopyTo(_out);
                _to = good;
                _broken = "The file is neither UTF-8 nor Latin-1 throughout.";
                _ended = true;
                return;
            }

            _latin1 = true;
        }

        _to = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(bytes), _out);
        _held = 0;
    }

    /// <summary>Whether the first bytes that are not ASCII are a character of UTF-8.</summary>
    private static bool BeginsWithUtf8(ReadOnlySpan<byte> bytes)
    {
        int first = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return Rune.DecodeFromUtf8(bytes[first..], out _, out _) == System.Buffers.OperationStatus.Done;
    }

    /// <summary>How many bytes at the end begin a character of UTF-8 without ending it.</summary>
    private static int Incomplete(ReadOnlySpan<byte> bytes)
    {
        for (int length = 1; length <= 3 && length <= bytes.Length; length++)
        {
            byte b = bytes[^length];
            if (b >= 0xC0)
            {
                return Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData ? length : 0;
            }

            if (b < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Holds back what fills up the end until something follows it; then it is content after all, as NULs.</summary>
    private void KeepPadding()
    {
        int content = _out.AsSpan(0, _to).LastIndexOfAnyExcept((byte)0, (byte)0x1A) + 1;
        int trailing = _to - content;
        if (content > 0)
        {
            _paddingDue += _padding;
            _padding = 0;
        }

        _padding += trailing;
        _to = content;
    }
}
