namespace FitPipeline.Intake.Tests;

/// <summary>A large file that nobody has to hold: a beginning, and then one piece again and again, whole each time.</summary>
internal sealed class RepeatingStream(byte[] beginning, byte[] piece, long length) : Stream
{
    private long _at;

    /// <summary>How many bytes it has given.</summary>
    internal long Given => _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private long End => beginning.Length + (Math.Max(1, (length - beginning.Length) / piece.Length) * piece.Length);

    public override int Read(byte[] buffer, int offset, int count)
    {
        int given = 0;
        while (given < count && _at < End)
        {
            byte[] from = _at < beginning.Length ? beginning : piece;
            int start = (int)(_at < beginning.Length ? _at : (_at - beginning.Length) % piece.Length);
            int size = Math.Min(count - given, from.Length - start);
            from.AsSpan(start, size).CopyTo(buffer.AsSpan(offset + given));
            given += size;
            _at += size;
        }

        return given;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
