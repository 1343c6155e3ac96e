using System.Buffers;
using System.Threading.Channels;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Rows of a table on their way to the server: one COPY. It may be begun before it is whole.</summary>
/// <param name="copy">The COPY statement.</param>
/// <param name="room">How many pieces may be under way in all.</param>
internal sealed class CopyChunk(DumpStatementText copy, SemaphoreSlim room)
{
    /// <summary>The bytes of a piece.</summary>
    public const int Piece = 256 * 1024;

    private readonly Channel<ArraySegment<byte>> _pieces = Channel.CreateUnbounded<ArraySegment<byte>>(new() { SingleReader = true, SingleWriter = true });

    /// <summary>The COPY statement.</summary>
    public DumpStatementText Statement => copy;

    /// <summary>The bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a piece; waits while too much is under way.</summary>
    /// <param name="piece">A rented array; it is given back once it is sent.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task AddAsync(ArraySegment<byte> piece, CancellationToken cancel)
    {
        await room.WaitAsync(cancel);
        Bytes += piece.Count;
        await _pieces.Writer.WriteAsync(piece, cancel);
    }

    /// <summary>True once it is whole and holds no row.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>It is whole.</summary>
    public void End()
    {
        IsEmpty = Bytes == 0;
        _pieces.Writer.Complete();
    }

    /// <summary>Passes it on, as it comes.</summary>
    public async Task SendAsync(Stream to, CancellationToken cancel)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancel))
        {
            await to.WriteAsync(piece, cancel);
            ArrayPool<byte>.Shared.Return(piece.Array!);
            room.Release();
        }
    }
}
