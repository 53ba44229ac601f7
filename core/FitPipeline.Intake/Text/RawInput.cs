using System.Text;
using FitPipeline.Intake.Results;

namespace FitPipeline.Intake.Text;

/// <summary>
/// A file's bytes up to a limit, without their byte order mark. Behind a mark of UTF-16 they come out as UTF-8, with the
/// mark of a lost character wherever they were not UTF-16.
/// </summary>
internal sealed class RawInput : ForwardStream
{
    private readonly Stream _stream;
    private readonly long _maxBytes;
    private readonly byte[] _start = new byte[3];
    private Stream? _utf16;
    private ReadOnlyMemory<byte> _prefix;
    private ReadOnlyMemory<byte> _peeked;
    private long _taken;

    internal RawInput(Stream stream, long maxBytes)
    {
        _stream = stream;
        _maxBytes = maxBytes;
        int length = 0;
        for (int read = -1; length < _start.Length && read != 0; length += read)
        {
            read = stream.Read(_start, length, _start.Length - length);
        }

        _taken = length;
        (int mark, Encoding? utf16) = _start.AsSpan(0, length) switch
        {
            [0xEF, 0xBB, 0xBF] => (3, null),
            [0xFF, 0xFE, ..] => (2, Encoding.Unicode),
            [0xFE, 0xFF, ..] => (2, Encoding.BigEndianUnicode),
            _ => (0, (Encoding?)null),
        };
        _prefix = _start.AsMemory(mark, length - mark);
        _utf16 = utf16 is null ? null : Encoding.CreateTranscodingStream(new Plain(this), utf16, Encoding.UTF8);
    }

    /// <summary>The file is larger than the limit; what lies beyond it is not given.</summary>
    internal bool TooLarge { get; private set; }

    /// <summary>The file's beginning, before any of it is read: <paramref name="count"/> bytes unless the file is shorter.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        byte[] start = new byte[count];
        int length = 0;
        for (int read = -1; length < count && read != 0; length += read)
        {
            read = ReadOn(start.AsSpan(length));
        }

        _peeked = start.AsMemory(0, length);
        return _peeked.Span;
    }

    internal override string? Broken => TooLarge ? LabFaults.FileTooLarge : null;

    public override int Read(Span<byte> buffer) => _peeked.IsEmpty ? ReadOn(buffer) : Give(ref _peeked, buffer);

    protected override void Dispose(bool disposing)
    {
        _utf16?.Dispose();
        _utf16 = null;
        base.Dispose(disposing);
    }

    private int ReadOn(Span<byte> buffer) => _utf16 is null ? ReadPlain(buffer) : _utf16.Read(buffer);

    private static int Give(ref ReadOnlyMemory<byte> held, Span<byte> buffer)
    {
        int given = Math.Min(buffer.Length, held.Length);
        held.Span[..given].CopyTo(buffer);
        held = held[given..];
        return given;
    }

    private int ReadPlain(Span<byte> buffer)
    {
        if (!_prefix.IsEmpty)
        {
            return Give(ref _prefix, buffer);
        }

        if (_taken < _maxBytes)
        {
            int read = _stream.Read(buffer[..(int)Math.Min(buffer.Length, _maxBytes - _taken)]);
            _taken += read;
            return read;
        }

        // One byte more is enough to know.
        TooLarge = TooLarge || _stream.Read(stackalloc byte[1]) > 0;
        return 0;
    }

    /// <summary>The bytes as they are, for the decoder of UTF-16.</summary>
    private sealed class Plain(RawInput input) : ForwardStream
    {
        public override int Read(Span<byte> buffer) => input.ReadPlain(buffer);
    }
}
