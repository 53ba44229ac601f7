namespace FitPipeline.Intake.Text;

/// <summary>
/// A file's bytes, read as they are asked for, through a window that grows only when what is looked for does not fit.
/// </summary>
internal sealed class ByteFeed(Stream stream)
{
    private const int FirstSize = 64 * 1024;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Bytes read and not yet passed.</summary>
    internal ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    internal void Pass(int count) => _start += count;

    /// <summary>Reads on until the buffer is full, so that each byte is looked at a bounded number of times whatever the stream's appetite.</summary>
    /// <returns>Whether the window has grown.</returns>
    internal bool More()
    {
        if (_ended)
        {
            return false;
        }

        MakeRoom();
        int before = _end;
        while (_end < _buffer.Length)
        {
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                _ended = true;
                break;
            }

            _end += read;
        }

        return _end > before;
    }

    private void MakeRoom()
    {
        int held = _end - _start;
        if (held > _buffer.Length / 2)
        {
            byte[] larger = new byte[_buffer.Length * 2];
            Window.CopyTo(larger);
            _buffer = larger;
        }
        else if (_start > 0)
        {
            Window.CopyTo(_buffer);
        }

        _start = 0;
        _end = held;
    }
}
