namespace FitPipeline.Intake.Text;

/// <summary>A stream that is read once, forwards. It leaves open whatever it reads from.</summary>
internal abstract class ForwardStream : Stream
{
    /// <summary>Why what it reads from cannot be read to its end; null while it can. Known once <see cref="Read(Span{byte})"/> gives nothing.</summary>
    internal virtual string? Broken => null;

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override void Flush() => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
