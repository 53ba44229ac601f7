using System.Buffers;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Lis2;

/// <summary>
/// Takes LIS1-A (ASTM E1381) frames off a captured transmission: STX, frame number, text, ETB or ETX, checksum, CR LF. Every
/// checksum is verified. A frame sent again after a bad one, or after a lost acknowledgement, is the same frame.
/// </summary>
internal sealed class Lis2Frames : ForwardStream
{
    private const byte Stx = 0x02;
    private const byte Etx = 0x03;
    private const byte Eot = 0x04;
    private const byte Enq = 0x05;
    private const byte Ack = 0x06;
    private const byte Nak = 0x15;
    private const byte Etb = 0x17;

    // The standard allows 247 characters; some senders ignore it.
    private const int MaxFrame = 64 * 1024;

    private static readonly SearchValues<byte> Between = SearchValues.Create([Enq, Eot, Ack, Nak, (byte)'\r', (byte)'\n', (byte)' ', 0]);

    private readonly ForwardStream _source;
    private readonly ByteFeed _feed;
    private int _textFrom;
    private int _textLength;
    private int _frameLength;
    private int _expected = 1;
    private bool _awaitsRepeat;
    private string? _broken;

    internal Lis2Frames(ForwardStream source)
    {
        _source = source;
        _feed = new ByteFeed(source);
    }

    internal override string? Broken => _broken ?? _source.Broken;

    /// <summary>Whether a file that begins like this is a captured transmission.</summary>
    internal static bool Begins(ReadOnlySpan<byte> start) => start is [Stx or Enq, ..];

    public override int Read(Span<byte> buffer)
    {
        while (_textLength == 0)
        {
            _feed.Pass(_frameLength);
            _frameLength = 0;
            if (_broken is not null || !NextFrame())
            {
                return 0;
            }
        }

        int given = Math.Min(buffer.Length, _textLength);
        _feed.Window.Slice(_textFrom, given).CopyTo(buffer);
        _textFrom += given;
        _textLength -= given;
        return given;
    }

    /// <summary>Moves to the next frame; one that is not to be used has no text.</summary>
    private bool NextFrame()
    {
        int start;
        while ((start = _feed.Window.IndexOf(Stx)) < 0 && OnlyControl(_feed.Window))
        {
            Restart(_feed.Window);
            _feed.Pass(_feed.Window.Length);
            if (!_feed.More())
            {
                _broken = _awaitsRepeat ? "A frame's checksum does not fit, and the frame was not sent again." : null;
                return false;
            }
        }

        if (start < 0 || !OnlyControl(_feed.Window[..start]))
        {
            return Break("Text stands between frames; a frame's beginning may be lost.");
        }

        Restart(_feed.Window[..start]);
        _feed.Pass(start);
        int end;
        while ((end = _feed.Window.IndexOfAny(Etb, Etx)) < 0 || _feed.Window.Length < end + 3)
        {
            if (_feed.Window.Length > MaxFrame || !_feed.More())
            {
                return Break("A frame has no end; the file may be cut off.");
            }
        }

        return Take(end);
    }

    private bool Take(int end)
    {
        ReadOnlySpan<byte> frame = _feed.Window[..(end + 3)];
        _frameLength = frame.Length;
        if (end < 2 || frame[1] is < (byte)'0' or > (byte)'7' || Checksum(frame[1..(end + 1)]) != Hex(frame[end + 1], frame[end + 2]))
        {
            _awaitsRepeat = true;
            return true;
        }

        int number = frame[1] - '0';
        if (!_awaitsRepeat && number == (_expected + 7) % 8)
        {
            // Sent again because our side's acknowledgement was lost: nothing new.
            return true;
        }

        if (number != _expected)
        {
            return Break("A frame is missing: their numbers do not follow each other.");
        }

        _awaitsRepeat = false;
        _expected = (_expected + 1) % 8;
        _textFrom = 2;
        _textLength = end - 2;
        return true;
    }

    /// <summary>Frame numbers begin anew with each transmission.</summary>
    private void Restart(ReadOnlySpan<byte> between) => _expected = between.IndexOfAny(Enq, Eot) >= 0 ? 1 : _expected;

    private bool Break(string because)
    {
        _broken ??= because;
        return false;
    }

    private static bool OnlyControl(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(Between);

    private static int Checksum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte b in bytes)
        {
            sum = (sum + b) & 0xFF;
        }

        return sum;
    }

    private static int Hex(byte high, byte low) =>
        char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low)
            ? Convert.FromHexString([(char)high, (char)low])[0]
            : -1;
}
