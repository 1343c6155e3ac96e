namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>
/// A stream of known length that is read once, from the beginning. It says that it can seek, because the writer of archives asks
/// for no more than the length of what can.
/// </summary>
/// <param name="inner">What is read.</param>
/// <param name="length">Its length.</param>
internal sealed class ForwardStream(Stream inner, long length) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set
        {
            if (value != _read)
                throw new NotSupportedException();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Passed(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Passed(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Passed(int read)
    {
        _read += read;
        return read;
    }
}
