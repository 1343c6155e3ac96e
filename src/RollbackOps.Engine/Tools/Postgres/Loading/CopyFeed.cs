using System.Buffers;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Passes rows on to whoever is free; a large table's in several COPYs, cut at line ends.</summary>
/// <param name="work">What is under way.</param>
/// <param name="taken">Hears what went into each table.</param>
/// <param name="inOrder">Whether a table's rows keep the dump's order.</param>
internal sealed class CopyFeed(LoadWork work, TakenRows taken, bool inOrder) : IDisposable
{
    private const int Pieces = 192;
    private const int Outstanding = 256;
    private const long Cut = 8 * 1024 * 1024;
    private readonly SemaphoreSlim _room = new(Pieces);
    private readonly SemaphoreSlim _turns = new(Outstanding); // empty tables take no room
    private LoadItem.Copy? _copy;
    private CopyChunk? _chunk;
    private int _set;
    private bool _isBegun;

    /// <summary>A COPY begins.</summary>
    /// <param name="copy">The statement.</param>
    /// <param name="set">How many settings come before it.</param>
    public void Begin(LoadItem.Copy copy, int set) => (_copy, _set, _isBegun) = (copy, set, false);

    /// <summary>Takes rows; waits while too much is under way.</summary>
    public async Task AddAsync(LoadItem.Rows rows)
    {
        var (rest, line) = (rows.Bytes, rows.Line);
        if (_chunk?.Bytes >= Cut && _copy!.IsText && !inOrder && CopyLines.LastEnd(rest) is > 0 and var end)
        {
            // Once it is handed over the array is the sender's.
            var (head, tail) = (rest.Slice(0, end), Copied(rest.Slice(end)));
            line += head.AsSpan().Count((byte)'\n');
            await _chunk.AddAsync(head, work.Stop);
            EndChunk();
            rest = tail;
        }

        if (rest.Count == 0)
            return;
        _chunk ??= await BeginChunkAsync(_copy!, line);
        await _chunk.AddAsync(rest, work.Stop);
    }

    /// <summary>The COPY is whole.</summary>
    public async Task EndAsync()
    {
        // Without rows too: the server has to know the table and its columns.
        if (!_isBegun)
            _chunk = await BeginChunkAsync(_copy!, _copy!.Sql.Line);
        EndChunk();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _room.Dispose();
        _turns.Dispose();
    }

    private static ArraySegment<byte> Copied(ArraySegment<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(CopyChunk.Piece);
        bytes.CopyTo(copy);
        return new(copy, 0, bytes.Count);
    }

    // Nothing waits for rows that come later, so those that are outstanding always come to their end.
    private async Task<CopyChunk> BeginChunkAsync(LoadItem.Copy copy, long line)
    {
        await _turns.WaitAsync(work.Stop);
        var (chunk, set) = (new CopyChunk(copy.Sql with { Line = line }, _room), _set);
        _isBegun = true;
        work.Begin(new([(copy.Table, TableUse.Data)]), async lane =>
        {
            taken.Add(copy.Table, await lane.CopyAsync(chunk, set, work.Stop));
            _turns.Release();
        });
        return chunk;
    }

    private void EndChunk()
    {
        if (_chunk is null)
            return;
        taken.AddBytes(_copy!.Table, _chunk.Bytes);
        _chunk.End();
        _chunk = null;
    }
}
