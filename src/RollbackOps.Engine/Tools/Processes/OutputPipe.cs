namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// A program's standard output or error. It ends with the pipe; or, where something that the program left running holds the
/// pipe open, once the program has ended and nothing more came for a while.
/// </summary>
/// <param name="pipe">The pipe.</param>
/// <param name="grace">How long nothing must have come.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Cancelled when the program has ended.</param>
internal sealed class OutputPipe(Stream pipe, TimeSpan grace, TimeProvider time, CancellationToken ended) : Stream
{
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
        try
        {
            return await pipe.ReadAsync(buffer, both.Token);
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
