namespace FitPipeline.Intake.Tests;

/// <summary>A stream that gives a few bytes at a time, as a network does, and counts them.</summary>
internal sealed class DribblingStream(byte[] bytes) : Stream
{
    private int _at;

    /// <summary>How many bytes it has given.</summary>
    internal int Given => _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int given = Math.Min(Math.Min(count, bytes.Length - _at), 1 + (_at % 7));
        bytes.AsSpan(_at, given).CopyTo(buffer.AsSpan(offset));
        _at += given;
        return given;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
