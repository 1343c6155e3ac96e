namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// A program's standard output or error. It ends with the pipe; or, where something that the program left running holds the
/// pipe open, once the program has ended and nothing more came for a while, or far more than a pipe holds.
/// </summary>
/// <param name="pipe">The pipe.</param>
/// <param name="grace">How long nothing must have come.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Cancelled when the program has ended.</param>
internal sealed class OutputPipe(Stream pipe, TimeSpan grace, TimeProvider time, CancellationToken ended) : Stream
{
    // More than any pipe holds: what comes on top of it after the program's end is another's.
    private const long MostAfterEnd = 8 * 1024 * 1024;

    private long _afterEnd;
    private TimeSpan _waited;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var quiet = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, quiet.Token);
        await using var start = ended.Register(() => quiet.CancelAfter(grace));
        var began = time.GetTimestamp();
        var isOver = ended.IsCancellationRequested;
        try
        {
            if (isOver && (_afterEnd > MostAfterEnd || _waited > 3 * grace))
                return 0;
            var length = await pipe.ReadAsync(buffer, both.Token);
            if (isOver)
                (_afterEnd, _waited) = (_afterEnd + length, _waited + time.GetElapsedTime(began));
            return length;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
